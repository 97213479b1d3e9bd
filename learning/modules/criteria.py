"""What finishing a version takes, what of it is still open, and when a try is passed or not yet.

A section is finished when it was read, by the main route or by the other route where there is one, and what that route
requires is done (reflections that are not optional, scenarios up to an ending, answers in own words compared with
the model answer: nobody but the learner reads those, so they never count towards the mark). All quiz questions are
answered once; a try is "not yet" as soon as all are answered and the share of right ones, unrounded, is below the mark.

A version that is taught in a live session asks for one thing, to be there (`attendance`): no try can pass it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Literal

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.blocks.kinds import MARKED

Criteria = Mapping[str, Any]
Kind = Literal["section", "reflection", "scenario", "own_words", "question"]
Verdict = Literal["open", "passed", "not_yet"]


@dataclass(frozen=True, slots=True)
class Done:
    """What one person has done in one try.

    `sections`: id of a section read → whether by the other route; `answers`: id of a question → whether right.
    """

    sections: Mapping[str, bool] = field(default_factory=dict)
    reflections: AbstractSet[str] = frozenset()
    scenarios: AbstractSet[str] = frozenset()
    own_words: AbstractSet[str] = frozenset()
    answers: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One thing that is still to do; for kind "section" `id` is the section's own."""

    kind: Kind
    id: str
    section_id: str


def criteria_of(
    body: Sequence[Mapping[str, Any]], pass_mark_pct: int, *, session_minutes: int | None = None
) -> dict[str, Any]:
    """What finishing takes, from the frozen body of a version; plain data, to be copied into the attempt.

    `session_minutes`: it is taught in a live session of that length, and finishing takes being there.
    """
    if session_minutes:
        return {"sections": [], "questions": [], "pass_mark_pct": 0, "attendance": {"minutes": session_minutes}}
    sections = []
    for section in body:
        value = section["value"]
        blocks = value["blocks"]
        other_blocks = (value.get("alternative") or {}).get("blocks") or []
        sections.append(
            {
                "id": section["id"],
                "title": value["title"],
                "requires": _required(blocks),
                "alternative_requires": _required(other_blocks) if other_blocks else None,
                "questions": [block["id"] for block in blocks if block["type"] in MARKED],
            }
        )
    return {
        "sections": sections,
        "questions": [question for section in sections for question in section["questions"]],
        "pass_mark_pct": pass_mark_pct,
    }


def by_attendance(criteria: Criteria) -> bool:
    """Whether finishing takes being at a live session, and nothing else."""
    return bool(criteria.get("attendance"))


def outstanding(criteria: Criteria, done: Done) -> list[Outstanding]:
    """Everything that is still to do, in the order of the module."""
    found: list[Outstanding] = []
    for section in criteria["sections"]:
        section_id = section["id"]
        if section_id not in done.sections:
            found.append(Outstanding("section", section_id, section_id))
        found += [Outstanding(need["kind"], need["id"], section_id) for need in _open_requirements(section, done)]
        found += [
            Outstanding("question", question, section_id)
            for question in section["questions"]
            if question not in done.answers
        ]
    return found


def right_answers(criteria: Criteria, done: Done) -> int:
    return sum(done.answers.get(question, False) for question in criteria["questions"])


def right_answers_needed(criteria: Criteria) -> int:
    """The least number of right answers that reaches the mark."""
    mark: int = criteria["pass_mark_pct"]
    return -(-mark * len(criteria["questions"]) // 100)


def verdict(criteria: Criteria, done: Done) -> Verdict:
    """Where the try stands. Below the mark nothing else can save it, so "not yet" waits for no reading."""
    questions = criteria["questions"]
    if by_attendance(criteria):
        return "open"
    if any(question not in done.answers for question in questions):
        return "open"
    if 100 * right_answers(criteria, done) < criteria["pass_mark_pct"] * len(questions):
        return "not_yet"
    return "open" if outstanding(criteria, done) else "passed"


def in_words(criteria: Criteria) -> list[str]:
    """What finishing takes, as sentences to read before starting."""
    if by_attendance(criteria):
        minutes = criteria["attendance"]["minutes"]
        return [
            ngettext(
                "Be at a live session of about %(minutes)s minute.",
                "Be at a live session of about %(minutes)s minutes.",
                minutes,
            )
            % {"minutes": minutes},
            _("Whoever runs it keeps the register. There is no test."),
        ]
    needs = [need["kind"] for section in criteria["sections"] for need in section["requires"]]
    sections, scenarios, reflections = len(criteria["sections"]), needs.count("scenario"), needs.count("reflection")
    said = [
        ngettext("Read the section.", "Read the %(number)s sections.", sections) % {"number": apnumber(sections)},
    ]
    if scenarios:
        said.append(
            ngettext(
                "Work through one short scenario, to any of its endings.",
                "Work through %(number)s short scenarios, each to any of its endings.",
                scenarios,
            )
            % {"number": apnumber(scenarios)}
        )
    if reflections:
        said.append(
            ngettext(
                "Write one reflection, or say that you reflected on paper or with your supervisor.",
                "Write %(number)s reflections, or say that you reflected on paper or with your supervisor.",
                reflections,
            )
            % {"number": apnumber(reflections)}
        )
    if own_words := needs.count("own_words"):
        said.append(_own_words_in_words(own_words))
    if criteria["questions"]:
        said.append(_quiz_in_words(right_answers_needed(criteria), len(criteria["questions"])))
    return said


def _own_words_in_words(number: int) -> str:
    return ngettext(
        "Answer one question in your own words and compare it with a model answer. You mark it yourself, so it does "
        "not count towards the questions to get right.",
        "Answer %(number)s questions in your own words and compare them with a model answer. You mark them yourself, "
        "so they do not count towards the questions to get right.",
        number,
    ) % {"number": apnumber(number)}


def _quiz_in_words(needed: int, asked: int) -> str:
    if needed == 0:
        return ngettext("Answer the question.", "Answer the %(asked)s questions.", asked) % {"asked": apnumber(asked)}
    if needed == asked:
        got = ngettext("Get the question right.", "Get all %(asked)s questions right.", asked)
    else:
        got = _("Get %(needed)s of the %(asked)s questions right.")
    said = got % {"needed": apnumber(needed), "asked": apnumber(asked)}
    return f"{said} {_('Try as often as you like; there is no timer.')}"


def _required(blocks: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [
        {"id": block["id"], "kind": block["type"]}
        for block in blocks
        if block["type"] in {"scenario", "own_words"}
        or (block["type"] == "reflection" and block["value"].get("required", True))
    ]


def _open_requirements(section: Mapping[str, Any], done: Done) -> list[Mapping[str, Any]]:
    """What this section still requires by the route taken; nothing once either route is done.

    A route without requirements counts as done only when the section was read by it: otherwise an other route that asks
    for nothing would excuse everybody from the main one.
    """
    read_by_other = done.sections.get(section["id"])
    main, other = section["requires"], section["alternative_requires"]
    open_main = [need for need in main if not _is_done(need, done)]
    if other is None:
        return open_main
    open_other = [need for need in other if not _is_done(need, done)]
    if not open_main and (main or read_by_other is not True):
        return []
    if not open_other and (other or read_by_other is True):
        return []
    return open_other if read_by_other else open_main


def _is_done(need: Mapping[str, Any], done: Done) -> bool:
    kinds: Mapping[str, AbstractSet[str]] = {"scenario": done.scenarios, "own_words": done.own_words}
    return need["id"] in kinds.get(need["kind"], done.reflections)
