"""The local names of this network, as every screening asks for them: the list in memory, if it still stands."""

from __future__ import annotations

from learning.deidentification import Lexicon
from learning.workforce.compiled import Compiled

from .models import LocalName, LocalNamesMark

MARK = Compiled(lambda: LocalNamesMark.objects.order_by("pk").values_list("mark")[:1])
_kept: dict[str, Lexicon] = {}


def local_names() -> Lexicon:
    """All local names; one query of one row where nothing changed, in this process or another, since the last time."""
    mark: str = next((row[0] for row in MARK.rows()), "")
    found = _kept.get(mark)
    if found is None:
        found = Lexicon(one.term for one in LocalName.objects.all())
        _kept.clear()
        _kept[mark] = found
    return found
