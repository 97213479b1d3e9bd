"""The coverage page of one organisation, as its HR lead opens it."""

from collections.abc import Iterator

from django.urls import reverse

from benchmarks.figure import Figure
from benchmarks.many import load_many
from benchmarks.pages import page
from learning.workforce.models import RoleAssignment

HR_LEAD = "dilys.marchbank@police.example"
MANY = 10_000


def measure() -> Iterator[Figure]:
    """The partner of the demonstration's first HR lead, some hundred people; and one of 10,000, with ten modules."""
    slug = RoleAssignment.objects.values_list("organisation__slug", flat=True).get(user__email=HR_LEAD)
    yield page("coverage", HR_LEAD, reverse("coverage", args=[slug]), target=100)
    organisation, lead = load_many(MANY)
    yield page(f"coverage of {MANY:,} people", lead.email, reverse("coverage", args=[organisation.slug]), target=100)
