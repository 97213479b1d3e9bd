r"""Our own marked notes: read from the text files of this folder, in which the identifiers are marked in place.

    === P01 police sergeant, handover after a late shift
    Stabbing outside the shop on [[L|Cropwell Street]], victim [[P|Kyron Adeyemi-Shaw]] ([[B|12.02.2008]]) …

A note without marks is a clean one. Letters are those of `CATEGORIES`. Marks follow the rules of `notes.jsonl`: the
least that identifies, every time it is mentioned; no titles, possessives, weekdays; exact ages but no bands and no
school years; days with their month but no bare months; local organisations but no national ones; professionals too.
"""

import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CATEGORIES = {
    "P": "PERSON",
    "N": "NICKNAME",
    "I": "INITIALS",
    "A": "ADDRESS",
    "PC": "POSTCODE",
    "T": "PHONE",
    "E": "EMAIL",
    "W": "URL_OR_HANDLE",
    "NHS": "NHS_NUMBER",
    "NI": "NI_NUMBER",
    "UPN": "UPN",
    "V": "VEHICLE_REG",
    "R": "CASE_REF",
    "B": "DOB",
    "S": "SCHOOL",
    "D": "DATE",
    "G": "AGE",
    "L": "PLACE",
    "O": "ORGANISATION",
    "X": "ETHNICITY_NATIONALITY",
    "F": "RELIGION",
    "H": "HEALTH_RARE",
    "J": "OCCUPATION_RARE",
    "Z": "RARE_EVENT",
}
DIRECT = frozenset(["P", "N", "I", "A", "PC", "T", "E", "W", "NHS", "NI", "UPN", "V", "R", "B", "S"])
HEAD = re.compile(r"^=== (?P<id>\w+) (?P<voice>.+)$", re.MULTILINE)
MARK = re.compile(r"\[\[(?P<letters>[A-Z]{1,3})\|(?P<text>[^\[\]]+)\]\]")


def load(name: str) -> list[dict[str, Any]]:
    """The notes of `<name>.txt`, each as a line of `notes.jsonl` has it."""
    content = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    heads = list(HEAD.finditer(content))
    ends = [*(head.start() for head in heads[1:]), len(content)]
    return [
        {"id": head["id"], **read_marks(content[head.end() : end].strip("\n"))}
        for head, end in zip(heads, ends, strict=True)
    ]


def read_marks(marked: str) -> dict[str, Any]:
    """The text without its marks, and what they held."""
    text, spans, reached = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[reached : match.start()]
        severity = "direct" if match["letters"] in DIRECT else "quasi"
        spans.append(
            {
                "start": len(text),
                "end": len(text) + len(match["text"]),
                "text": match["text"],
                "category": CATEGORIES[match["letters"]],
                "severity": severity,
            }
        )
        text += match["text"]
        reached = match.end()
    return {"clean": not spans, "text": text + marked[reached:], "spans": spans}
