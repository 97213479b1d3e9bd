"""A module of the content file as the stored body of a page.

Every id follows from the module's own, so that loading twice makes the same blocks and answers stay where they belong.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from learning.blocks.text import FEATURES, PLAIN_FEATURES

from .rich_text import rich_text

IDS = uuid.UUID("0c2f6c3e-5b1e-4a9b-8a64-6f8b1f6b7d11")
SERVICES: Mapping[str, str] = {"VCS": "Voluntary sector"}

NO_ROUTE: Mapping[str, Any] = {"id": "", "title": "", "blocks": []}

Stored = dict[str, Any]


def id_of(*names: object) -> str:
    """The lasting id of what stands at this place of the content file."""
    return str(uuid.uuid5(IDS, "/".join(str(name) for name in names)))


def items(values: Iterable[Any], *place: object) -> list[Stored]:
    """The values as items of a list block."""
    return [{"type": "item", "id": id_of(*place, at), "value": value} for at, value in enumerate(values)]


class BodyMaker:
    """Makes one module's body; knows the keys of sources, learning cases and files that were loaded before."""

    def __init__(
        self,
        entry: Mapping[str, Any],
        sources: Mapping[str, int],
        cases: Mapping[str, int],
        files: Mapping[str, int],
    ) -> None:
        self.entry = entry
        self.sources = sources
        self.cases = cases
        self.files = files
        self.questions = {question["id"]: question for question in entry["quiz"]}
        self.asked_before: set[str] = set()
        self.kinds: Mapping[str, Callable[[Mapping[str, Any], tuple[object, ...]], Any]] = {
            "text": lambda block, place: rich_text(block["markdown"], FEATURES),
            "key_point": lambda block, place: {
                "text": block["text"],
                "sources": self._sources(block["sources"], *place),
            },
            "example": self._example,
            "check": self._check,
            "reflection": lambda block, place: {
                "prompt": block["prompt"],
                "hint": block["hint"],
                "required": True,
            },
            "scenario": self._scenario,
            "true_false": self._true_false,
            "own_words": self._own_words,
            "video": self._video,
            "document": self._document,
            "table": self._table,
            "confidence": self._confidence,
            "case": self._case,
            "activity": self._activity,
        }

    def _document(self, block: Mapping[str, Any], place: tuple[object, ...]) -> Stored:
        return {"document": self.files[block["file"]], "title": block["title"], "about": block["about"]}

    def _activity(self, block: Mapping[str, Any], place: tuple[object, ...]) -> Stored:
        text = rich_text(block["markdown"], PLAIN_FEATURES)
        return {"title": block["title"], "minutes": block["minutes"], "text": text}

    def body(self) -> list[Stored]:
        """The sections, each with its note and its other route."""
        notes = {note["section"]: note for note in self.entry["body"]["content_notes"]}
        routes = {route["id"]: route for route in self.entry["body"]["alternatives"]}
        sections = []
        for section in self.entry["body"]["sections"]:
            note = notes.get(section["id"])
            route: Mapping[str, Any] = routes[note["alternative"]] if note else NO_ROUTE
            sections.append(
                {
                    "type": "section",
                    "id": id_of(self.entry["id"], section["id"]),
                    "value": {
                        "title": section["title"],
                        "content_note": note["text"] if note else "",
                        "blocks": self._blocks(section["id"], section["blocks"]),
                        "alternative": {
                            "title": route["title"],
                            "blocks": self._blocks(route["id"], route["blocks"]),
                        },
                    },
                }
            )
        return sections

    def _blocks(self, section_id: str, blocks: Sequence[Mapping[str, Any]]) -> list[Stored]:
        made: list[Stored] = []
        for at, block in enumerate(blocks):
            place = (self.entry["id"], section_id, at)
            if block["type"] == "quiz":
                made += [self._question(question_id) for question_id in block["questions"]]
            elif block["type"] != "case" or block["case"] in self.cases:
                value = self.kinds[block["type"]](block, place)
                made.append({"type": RENAMED.get(block["type"], block["type"]), "id": id_of(*place), "value": value})
        return made

    def _sources(self, keys: Iterable[str], *place: object) -> list[Stored]:
        return items((self.sources[key] for key in keys), *place, "source")

    def _example(self, block: Mapping[str, Any], place: tuple[object, ...]) -> Stored:
        service = SERVICES.get(block["service"], block["service"])
        return {"service": service[0].upper() + service[1:], "text": rich_text(block["markdown"], PLAIN_FEATURES)}

    def _check(self, block: Mapping[str, Any], place: tuple[object, ...]) -> Stored:
        options = ({key: option[key] for key in ("text", "correct", "why")} for option in block["options"])
        return {"question": block["question"], "options": items(options, *place, "option")}

    def _question(self, question_id: str) -> Stored:
        question = self.questions[question_id]
        options = (
            {"text": text, "correct": at == question["answer_index"], "why": ""}
            for at, text in enumerate(question["options"])
        )
        value = {
            "question": question["question"],
            "options": items(options, question_id, "option"),
            "rationale": question["rationale"],
            "sources": self._sources(question["sources"], question_id),
        }
        return {"type": "question", "id": id_of(question_id), "value": value}

    def _scenario(self, block: Mapping[str, Any], place: tuple[object, ...]) -> Stored:
        steps = (
            {
                "key": step["id"],
                "text": step["text"],
                "choices": items(step.get("choices", ()), *place, step["id"]),
                "ending": step.get("ending", ""),
            }
            for step in block["steps"]
        )
        return {"title": block["title"], "start": block["start"], "steps": items(steps, *place, "step")}

    def _true_false(self, block: Mapping[str, Any], place: tuple[object, ...]) -> Stored:
        said = {key: block[key] for key in ("statement", "answer", "rationale")}
        return said | {"sources": self._sources(block["sources"], *place)}

    def _own_words(self, block: Mapping[str, Any], place: tuple[object, ...]) -> Stored:
        return {
            "question": block["question"],
            "model_answer": block["model_answer"],
            "look_for": items(block["look_for"], *place, "look for"),
            "sources": self._sources(block["sources"], *place),
        }

    def _video(self, block: Mapping[str, Any], place: tuple[object, ...]) -> Stored:
        """A film of our own: the content file names none of another host."""
        said = {key: block[key] for key in ("title", "minutes", "captions", "licence")}
        return said | {
            "file": self.files[block["file"]],
            "link": "",
            "captioned_there": False,
            "transcript": rich_text(block["transcript"], PLAIN_FEATURES),
        }

    def _table(self, block: Mapping[str, Any], place: tuple[object, ...]) -> Stored:
        cells = {
            "caption": block["caption"],
            "columns": [{"type": "text", "heading": heading} for heading in block["columns"]],
            "rows": [{"values": row} for row in block["rows"]],
        }
        return {"cells": cells, "rows_are_named": True}

    def _confidence(self, block: Mapping[str, Any], place: tuple[object, ...]) -> Stored:
        """The first question about something is asked before, the same one again after."""
        moment = "after" if block["about"] in self.asked_before else "before"
        self.asked_before.add(block["about"])
        return {"about": block["about"], "statement": block["statement"], "moment": moment}

    def _case(self, block: Mapping[str, Any], place: tuple[object, ...]) -> Stored:
        return {
            "case": self.cases[block["case"]],
            "learning_point": block["learning_point"],
            "questions": items(block["questions"], *place, "question"),
        }


RENAMED: Mapping[str, str] = {"case": "linked_case", "activity": "team_activity"}
