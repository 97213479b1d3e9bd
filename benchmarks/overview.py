"""The overview of a module, as a learner opens it."""

from collections.abc import Iterator

from django.urls import reverse

from benchmarks.figure import Figure
from benchmarks.pages import page

MODULE = "trauma-and-violence-shared-start"


def measure() -> Iterator[Figure]:
    yield page("overview", "sam.oyelaran@police.example", reverse("overview", args=[MODULE]), target=10)
