"""Two invented cases become learning cases: one went all the way, one is with its readers."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

from learning.cases.actions.nominate_case import agree_to_share, nominate_case
from learning.cases.actions.review_learning_case import Agreed, agree_to_publish, latest_of, send_to_be_read
from learning.cases.models import Audience, Case, LearningDraft
from learning.workforce.models import User

from .cases import HOST, LOGINS, OTHER, OWN, case_named

EDITOR: Final = "imogen.thackeray@network.example"
PUBLISHED, READ = "closed, and learnt from by others", "closed, and read before it is published"
CASE_TITLES: Final = {
    PUBLISHED: ("The chair beside the waiting", "the-chair-beside-the-waiting"),
    READ: ("Who says it first", "who-says-it-first"),
}
POINTS: Final = {
    PUBLISHED: (
        "Waiting is part of the care. Say how long it takes, and who comes next",
        "One question at a time, and none before the person has sat down",
        "Somebody who wants nothing can sit beside",
    ),
    READ: (
        "Agree who tells, before anybody does",
        "A child who hears it first from an adult they trust can ask",
        "Where a family eats together is a good place to begin",
    ),
}
QUESTIONS: Final = {
    PUBLISHED: ("What does somebody see in the first five minutes with us?", "Who of us has time to want nothing?"),
    READ: ("How do we find out whether somebody has told already?", "Who in a family would a child ask?"),
}
TOLD: Final = {
    PUBLISHED: "<p>A teenager who had been hurt waited for more than an hour, and was then asked several questions at "
    "once. They left. The next day they came back by themselves; somebody had put a second chair beside theirs, and "
    "sat there without asking.</p>",
    READ: "<p>Several adults each believed that another one had told a younger child what had happened in the family. "
    "The child had heard it elsewhere, and had asked nobody.</p>",
}
BASIS: Final = "Invented, and written anew from an invented case. It is not drawn from any person’s record."


def load_learning_cases(day: dt.date) -> None:
    """By the same actions as everywhere, as if all of it were today; a second load changes nothing."""
    logins = {user.email: user for user in User.objects.filter(email__in=[*LOGINS, EDITOR])}
    for name in CASE_TITLES:
        case = case_named(name)
        if case is None or len(logins) <= len(LOGINS) or LearningDraft.objects.filter(case=case).exists():
            continue
        _write(name, case, logins)


def _write(name: str, case: Case, logins: dict[str, User]) -> None:
    draft = agree_to_share(logins[OWN], nominate_case(case.author, case), no_proceedings=True)
    page = latest_of(draft)
    page.title, page.slug = CASE_TITLES[name]
    page.what_happened = TOLD[name]
    page.is_invented, page.audience, page.anonymisation_basis = True, Audience.NETWORK, BASIS
    page.learning_points, page.questions = _stream(POINTS[name]), _stream(QUESTIONS[name])
    page.what_helped = _stream(("A chair", "One sentence at the beginning") if name == PUBLISHED else ("One table",))
    page.content_note = "Somebody was hurt; nothing is told of how." if name == PUBLISHED else ""
    page.save_revision(user=logins[EDITOR])
    draft = send_to_be_read(logins[EDITOR], LearningDraft.objects.get(pk=draft.pk))
    draft = agree_to_publish(logins[HOST], draft, Agreed(draft.mark, knows_the_place=True))
    if name == PUBLISHED:
        agree_to_publish(logins[OTHER], draft, Agreed(draft.mark))


def _stream(points: tuple[str, ...]) -> Any:
    return json.dumps([{"type": "point", "value": point} for point in points])
