"""A short module to start from: one of each kind of block that needs no file and no case, each saying what it is for.

Pictures, films, documents and linked cases are chosen by their author: no network has the same ones.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext as _

Stored = dict[str, Any]


def example_fields() -> dict[str, Any]:
    """Fields of a new ModulePage; every block has an id of its own each time."""
    return {
        "summary": _("Say in one sentence what it is about and what it is good for."),
        "level": 1,
        "outcomes": [_block("outcome", _("Say one thing a person can do afterwards; begin with a verb"))],
        "body": [_meeting(), _trying(), _finishing()],
        "job_aid_title": _("One sheet to keep at hand"),
        "job_aid_points": [_block("point", _("The first thing to do"))],
    }


def _meeting() -> Stored:
    return _section(
        _("What it is about"),
        _block("confidence", {"about": _("this"), "statement": _("I can say what this is about"), "moment": "before"}),
        _block(
            "text",
            "<p>{}</p><h2>{}</h2><ul><li>{}</li><li>{}</li></ul>".format(
                _("Begin with a moment that people know from their work. Two or three sentences are enough."),
                _("A small heading"),
                _("One short point"),
                _("Another short point"),
            ),
        ),
        _block("key_point", {"text": _("One statement to take away. Add the source that it rests on."), "sources": []}),
        _block(
            "example",
            {"service": _("School"), "text": "<p>{}</p>".format(_("What it looks like in one service."))},
        ),
        _block("table", _table()),
    )


def _table() -> Stored:
    rows = (
        (_("A fact that people look up"), _("What follows from it")),
        (_("Another one"), _("Each row becomes a card on a phone")),
    )
    cells = {
        "caption": _("Say in a few words what the table shows"),
        "columns": [{"type": "text", "heading": _("What you see")}, {"type": "text", "heading": _("What helps")}],
        "rows": [{"values": list(row)} for row in rows],
    }
    return {"cells": cells, "rows_are_named": True}


def _trying() -> Stored:
    return _section(
        _("Try it out"),
        _block(
            "check",
            {
                "question": _("A question on the way. It is never scored."),
                "options": _items(
                    {"text": _("This one fits"), "correct": True, "why": _("Say why it fits.")},
                    {"text": _("This one is close"), "correct": False, "why": _("Say kindly what is missing.")},
                ),
            },
        ),
        _block("scenario", _scenario()),
        _block(
            "own_words",
            {
                "question": _("Ask for something that people have to say in their own words"),
                "model_answer": _("Write what you would say. They compare it with theirs; nobody else reads it."),
                "look_for": _items(_("One thing that a good answer has in it"), _("Another thing")),
                "sources": [],
            },
        ),
        _block(
            "team_activity",
            {
                "title": _("Something to do together"),
                "minutes": 15,
                "text": "<p>{}</p>".format(_("Say what the team needs, then what it does, step by step.")),
            },
        ),
    )


def _scenario() -> Stored:
    def step(key: str, text: str, ending: str = "", choices: list[Stored] | None = None) -> Stored:
        return {"key": key, "text": text, "ending": ending, "choices": choices or []}

    return {
        "title": _("A short story"),
        "start": "door",
        "steps": _items(
            step(
                "door",
                _("Somebody stands at your door. What do you do?"),
                choices=_items(
                    {"text": _("Ask them in"), "next": "good", "feedback": _("They sit down and breathe out.")},
                    {"text": _("Ask what they want"), "next": "mixed", "feedback": _("They take a step back.")},
                ),
            ),
            step("good", _("They tell you what happened."), "good"),
            step("mixed", _("They say they will come back tomorrow, and they do."), "mixed"),
        ),
    }


def _finishing() -> Stored:
    return _section(
        _("What you take with you"),
        _block(
            "reflection",
            {"prompt": _("What will you do differently next time?"), "hint": "", "required": True},
        ),
        *(_question(number) for number in (1, 2, 3)),
        _several(),
        _block(
            "true_false",
            {
                "statement": _("Something that many believe, in one sentence"),
                "answer": "false",
                "rationale": _("Say what is known about it."),
                "sources": [],
            },
        ),
        _block("confidence", {"about": _("this"), "statement": _("I can say what this is about"), "moment": "after"}),
    )


def _question(number: int) -> Stored:
    return _marked(
        _("Question %(number)s: ask what you taught") % {"number": number},
        (_("The right answer"), True),
        (_("What people often think"), False),
        (_("What sounds right and is not"), False),
    )


def _several() -> Stored:
    return _marked(
        _("Which two belong together? Say in the question how many are right"),
        (_("One that belongs"), True),
        (_("What does not belong"), False),
        (_("Another that belongs"), True),
    )


def _marked(asked: str, *options: tuple[str, bool]) -> Stored:
    value = {
        "question": asked,
        "options": _items(*({"text": text, "correct": correct, "why": ""} for text, correct in options)),
        "rationale": _("Say why the right one is right."),
        "sources": [],
    }
    return _block("question", value)


def _section(title: str, *blocks: Stored) -> Stored:
    value = {"title": title, "content_note": "", "blocks": list(blocks), "alternative": {"title": "", "blocks": []}}
    return _block("section", value)


def _block(kind: str, value: Any) -> Stored:
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def _items(*values: Any) -> list[Stored]:
    return [{"type": "item", "id": str(uuid.uuid4()), "value": value} for value in values]
