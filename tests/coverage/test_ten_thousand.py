"""Each page of a partner asks the database as often of 10,000 people as of 100."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.many import load_many
from learning.workforce.models import Organisation
from tests.forgetting import forget_everything
from tests.requirements.factories import RequirementFactory, RuleSetFactory
from tests.signing_in import signed_in
from tests.workforce.factories import LevelMapFactory, RoleGroupFactory

FEW, MANY = 100, 10_000
PAGES = ("coverage", "coverage_people", "coverage_teams", "coverage_due", "coverage_trend", "coverage_csv")


@pytest.mark.django_db
def test_no_page_asks_more_often_of_ten_thousand_people_than_of_a_hundred() -> None:
    RuleSetFactory()
    for slug in ("frontline", "corporate"):
        LevelMapFactory(role_group=RoleGroupFactory(slug=slug), level=1)
    RequirementFactory(level=1)
    partners = [(organisation, signed_in(lead)) for organisation, lead in map(load_many, (50, FEW, MANY))]
    for page in PAGES:
        first, few, many = (asked(client, page, organisation) for organisation, client in partners)
        assert few == many, (page, first)


def asked(client: Client, page: str, organisation: Organisation) -> int:
    """How many queries one opening takes, with nothing kept from the one before."""
    forget_everything()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(page, args=[organisation.slug])).status_code == 200
    return len(queries)
