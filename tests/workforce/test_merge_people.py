"""Two rows become one human being to read, and two again, without a row of the ledger being touched."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from learning.audit.models import Event
from learning.workforce.actions.merge_people import merge_people, unmerge_people
from learning.workforce.models import Employment, Merge, Person, User

from .factories import EmploymentFactory, PersonFactory, RoleAssignmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return RoleAssignmentFactory(administrator=True).user


def test_merging_reads_both_as_one_and_unmerging_takes_it_back(administrator: User) -> None:
    duplicate, kept = PersonFactory(), PersonFactory()
    employment = EmploymentFactory(person=duplicate)
    merge_people(administrator, duplicate, kept, "same verified e-mail")
    duplicate.refresh_from_db()
    assert list(Person.objects.lasting()) == [kept]
    assert list(Employment.objects.all().of(kept)) == [employment]
    assert Employment.objects.get().person_id == duplicate.pk
    unmerge_people(administrator, duplicate)
    duplicate.refresh_from_db()
    assert set(Person.objects.lasting()) == {duplicate, kept}
    assert not Employment.objects.all().of(kept).exists()
    assert duplicate.merge_reason == ""
    merge = Merge.objects.get()
    assert (merge.person, merge.into, merge.reason, merge.recorded_by) == (
        duplicate, kept, "same verified e-mail", administrator,
    )  # fmt: skip
    assert merge.superseded_at is not None


def test_the_row_that_others_are_read_as_lasts(administrator: User) -> None:
    lasting, other, earlier = PersonFactory(), PersonFactory(), PersonFactory()
    merge_people(administrator, earlier, lasting, "earlier")
    merge_people(administrator, lasting, other, "same staff number")
    other.refresh_from_db()
    lasting.refresh_from_db()
    assert (other.merged_into, lasting.merged_into) == (lasting, None)


def test_both_are_kept_in_the_trail(administrator: User) -> None:
    duplicate, kept = PersonFactory(), PersonFactory()
    merge_people(administrator, duplicate, kept, "same staff number")
    unmerge_people(administrator, duplicate)
    assert list(Event.objects.order_by("pk").values_list("action", "detail")) == [
        ("people.merged", {"into": kept.pk}),
        ("people.unmerged", {"from": kept.pk}),
    ]


@pytest.mark.parametrize(
    "case", ["same row", "no reason", "two logins", "a login below", "a chain upward", "a chain on both sides"]
)
def test_a_merge_that_cannot_be_read_plainly_is_refused(administrator: User, case: str) -> None:
    duplicate, kept, third = PersonFactory(), PersonFactory(), PersonFactory()
    reason = "same staff number"
    match case:
        case "same row":
            kept = duplicate
        case "no reason":
            reason = "  "
        case "two logins":
            duplicate, kept = PersonFactory(with_login=True), PersonFactory(with_login=True)
        case "a login below":
            third = PersonFactory(with_login=True)
            merge_people(administrator, third, kept, "earlier")
            duplicate = PersonFactory(with_login=True)
        case "a chain upward":
            merge_people(administrator, kept, third, "earlier")
        case "a chain on both sides":
            merge_people(administrator, third, duplicate, "earlier")
            merge_people(administrator, PersonFactory(), kept, "earlier")
    with pytest.raises(ValidationError):
        merge_people(administrator, duplicate, kept, reason)
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None


def test_only_an_administrator_may(administrator: User) -> None:
    duplicate, kept = PersonFactory(), PersonFactory()
    stranger = UserFactory(is_superuser=True)
    with pytest.raises(PermissionDenied):
        merge_people(stranger, duplicate, kept, "same")
    merge_people(administrator, duplicate, kept, "same")
    with pytest.raises(PermissionDenied):
        unmerge_people(stranger, duplicate)
