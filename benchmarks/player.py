"""The sections of a module as the learner of the demonstration meets them, mid-way, with some questions answered."""

from collections.abc import Iterator
from statistics import mean

from django.urls import reverse

from benchmarks.figure import Figure
from benchmarks.pages import page
from learning.records.models import Attempt

LEARNER = "sam.oyelaran@police.example"


def measure() -> Iterator[Figure]:
    """The mean over all sections of the open attempt: one with a quiz costs more than one that is only read."""
    attempt = Attempt.objects.open().select_related("module", "version").get(person__user__email=LEARNER)
    sections = range(1, len(attempt.version.body) + 1)
    each = [
        page("player", LEARNER, reverse("player_section", args=[attempt.module.slug, number]), target=4.5)
        for number in sections
    ]
    yield Figure(
        "player",
        mean(one.value for one in each),
        each[0].unit,
        each[0].target,
        mean(one.floor or 0 for one in each),
    )
