"""Rare conditions: few people in an area have them."""

import re
from collections.abc import Iterator

from learning.deidentification import vocabulary
from learning.deidentification.detectors.phrases import find_phrases
from learning.deidentification.findings import Finding, Kind, found
from learning.deidentification.note import Note

SYNDROME = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]{2,30}(?:[ -][A-Z][\w'’-]{2,30})?) (?:syndrome|disease|ataxia|dystrophy)\b"
)
CONDITIONS = vocabulary.phrases("rare_health")
COMMON_SYNDROMES = frozenset(
    {"down", "down's", "downs", "down’s", "asperger", "asperger's", "the", "stockholm", "crohn's", "lyme"}
)
# Words built as physicians build them that no dictionary holds: few people have what they name.
BUILT = re.compile(
    r"\b[a-z]{3,20}(?:schisis|plasia|trophy|opathy|aemia|cephaly|dactyly|blastoma|sarcoma|philia|penia|sclerosis|dysplasia|atresia|stenosis|ataxia|"
    r"fibrosis|cytosis|lepsy|algia|uria)\b"
)
REASON = "A rare condition narrows down who it is."


def find(note: Note) -> Iterator[Finding]:
    for first, last in find_phrases(note, CONDITIONS):
        if note.words[first].text in {"Pans", "pans", "pandas", "Pandas", "pica", "long"}:
            continue
        start, end = note.words[first].start, note.words[last].end
        yield found(start, end, Kind.RARE_HEALTH, REASON, "[a long-term condition]", "medium")
    for match in BUILT.finditer(note.lowered):
        if match.group() not in vocabulary.common_words():
            yield found(*match.span(), Kind.RARE_HEALTH, REASON, "[a long-term condition]", "low")
    for match in SYNDROME.finditer(note.text):
        if match["name"].lower() not in COMMON_SYNDROMES:
            yield found(*match.span(), Kind.RARE_HEALTH, REASON, "[a long-term condition]", "medium")
