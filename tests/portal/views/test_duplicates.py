"""An administrator merges and takes apart, with a reason; of two logins one stays, and nobody else gets in."""

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learning.audit.models import Event
from learning.workforce.models import Person, RoleAssignment
from tests.signing_in import signed_in
from tests.workforce.factories import (
    EmploymentFactory,
    PersonEmailFactory,
    PersonFactory,
    RoleAssignmentFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ADDRESS = "/duplicates/"


@pytest.fixture
def administrator() -> Client:
    return signed_in(RoleAssignmentFactory(administrator=True).user)


def pair(email: str = "sam@example.org", *, logins: int = 0) -> tuple[Person, Person]:
    rows = [EmploymentFactory(person=PersonFactory(with_login=number < logins)).person for number in range(2)]
    for row in rows:
        PersonEmailFactory(person=row, email=email)
    return rows[0], rows[1]


def answer(client: Client, rows: tuple[Person, Person], **said: object) -> str:
    sent = {"pair": f"{rows[0].pk}-{rows[1].pk}", "said": "one", "reason": "Asked her"} | said
    page = client.post(ADDRESS, sent, follow=True)
    assert page.status_code == 200
    return page.content.decode()


def test_two_rows_become_one_and_two_again(administrator: Client) -> None:
    rows = pair()
    assert rows[1].name in administrator.get(ADDRESS).content.decode()
    answer(administrator, rows)
    rows[1].refresh_from_db()
    assert (rows[1].merged_into, rows[1].merge_reason) == (rows[0], "Asked her")
    administrator.post(reverse("duplicates_apart", args=[rows[1].pk]))
    rows[1].refresh_from_db()
    assert rows[1].merged_into is None


def test_the_row_that_signs_in_lasts(administrator: Client) -> None:
    rows = pair()
    rows[1].user = UserFactory()
    rows[1].save()
    answer(administrator, rows)
    rows[0].refresh_from_db()
    assert rows[0].merged_into == rows[1]


def test_a_reason_is_asked_for(administrator: Client) -> None:
    rows = pair()
    assert "Say why you believe" in answer(administrator, rows, reason=" ")
    assert not Person.objects.exclude(merged_into=None).exists()


def test_two_people_are_not_suggested_again(administrator: Client) -> None:
    rows = pair()
    answer(administrator, rows, said="two")
    assert "Nothing to decide" in administrator.get(ADDRESS).content.decode()
    assert "answered that one meanwhile" in answer(administrator, rows)


def test_of_two_logins_one_stays_and_takes_the_others_address(administrator: Client) -> None:
    rows = pair(logins=2)
    kept, closed = rows[1].user, rows[0].user
    EmailAddress.objects.create(user=closed, email=closed.email, verified=True, primary=True)
    assert "Choose which sign-in stays" in answer(administrator, rows)
    for wrong in (UserFactory().pk, "²", "9" * 5_000, "none"):
        assert "Choose which sign-in stays" in answer(administrator, rows, keep=wrong)
    answer(administrator, rows, keep=kept.pk)
    closed.refresh_from_db()
    rows[0].refresh_from_db()
    assert (closed.is_active, rows[0].user, rows[0].merged_into) == (False, None, rows[1])
    assert EmailAddress.objects.get(email=closed.email).user == kept
    assert "login.closed" in Event.objects.values_list("action", flat=True)


def test_a_login_with_a_role_is_not_switched_off(administrator: Client) -> None:
    rows = pair(logins=2)
    RoleAssignmentFactory(hr_lead=True, user=rows[0].user)
    assert "holds a role" in answer(administrator, rows, keep=rows[1].user.pk)
    assert not Person.objects.exclude(merged_into=None).exists()
    rows[0].user.refresh_from_db()
    assert rows[0].user.is_active


def test_nobody_else_gets_in() -> None:
    rows = pair()
    lead: RoleAssignment = RoleAssignmentFactory(hr_lead=True)
    for user in (lead.user, UserFactory(is_superuser=True), UserFactory()):
        client = signed_in(user)
        assert client.get(ADDRESS).status_code == 404
        sent = {"pair": f"{rows[0].pk}-{rows[1].pk}", "said": "one", "reason": "x"}
        assert client.post(ADDRESS, sent).status_code == 404
    assert not Person.objects.exclude(merged_into=None).exists()


def test_the_list_asks_as_much_with_more_on_it(administrator: Client) -> None:
    pair(logins=1)
    administrator.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        administrator.get(ADDRESS)
    for number in range(6):
        pair(f"{number}@example.org", logins=number % 3)
    with CaptureQueriesContext(connection) as many:
        administrator.get(ADDRESS)
    assert len(many) == len(few)
