"""Bodies of versions, written as a StreamField stores them, short enough to read in a test."""

from typing import Any


def section(
    section_id: str, *blocks: dict[str, Any], other: list[dict[str, Any]] | None = None, note: str = ""
) -> dict[str, Any]:
    alternative = {"title": "Another way" if other else "", "blocks": other or []}
    value = {"title": f"Section {section_id}", "content_note": note, "alternative": alternative, "blocks": list(blocks)}
    return {"type": "section", "id": section_id, "value": value}


def text(block_id: str, words: str = "<p>Read this.</p>") -> dict[str, Any]:
    return {"type": "text", "id": block_id, "value": words}


def reflection(block_id: str, *, required: bool = True) -> dict[str, Any]:
    return {
        "type": "reflection",
        "id": block_id,
        "value": {"prompt": "What will you do?", "hint": "", "required": required},
    }


def key_point(block_id: str, *sources: str) -> dict[str, Any]:
    named = [{"type": "item", "id": f"{block_id}-{key}", "value": key} for key in sources]
    return {"type": "key_point", "id": block_id, "value": {"text": "A point to keep.", "sources": named}}


def linked_case(block_id: str, case: int = 1) -> dict[str, Any]:
    asked = [{"type": "item", "id": f"{block_id}-asked", "value": "Who noticed?"}]
    value = {"case": case, "learning_point": "What a case teaches.", "questions": asked}
    return {"type": "linked_case", "id": block_id, "value": value}


def confidence(block_id: str, moment: str = "before") -> dict[str, Any]:
    value = {"about": "trauma knowledge", "statement": "I can spot early signs.", "moment": moment}
    return {"type": "confidence", "id": block_id, "value": value}


def option(option_id: str, *, right: bool = False, why: str = "") -> dict[str, Any]:
    return {"type": "item", "id": option_id, "value": {"text": f"Option {option_id}", "correct": right, "why": why}}


def question(block_id: str, right: str = "a", others: str = "bc", *, kind: str = "question") -> dict[str, Any]:
    options = [option(letter, right=True) for letter in right] + [option(letter) for letter in others]
    value = {"question": "Which?", "options": options, "rationale": "Because.", "sources": []}
    return {"type": kind, "id": block_id, "value": value}


def step(key: str, *leads_to: str, ending: str = "") -> dict[str, Any]:
    choices = [
        {"type": "item", "id": f"{key}-{to}", "value": {"text": f"Go to {to}", "next": to, "feedback": "So be it."}}
        for to in leads_to
    ]
    return {
        "type": "item",
        "id": f"step-{key}",
        "value": {"key": key, "text": f"Scene {key}", "choices": choices, "ending": ending},
    }


def scenario_value(*steps: dict[str, Any], start: str = "a") -> dict[str, Any]:
    return {"title": "The closed door", "start": start, "steps": list(steps)}


def scenario(block_id: str) -> dict[str, Any]:
    steps = step("a", "b", "good"), step("b", "a", "good"), step("good", ending="good")
    return {"type": "scenario", "id": block_id, "value": scenario_value(*steps)}


def true_false(block_id: str, answer: str = "false") -> dict[str, Any]:
    value = {"statement": "It takes consent.", "answer": answer, "rationale": "It does not.", "sources": []}
    return {"type": "true_false", "id": block_id, "value": value}


def own_words(block_id: str) -> dict[str, Any]:
    points = [{"type": "item", "id": f"{block_id}-point", "value": "A reason"}]
    value = {"question": "Why?", "model_answer": "Because it helps.", "look_for": points, "sources": []}
    return {"type": "own_words", "id": block_id, "value": value}


def team_activity(block_id: str) -> dict[str, Any]:
    value = {"title": "Ring each other", "minutes": 15, "text": "<p>In pairs.</p>"}
    return {"type": "team_activity", "id": block_id, "value": value}


def video(block_id: str, file: int | None = None, link: str = "") -> dict[str, Any]:
    value = {
        "title": "One piece each",
        "file": file,
        "link": link,
        "minutes": 3,
        "captions": "" if link else "WEBVTT\n\n00:01.000 --> 00:50.000\nHello.\n",
        "captioned_there": bool(link),
        "transcript": "<p>" + "Said again. " * 300 + "</p>",
        "licence": "CC BY 4.0",
    }
    return {"type": "video", "id": block_id, "value": value}


def document(block_id: str, file: int | None = None) -> dict[str, Any]:
    return {"type": "document", "id": block_id, "value": {"document": file, "title": "A note", "about": "To fill in."}}


def image(block_id: str, key: int | None = None) -> dict[str, Any]:
    value = {"image": key, "alt": "Two people talk", "decorative": False, "caption": ""}
    return {"type": "image", "id": block_id, "value": value}


def table(block_id: str) -> dict[str, Any]:
    cells = {
        "caption": "What fits",
        "columns": [{"type": "text", "heading": "Kind"}, {"type": "text", "heading": "Fits"}],
        "rows": [{"values": ["One", "Yes"]}],
    }
    return {"type": "table", "id": block_id, "value": {"cells": cells, "rows_are_named": True}}
