"""From somebody's posts in one organisation to what is asked of them there: pure rules on intervals of days.

Several posts in one organisation are one person: on each day the one counts that needs the highest level.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from learning.workforce.deciding_post import Weight, weight

from .facts import FOREVER, Asked, Group, Post, Sooner
from .statuses import Outside


@dataclass(frozen=True, slots=True)
class Piece:
    """From `start` to the day before `until`, a role group needs this level by this path.

    `basis` is empty where that counts, otherwise why nobody counts it.
    """

    start: dt.date
    until: dt.date
    group: Group
    level: int
    path: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """One post, from `start` to the day before `left` (none: open), and what its role group needs here."""

    start: dt.date
    left: dt.date | None
    pieces: Sequence[Piece]
    self_declared: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """From `start` to the day before `until`, the level (on the path, or on any) asks for the module.

    An organisation's own may ask for it again after `refresh_months`, sooner than the module does.
    """

    module_id: int
    level: int
    path: str
    start: dt.date
    until: dt.date
    own: bool = False
    refresh_months: int | None = None

    def asks(self, piece: Piece) -> bool:
        return self.level <= piece.level and self.path in ("", piece.path)


def joined(held: Iterable[Held]) -> list[Post]:
    """The unbroken times in the organisation, whichever post was held."""
    found: list[Post] = []
    for post in sorted(held, key=lambda post: post.start):
        last = found[-1] if found else None
        if last is not None and (last.left is None or post.start <= last.left):
            left = None if last.left is None or post.left is None else max(last.left, post.left)
            found[-1] = Post(last.start, left)
        else:
            found.append(Post(post.start, post.left))
    return found


def decisive(held: Sequence[Held]) -> list[Piece]:
    """For each day the one piece that decides, in order and without overlap.

    The rule is `workforce.deciding_post`, which says as well for whom a completion counts.
    """
    candidates = [
        (post.start, cut) for post in held for piece in post.pieces if (cut := _cut(piece, post)).start < cut.until
    ]
    if len(candidates) == 1:
        return [candidates[0][1]]
    days = sorted({day for _, piece in candidates for day in (piece.start, piece.until)})
    found: list[Piece] = []
    for start, until in itertools.pairwise(days):
        here = [(begun, piece) for begun, piece in candidates if piece.start <= start < piece.until]
        if not here:
            continue
        _, best = min(here, key=_weight)
        now = replace(best, start=start, until=until)
        if found and found[-1].until == start and replace(found[-1], start=start, until=until) == now:
            found[-1] = replace(found[-1], until=until)
        else:
            found.append(now)
    return found


def _weight(held: tuple[dt.date, Piece]) -> Weight:
    start, piece = held
    return weight(counts=not piece.basis, level=piece.level, start=start, role_group_id=piece.group.pk)


def _cut(piece: Piece, post: Held) -> Piece:
    """The part of the piece within the post."""
    start, until = max(piece.start, post.start), min(piece.until, post.left or FOREVER)
    basis = Outside.SELF_DECLARED if post.self_declared else piece.basis
    return Piece(start, until, piece.group, piece.level, piece.path, basis)


def asked_by(pieces: Sequence[Piece], asks: Iterable[Ask]) -> dict[int, list[Asked]]:
    """By module, when and as what it is asked, in order and without overlap.

    Where several requirements ask for one module, the network's and then the lowest level is the one named; the
    shortest refresh of all holds.
    """
    several: dict[int, list[Ask]] = defaultdict(list)
    for ask in asks:
        several[ask.module_id].append(ask)
    found: dict[int, list[Asked]] = {}
    for module_id, of_module in several.items():
        of_module.sort(key=lambda ask: (ask.own, ask.level, ask.path, ask.start))
        asked = [one for piece in pieces for one in _asked_in(piece, [ask for ask in of_module if ask.asks(piece)])]
        if asked:
            found[module_id] = asked
    return found


def _asked_in(piece: Piece, asks: Sequence[Ask]) -> list[Asked]:
    spans = [(max(piece.start, ask.start), min(piece.until, ask.until), ask) for ask in asks]
    days = sorted({day for start, until, _ in spans if start < until for day in (start, until)})
    found: list[Asked] = []
    for start, until in itertools.pairwise(days):
        here = [ask for first, after, ask in spans if first <= start < after]
        if not here:
            continue
        ask = here[0]
        now = Asked(
            start, None if until == FOREVER else until, piece.group, ask.level, ask.own, piece.basis, _soonest(here)
        )
        last = found[-1] if found else None
        if last is not None and last.until == start and replace(now, start=last.start, until=start) == last:
            found[-1] = replace(last, until=now.until)
        else:
            found.append(now)
    return found


def _soonest(asks: Sequence[Ask]) -> Sooner | None:
    several = [Sooner(ask.refresh_months, ask.start) for ask in asks if ask.refresh_months is not None]
    return min(several, key=lambda sooner: (sooner.months, sooner.since), default=None)
