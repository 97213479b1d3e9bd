"""What the screening finds and misses in the marked notes, as tables for docs/screening.md.

Print them: `python -m tests.deidentification.notes.evaluation`. The docs hold them between two comments, and a test
compares. Notes kept aside are counted and never looked at one by one.
"""

import math
import sys
from pathlib import Path
from typing import Any, NamedTuple

from learning.deidentification import screen, second_pass
from learning.deidentification.second_pass import SecondPass

from . import own_notes, score

HERE = Path(__file__).parent
SETS = {
    "the 20 handed over": lambda: score.load(str(HERE / "notes.jsonl")),
    "our own, tuned on": lambda: own_notes.load("own_tuned"),
    "our own, kept aside": lambda: own_notes.load("own_kept_aside"),
    "our own, kept aside later": lambda: own_notes.load("own_kept_aside_later"),
}
NAMES = {
    "PERSON": "name",
    "NICKNAME": "nickname",
    "INITIALS": "initials",
    "ADDRESS": "address",
    "POSTCODE": "postcode",
    "PHONE": "telephone number",
    "EMAIL": "e-mail address",
    "URL_OR_HANDLE": "web address or handle",
    "NHS_NUMBER": "NHS number",
    "NI_NUMBER": "National Insurance number",
    "UPN": "pupil number",
    "VEHICLE_REG": "vehicle registration",
    "CASE_REF": "case reference",
    "DOB": "date of birth",
    "SCHOOL": "school",
    "DATE": "date",
    "AGE": "exact age",
    "PLACE": "place",
    "ORGANISATION": "local organisation",
    "ETHNICITY_NATIONALITY": "ethnicity or nationality",
    "RELIGION": "religion",
    "HEALTH_RARE": "rare health",
    "OCCUPATION_RARE": "rare occupation",
    "RARE_EVENT": "rare event",
}
Figures = dict[str, Any]


class Share(NamedTuple):
    """So many found of so many marked."""

    found: int
    marked: int

    def __str__(self) -> str:
        if not self.marked:
            return "–"
        low, high = wilson(self.found, self.marked)
        return f"{self.found} of {self.marked}: {self.found / self.marked:.2f} ({low:.2f}–{high:.2f})"


def wilson(found: int, marked: int) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson: it stays inside 0 to 1 and says something about 5 of 5 too."""
    z = 1.959964
    centre = (found + z * z / 2) / (marked + z * z)
    half = z / (marked + z * z) * math.sqrt(found * (marked - found) / marked + z * z / 4)
    return max(0.0, centre - half), min(1.0, centre + half)


def measure(notes: list[dict[str, Any]], model: SecondPass | None) -> Figures:
    """The scorer's figures for these notes."""
    predictions = [
        {
            "id": note["id"],
            "findings": [
                {"start": f.start, "end": f.end, "kind": f.kind.value} for f in screen(note["text"], model=model)
            ],
        }
        for note in notes
    ]
    merged, warnings = score.merge_predictions(predictions, notes)
    assert warnings == []
    figures: Figures = score.score(notes, merged)[0]
    return figures


def summary(model: SecondPass | None) -> list[str]:
    """One row a set of notes: found in full, with the interval of a bootstrap over notes, and false alarms."""
    rows = []
    for name, load in SETS.items():
        figures = measure(load(), model)
        cells = [name]
        for severity in ("direct", "quasi"):
            recall = figures["recall"][severity]
            low, high = figures["recall_ci95_vignette_bootstrap"][severity]
            cells.append(f"{recall['found']} of {recall['n']}: {recall['recall']:.3f} ({low:.3f}–{high:.3f})")
        alarms, quiet = figures["false_alarm_chars_per_1000"], figures["clean_vignettes_with_no_finding"]
        cells += [f"{alarms['clean']:.1f}", f"{alarms['dirty']:.1f}", f"{quiet['ok']} of {quiet['n']}"]
        rows.append("| " + " | ".join(cells) + " |")
    return rows


def by_kind(model: SecondPass | None) -> list[str]:
    """One row a kind: notes that rules were written on, and those kept aside."""
    tuned: dict[str, list[int]] = {}
    aside: dict[str, list[int]] = {}
    for name, load in SETS.items():
        counts = aside if "aside" in name else tuned
        for category, figure in measure(load(), model)["per_category"].items():
            so_far = counts.setdefault(category, [0, 0])
            so_far[0] += figure["found"]
            so_far[1] += figure["n"]
    return [
        f"| {NAMES[category]} | {Share(*tuned.get(category, (0, 0)))} | {Share(*aside.get(category, (0, 0)))} |"
        for category in score.ORDER
        if category in tuned or category in aside
    ]


HEAD_SUMMARY = [
    "| notes | direct | the others | false alarms, clean notes | false alarms, other notes | clean notes without any |",
    "| --- | --- | --- | --- | --- | --- |",
]
HEAD_KINDS = ["| kind | notes tuned on | notes kept aside |", "| --- | --- | --- |"]


def tables(model: SecondPass | None) -> str:
    """Both tables, as the docs hold them."""
    return "\n".join([*HEAD_SUMMARY, *summary(model), "", *HEAD_KINDS, *by_kind(model)])


if __name__ == "__main__":
    sys.stdout.write("Without the model\n\n" + tables(None) + "\n")
    if loaded := second_pass.load():
        sys.stdout.write("\nWith the model\n\n" + "\n".join([*HEAD_SUMMARY, *summary(loaded)]) + "\n")
