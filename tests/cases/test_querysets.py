"""Who may read which case: one table for the queryset, the page, the list, the search and the fragment."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from learning.cases.library import Wanted, shelf
from learning.cases.models import Audience, LearningCasePage
from learning.cases.permissions import may_read_case
from learning.workforce.models import User
from tests.workforce.factories import EmploymentFactory, OrganisationFactory, PersonFactory, UserFactory

from .factories import TODAY, draft, index_everything, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WORD = "corridor"


def nobody() -> AnonymousUser:
    return AnonymousUser()


def without_post() -> User:
    return UserFactory()


def of_health() -> User:
    return _employed("health")


def of_police() -> User:
    return _employed("police")


def of_health_until_yesterday() -> User:
    return _employed("health", left=TODAY)


def of_health_self_declared() -> User:
    return _employed("health", self_declared=True)


def superuser() -> User:
    return UserFactory(is_superuser=True)


def merged_with_health() -> User:
    """Their post in health stands under another row of the same human being."""
    lasting = PersonFactory(with_login=True)
    other = PersonFactory(merged_into=lasting, merge_reason="both e-mails are theirs")
    EmploymentFactory(person=other, organisation=OrganisationFactory(sector="health"))
    return lasting.user


def _employed(sector: str, **post: object) -> User:
    person = PersonFactory(with_login=True)
    EmploymentFactory(person=person, organisation=OrganisationFactory(sector=sector), **post)
    return person.user


READS = [
    # reader, public, network, health sector
    (nobody, True, False, False),
    (without_post, True, True, False),
    (of_health, True, True, True),
    (of_police, True, True, False),
    (of_health_until_yesterday, True, True, False),
    (of_health_self_declared, True, True, False),
    (merged_with_health, True, True, True),
    (superuser, True, True, False),
]
EACH = [
    pytest.param(reader, audience, seen, id=f"{reader.__name__}-{audience}")
    for reader, *row in READS
    for audience, seen in zip([Audience.PUBLIC, Audience.NETWORK, Audience.SECTOR], row, strict=True)
]


@pytest.mark.parametrize(("reader", "audience", "seen"), EACH)
def test_every_road_to_a_case_gives_the_same_answer(reader, audience, seen, client: Client) -> None:
    case = published(audience=audience)
    index_everything()
    user = reader()
    if user.is_authenticated:
        client.force_login(user)

    assert LearningCasePage.objects.visible_to(user, TODAY).filter(pk=case.pk).exists() is seen
    assert may_read_case(user, case, TODAY) is seen
    assert (case in shelf(user, TODAY, Wanted()).cases) is seen
    assert (case in LearningCasePage.objects.visible_to(user, TODAY).matching(WORD)) is seen
    if user.is_superuser:
        return  # led to a second factor before any page
    page = client.get(reverse("case", args=[case.slug]))
    refused = 302 if user.is_anonymous else 404
    assert page.status_code == (200 if seen else refused)
    assert (case.context.encode() in page.content) is seen
    assert (case.title.encode() in client.get(reverse("case_library")).content) is seen
    inside = client.get(reverse("case_inside", args=[case.pk]))
    assert (case.context.encode() in inside.content) is (seen and user.is_authenticated)


@pytest.mark.parametrize("reader", [nobody, of_health, superuser])
def test_a_draft_is_in_nobodys_library(reader, client: Client) -> None:
    case = draft(audience=Audience.PUBLIC)
    index_everything()
    user = reader()
    assert not LearningCasePage.objects.visible_to(user, TODAY).exists()
    assert not may_read_case(user, case, TODAY)
    assert not LearningCasePage.objects.visible_to(user, TODAY).matching(WORD)


def test_a_hidden_case_is_gone_from_everywhere(client: Client) -> None:
    case = published(audience=Audience.PUBLIC)
    case.unpublish()
    client.force_login(UserFactory())
    assert client.get(reverse("case", args=[case.slug])).status_code == 404
    assert case.title not in client.get(reverse("case_library")).content.decode()


def test_a_post_that_begins_tomorrow_opens_nothing_today() -> None:
    case = published(audience=Audience.SECTOR)
    user = _employed("health", start=TODAY + dt.timedelta(days=1))
    assert not may_read_case(user, case, TODAY)
    assert may_read_case(user, case, TODAY + dt.timedelta(days=1))


def test_signed_out_an_unknown_case_is_answered_like_one_of_the_network(client: Client) -> None:
    case = published()
    known, unknown = reverse("case", args=[case.slug]), reverse("case", args=["no-such-case"])
    sign_in = reverse("account_login")
    assert client.get(known)["Location"] == f"{sign_in}?next={known}"
    assert client.get(unknown)["Location"] == f"{sign_in}?next={unknown}"


def test_an_audience_of_one_sector_is_the_originating_one_unless_named() -> None:
    assert published(audience=Audience.SECTOR).audience_sector == "health"
    assert published("Other", audience=Audience.SECTOR, audience_sector="police").audience_sector == "police"
    assert published("Third", audience=Audience.NETWORK, audience_sector="police").audience_sector == ""


def test_the_index_knows_every_case_and_finds_only_those_for_the_reader() -> None:
    published("For all", audience=Audience.PUBLIC)
    published("For the network")
    index_everything()
    titles = [case.title for case in LearningCasePage.objects.visible_to(nobody(), TODAY).matching(WORD)]
    assert titles == ["For all"]
