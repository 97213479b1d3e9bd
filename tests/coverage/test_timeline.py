"""What happened when, as one employer may know it: its own file is named, and another's would tell of a post there."""

import datetime as dt

import pytest

from learning.coverage.timeline import Event, timeline
from learning.records.models import CompletionImport, CompletionSource
from learning.requirements.models import Recognition
from learning.workforce.models import Employment, Organisation
from tests.coverage.factories import T, two_employers
from tests.records.factories import CompletionFactory
from tests.requirements.factories import EquivalenceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
RECORDED = dt.datetime(2026, 2, 20, 10, 0, tzinfo=dt.UTC)


def imported(by: Organisation, **fields: object) -> None:
    batch = CompletionImport.objects.create(organisation=by, file_name="old.csv", sha256="0" * 64)
    CompletionFactory(source=CompletionSource.IMPORTED, attempt=None, import_batch=batch, import_row=2, **fields)


def completed_events(of: str) -> list[Event]:
    shared, one, other = two_employers()
    person = one.people["Deskless"]
    by = one.organisation if of == "own" else other.organisation
    version = shared.first.versions.get()
    if of == "none":
        CompletionFactory(person=person, version=version)
    else:
        imported(by, person=person, version=version, recorded_at=RECORDED)
    posts = list(Employment.objects.filter(person=person).select_related("team", "role_group"))
    found = timeline(person, one.organisation, posts, T, with_absences=True)
    return [event for event in found if event.title == "Completed: A shared start"]


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ("own", "Version 1.0, valid until 31 May 2028. From this employer’s records, recorded on 20 February 2026."),
        ("another", "Version 1.0, valid until 31 May 2028. Recorded on 20 February 2026."),
        ("none", "Version 1.0, valid until 31 May 2028."),
    ],
)
def test_what_came_later_says_since_when_it_is_known(of: str, said: str) -> None:
    (event,) = completed_events(of)
    assert (event.date, event.note) == (dt.date(2025, 6, 1), said)


@pytest.mark.parametrize(
    ("by", "accepted_there", "title"),
    [
        ("own", True, "Recognised from elsewhere: A shared start"),
        ("own", False, "Recognised from elsewhere: A shared start"),
        ("another", True, "Completed: A shared start"),
        ("another", False, None),
    ],
)
def test_what_another_recognised_is_learning_as_any_where_it_counts(
    by: str, accepted_there: bool, title: str | None
) -> None:
    shared, one, other = two_employers()
    person = one.people["Deskless"]
    recogniser = one.organisation if by == "own" else other.organisation
    accepting = {recogniser, *([one.organisation] if accepted_there else [])}
    said = EquivalenceFactory(module=shared.first, accepted_by=accepting)
    completion = CompletionFactory(
        person=person, version=shared.first.versions.get(), source=CompletionSource.RECOGNISED, attempt=None
    )
    Recognition.objects.create(completion=completion, equivalence=said, organisation=recogniser)
    posts = list(Employment.objects.filter(person=person).select_related("team", "role_group"))
    found = timeline(person, one.organisation, posts, T, with_absences=True)
    finished = [event.title for event in found if event.title.startswith(("Completed: A ", "Recognised"))]
    assert finished == ([title] if title else [])
