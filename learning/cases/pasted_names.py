"""Names as somebody pastes them, a line each: what is a name, and which are there twice. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from learning.deidentification.note import WORD


@dataclass(frozen=True, slots=True)
class Pasted:
    """`names`: each once, as first written, by how it is compared. `twice`: those written again further down.

    `known`: those that are on the list already. `too_long`: line numbers, from 1.
    """

    names: dict[str, str] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    too_long: list[int] = field(default_factory=list)


def fold(name: str) -> str:
    """The name as it is compared: its words alone, in lower case, with straight apostrophes; empty without any."""
    return " ".join(word.lower().replace("’", "'").replace("‘", "'") for word in WORD.findall(name))


def tidy(name: str) -> str:
    """The name as it is kept: single spaces, and no bullet, comma or quotation mark around it."""
    return " ".join(name.split()).strip(' ,;.•*·-–—\t"“”')


def read_pasted(text: str, longest: int, known: Collection[str] = ()) -> Pasted:
    """The names in a text, one a line; empty lines are none. `known`: those on the list, as they are compared."""
    found = Pasted()
    for number, line in enumerate(text.splitlines(), start=1):
        name = tidy(line)
        folded = fold(name)
        if not folded:
            continue
        if max(len(name), len(folded)) > longest:
            found.too_long.append(number)
        elif folded in found.names:
            found.twice.append(name)
        elif folded in known:
            found.known.append(name)
        else:
            found.names[folded] = name
    return found


def some(names: Iterable[str], most: int = 8) -> str:
    """A few of the names for a sentence, in quotation marks and with an ellipsis where there are more."""
    listed = list(names)
    return ", ".join(f"“{name}”" for name in listed[:most]) + (" …" if len(listed) > most else "")
