"""Which team a return means by what it calls it."""

import pytest

from learning.workforce.models import Organisation, Team
from learning.workforce.teams_by_name import TeamsByName

from .factories import OrganisationFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner() -> Organisation:
    partner = OrganisationFactory()
    north, south = (TeamFactory(organisation=partner, name=name) for name in ("North", "South"))
    for top in (north, south):
        TeamFactory(organisation=partner, parent=top, name="Days")
    TeamFactory(organisation=partner, parent=north, name="Nights")
    TeamFactory(name="Elsewhere")
    return partner


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("North", "North"),
        (" north ", "North"),
        ("NORTH / days", "North / Days"),
        ("Nights", "North / Nights"),
        ("Days", "Days"),
        ("Elsewhere", "Elsewhere"),
        ("Quite   new", "Quite new"),
    ],
)
def test_what_is_meant(partner: Organisation, written: str, meant: str) -> None:
    """A name that two teams have means neither: it would be a third one."""
    assert TeamsByName.load(partner).called(written) == meant


def test_a_missing_team_is_made_with_all_above_it(partner: Organisation) -> None:
    teams = TeamsByName.load(partner)
    key = teams.key("North / Days / Custody")
    made = Team.objects.get(pk=key)
    assert (made.name, str(made.parent), made.organisation) == ("Custody", "Days", partner)
    assert teams.key("north / days / custody") == key
    assert Team.objects.filter(organisation=partner).count() == 6


def test_no_team_is_no_team(partner: Organisation) -> None:
    assert TeamsByName.load(partner).key("") is None


def test_another_partners_team_is_never_meant(partner: Organisation) -> None:
    key = TeamsByName.load(partner).key("Elsewhere")
    assert Team.objects.get(pk=key).organisation == partner
    assert Team.objects.filter(name="Elsewhere").count() == 2
