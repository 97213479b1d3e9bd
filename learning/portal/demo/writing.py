"""What trainers have on their desks: a draft under review, a second version with a choice, a module that ends."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from typing import Final

from django.db import transaction

from learning.modules.actions.retire_module import retire_module
from learning.modules.actions.set_up_review import name_reviewers, set_up_review
from learning.modules.actions.start_module import start_from_example
from learning.modules.models import (
    CataloguePage,
    EarlierCompletions,
    InformationGovernanceReview,
    Kind,
    LivedExperienceReview,
    ModulePage,
    ModuleVersion,
    TrainerPeerReview,
)
from learning.records.body import every_block
from learning.records.models import Answer, AnswerKind, Attempt, AttemptState, ConfidenceRating, Reading
from learning.workforce.models import User

from .network import SEED

AUTHOR: Final = "imogen.thackeray@network.example"
PEER: Final = "nadia.fairweather@network.example"
LIVED: Final = "corin.ellery@network.example"
GOVERNANCE: Final = "leopold.sangha@network.example"
ADMINISTRATOR: Final = "peregrine.iwu@network.example"

CHANGED: Final = "recognising-criminal-exploitation"
FIGURES: Final = "trauma-and-violence-shared-start"
CHUNK: Final = 2000
SHOWN: Final = 160
"""So many people's answers stand behind the figures that a trainer sees of one module."""
IN_REVIEW: Final = "When somebody you work with dies (invented example)"
ENDING: Final = "Sharing information: the short notes of 2023 (invented example)"


def load_writing(day: dt.date) -> None:
    """Everything, as far as it is missing; `day` is the last day of the invented year."""
    wanted = (AUTHOR, PEER, LIVED, GOVERNANCE, ADMINISTRATOR)
    users = {user.email: user for user in User.objects.filter(email__in=wanted)}
    if len(users) < len(wanted) or ModulePage.objects.filter(title=ENDING).exists():
        return
    author = users[AUTHOR]
    set_up_review()
    name_reviewers(TrainerPeerReview, users[PEER], author)
    name_reviewers(LivedExperienceReview, users[LIVED], users[PEER])
    name_reviewers(InformationGovernanceReview, users[GOVERNANCE], users[ADMINISTRATOR])
    for page in ModulePage.objects.filter(slug__in=(CHANGED, FIGURES)):
        page.owner = author
        page.save(update_fields=["owner"])
    _second_version(author, day)
    _draft_under_review(author)
    _ending(author, users[ADMINISTRATOR], day)
    _figures()


def _second_version(author: User, day: dt.date) -> None:
    """A major change that people are given four months for, so that nobody is late because of it yet."""
    page = ModulePage.objects.get(slug=CHANGED)
    draft = page.get_latest_revision_as_object()
    draft.outcomes = [
        *draft.outcomes.get_prep_value(),
        {
            "type": "outcome",
            "id": str(uuid.uuid5(SEED, "outcome of 2.0")),
            "value": "Say what you do first when a child is found far from home",
        },
    ]
    draft.change, draft.earlier_completions = Kind.MAJOR, EarlierCompletions.REDO
    draft.redo_by = day + dt.timedelta(days=120)
    draft.what_changed = (
        "It now asks what you do first when a child is found far from home. (Invented for this example.)"
    )
    published_at = dt.datetime.combine(day - dt.timedelta(days=9), dt.time(10), tzinfo=dt.UTC)
    page.publish(draft.save_revision(user=author), author, published_at=published_at, skip_permission_checks=True)


def _draft_under_review(author: User) -> None:
    page = start_from_example(author, CataloguePage.objects.get(), IN_REVIEW)
    draft = page.get_latest_revision_as_object()
    draft.summary = "What helps a team, and what to say to a family, in the first days."
    draft.content_note = "Speaks of a sudden death. There is no account of how it happened."
    draft.save()
    draft.save_revision(user=author)
    page.refresh_from_db()
    page.get_workflow().start(page, author)


def _ending(author: User, administrator: User, day: dt.date) -> None:
    page = start_from_example(author, CataloguePage.objects.get(), ENDING)
    draft = page.get_latest_revision_as_object()
    draft.summary = "Short notes that the whole module takes over."
    published_at = dt.datetime.combine(day - dt.timedelta(days=300), dt.time(10), tzinfo=dt.UTC)
    page.publish(
        draft.save_revision(user=author), administrator, published_at=published_at, skip_permission_checks=True
    )
    page.refresh_from_db()
    instead = ModulePage.objects.get(slug="sharing-information-safely").module
    note = "The whole module says it better and is kept up to date. (Invented for this example.)"
    retire_module(administrator, page, day + dt.timedelta(days=60), replaced_by=instead, note=note)


def _figures() -> None:
    """Answers, readings and confidence behind one module, so that a trainer's figures have something to say."""
    version = ModuleVersion.objects.filter(module__slug=FIGURES).order_by("-major", "-minor").first()
    if version is None:
        return
    attempts = list(
        Attempt.objects.filter(version=version, state=AttemptState.PASSED, answers=None).order_by("pk")[:SHOWN]
    )
    rng = random.Random(f"{SEED}-figures")  # noqa: S311  a demonstration, no secret
    _readings(version)
    with transaction.atomic():
        for attempt in attempts:
            _answer(attempt, version, rng)


def _readings(version: ModuleVersion) -> None:
    """Whoever finished it has read every section."""
    passed = Attempt.objects.filter(version=version, state=AttemptState.PASSED, readings=None)
    rows = [
        Reading(attempt_id=pk, section_id=section["id"], read_at=closed_at)
        for pk, closed_at in passed.values_list("pk", "saved_at")
        for section in version.body
    ]
    for first in range(0, len(rows), CHUNK):
        Reading.objects.bulk_create(rows[first : first + CHUNK], ignore_conflicts=True)


def _answer(attempt: Attempt, version: ModuleVersion, rng: random.Random) -> None:
    """One question at most is wrong, as a passed try has it; some took their time over lunch."""
    moment = attempt.closed_at or attempt.saved_at
    attempt.started_at = moment - dt.timedelta(minutes=rng.choice((18, 22, 25, 25, 30, 35, 50, 95)))
    attempt.save(update_fields=["started_at"])
    blocks = [found.block for found in every_block(version.body) if not found.by_alternative]
    asked = [block for block in blocks if block["type"] in (AnswerKind.QUESTION, AnswerKind.CHECK)]
    wrong = rng.choice(asked)["id"] if rng.random() < 0.6 else ""
    answers = []
    for number, block in enumerate(asked):
        options = block["value"]["options"]
        chosen = [option for option in options if option["value"]["correct"] == (block["id"] != wrong)]
        picked = chosen if block["id"] != wrong else [rng.choice(chosen)]
        answers.append(
            Answer(
                attempt=attempt,
                block_id=block["id"],
                kind=block["type"],
                response=[option["id"] for option in picked],
                correct=block["id"] != wrong,
                client_sequence=number,
                idempotency_key=uuid.uuid5(SEED, f"{attempt.uuid}-{block['id']}"),
                answered_at=moment,
            )
        )
    Answer.objects.bulk_create(answers)
    before = rng.choice((1, 2, 2, 3, 3, 4))
    for block in (block for block in blocks if block["type"] == "confidence"):
        value = before if block["value"]["moment"] == "before" else min(5, before + rng.choice((0, 1, 1, 2)))
        ConfidenceRating.objects.create(
            attempt=attempt,
            block_id=block["id"],
            about=block["value"]["about"],
            moment=block["value"]["moment"],
            value=value,
            rated_at=moment,
        )
