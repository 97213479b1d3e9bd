"""Works out what a workforce return would do to the figures before it is written, and writes nothing.

Whom it leaves alone stand as coverage counts them now; whom it changes are judged by the same rule from the posts and
absences that they would have. What is promised is what coverage says once the return is written; tests hold it to that.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from learning.records.attribution import Post, Rules, deciding_groups
from learning.requirements.facts import Asked, Facts, rules_on
from learning.requirements.loading import AsIf, facts_of
from learning.requirements.models import StatusSpan
from learning.requirements.network import Network
from learning.requirements.status import Judgement, judge
from learning.requirements.statuses import CURRENT, UNCOUNTED
from learning.workforce.chunks import in_chunks
from learning.workforce.models import Employment, Organisation, ReturnChange, RoleGroup, WorkforceReturn
from learning.workforce.would_stand import WouldStand, would_stand

from .counting import asked_on, counts_of, counts_of_people, fingerprint
from .days import last_day
from .forecast import Forecast, NewlyAsked, NoLongerAsked, largest_first
from .measures.reach import Counts
from .standings import rank_of

Statuses = list[tuple[str, str]]
"""What is asked of one person on the day: each status, and why it is not counted."""


def foresee(batch: WorkforceReturn, changes: Sequence[ReturnChange], day: dt.date) -> Forecast | None:
    """The figures of `day` now and after `changes`, which need no key yet; none where the day has no figures.

    A fixed number of queries for each 500 changes. A person whose learning counts is recognised as when it is written;
    somebody new to the organisation brings nothing.
    """
    organisation = batch.organisation
    if last_day(organisation, day) != day:
        return None
    network = Network.load()
    mark = fingerprint(organisation)
    now = sum(counts_of_people(asked_on(organisation, day)).values(), Counts())
    heads = _Heads(organisation, day)
    asked = _Changed(organisation, day, network)
    for chunk in in_chunks(changes):
        people = {one.key: one for one in would_stand(batch, chunk)}
        asked.take(people)
        heads.take(people.values())
    return Forecast(
        day,
        rules_on(network.book, day).version,
        mark,
        now,
        asked.after(now),
        heads.by_group(),
        largest_first(line.newly(*key) for key, line in asked.newly.items()),
        largest_first(NoLongerAsked(*key, people) for key, people in asked.no_longer.items()),
    )


@dataclass
class _Line:
    """People of one line, how many of them do not hold all of it, the levels that ask, and by when."""

    people: int = 0
    to_learn: int = 0
    levels: set[int] = field(default_factory=set)
    due: set[dt.date] = field(default_factory=set)

    def newly(self, kind: str, role_group_id: int, module_ids: tuple[int, ...]) -> NewlyAsked:
        first, last = min(self.due, default=None), max(self.due, default=None)
        levels = tuple(sorted(self.levels))
        return NewlyAsked(kind, role_group_id, module_ids, levels, self.people, self.to_learn, first, last)


Key = tuple[str, int, tuple[int, ...]]
Coming = dict[int, tuple[Asked, Judgement]]


@dataclass
class _Changed:
    """How whom a return changes stand on the day, before and after, and what is newly or no longer asked of them."""

    organisation: Organisation
    day: dt.date
    network: Network
    gone: Counter[tuple[int, bool]] = field(default_factory=Counter)
    come: Counter[tuple[int, bool]] = field(default_factory=Counter)
    newly: dict[Key, _Line] = field(default_factory=lambda: defaultdict(_Line))
    no_longer: Counter[Key] = field(default_factory=Counter)

    def after(self, now: Counts) -> Counts:
        """The figures with those who change as they would stand, in place of how they do."""
        counted = now
        for (rank, is_current), people in self.come.items():
            counted += counts_of(rank, people, is_current=is_current)
        for (rank, is_current), people in self.gone.items():
            counted += counts_of(rank, -people, is_current=is_current)
        return counted

    def take(self, people: dict[int, WouldStand]) -> None:
        before, was_asked = self._before(people)
        after, will_be_asked = self._after(people)
        for key, one in people.items():
            if key in before:
                self.gone[_standing(before[key])] += 1
            if key in after:
                self.come[_standing(after[key])] += 1
            self._compare(one, was_asked.get(key, {}), will_be_asked.get(key, {}))

    def _before(self, people: Iterable[int]) -> tuple[dict[int, Statuses], dict[int, dict[int, int]]]:
        """By person, the statuses of the day; and by module, as which role group it is asked then or later."""
        spans = StatusSpan.objects.required().filter(organisation=self.organisation, person__in=list(people))
        rows = spans.filter(Q(ended_on=None) | Q(ended_on__gt=self.day)).order_by("starts_on")
        statuses: dict[int, Statuses] = defaultdict(list)
        asked: dict[int, dict[int, int]] = defaultdict(dict)
        for person_id, module_id, role_group_id, status, outside, starts_on in rows.values_list(
            "person_id", "module_id", "role_group_id", "status", "outside", "starts_on"
        ):
            asked[person_id].setdefault(module_id, role_group_id)
            if starts_on <= self.day:
                statuses[person_id].append((status, outside))
        return statuses, asked

    def _after(self, people: dict[int, WouldStand]) -> tuple[dict[int, Statuses], dict[int, Coming]]:
        statuses: dict[int, Statuses] = defaultdict(list)
        asked: dict[int, Coming] = defaultdict(dict)
        for known in facts_of(people, self.network, as_if=AsIf(self.organisation.pk, people)):
            judgement = self._judged(known.facts, self.day)
            if judgement.asked is not None and judgement.outside not in UNCOUNTED:
                statuses[known.person_id].append((judgement.status, judgement.outside))
            piece = next((one for one in known.facts.asked if self._is_to_come(one)), None)
            if piece is not None:
                of_it = judgement if piece.start <= self.day else self._judged(known.facts, piece.start)
                asked[known.person_id][known.module_id] = piece, of_it
        return statuses, asked

    def _is_to_come(self, piece: Asked) -> bool:
        return (piece.until is None or piece.until > self.day) and piece.basis not in UNCOUNTED

    def _judged(self, facts: Facts, day: dt.date) -> Judgement:
        return judge(facts, rules_on(self.network.book, day), day)

    def _compare(self, one: WouldStand, before: dict[int, int], after: Coming) -> None:
        new = sorted(after.keys() - before.keys())
        if new:
            line = self.newly[one.kind, after[new[0]][0].group.pk, tuple(new)]
            to_learn = [after[module] for module in new if after[module][1].status not in CURRENT]
            line.people += 1
            line.to_learn += bool(to_learn)
            line.levels |= {after[module][0].level for module in new}
            line.due |= {judged.reason.grace_until for _, judged in to_learn if judged.reason.grace_until}
        gone = sorted(before.keys() - after.keys())
        if gone:
            self.no_longer[one.kind, before[gone[0]], tuple(gone)] += 1


def _standing(statuses: Statuses) -> tuple[int, bool]:
    rank = max(rank_of(status, outside) for status, outside in statuses)
    return rank, all(status in CURRENT for status, _outside in statuses)


class _Heads:
    """People in post on the day by role group, each once: under the post that decides."""

    def __init__(self, organisation: Organisation, day: dt.date) -> None:
        self.organisation, self.day = organisation, day
        self.default = dict(RoleGroup.objects.values_list("pk", "counted_by_default"))
        rules = Rules.of(self.default.keys())
        self.levels, self.chosen = rules.levels_on(day), rules.chosen_on(day)
        self.before = self._now()
        self.after = Counter(self.before.values())

    def _now(self) -> dict[int, int]:
        held: dict[int, list[Post]] = defaultdict(list)
        posts = Employment.objects.in_post(self.day).confirmed().filter(organisation=self.organisation).order_by()
        for person_id, merged_into, role_group_id, start in posts.values_list(
            "person_id", "person__merged_into_id", "role_group_id", "start"
        ):
            held[merged_into or person_id].append(self._post(role_group_id, start))
        return {key: self._group(several) for key, several in held.items()}

    def _post(self, role_group_id: int, start: dt.date) -> Post:
        return Post(0, self.organisation.pk, role_group_id, self.default[role_group_id], start, None)

    def _group(self, posts: Sequence[Post]) -> int:
        return deciding_groups(posts, self.levels, self.chosen)[self.organisation.pk]

    def take(self, people: Iterable[WouldStand]) -> None:
        for one in people:
            held = [
                self._post(post.role_group_id, post.start)
                for post in one.posts
                if not post.is_declared and post.start <= self.day and (post.left is None or post.left > self.day)
            ]
            if one.key in self.before:
                self.after[self.before[one.key]] -= 1
            if held:
                self.after[self._group(held)] += 1

    def by_group(self) -> tuple[tuple[int, int, int], ...]:
        """Role group (key), now, after; those with nobody in both are left out."""
        now = Counter(self.before.values())
        places = RoleGroup.objects.order_by("position", "title", "pk").values_list("pk", flat=True)
        return tuple((pk, now[pk], self.after[pk]) for pk in places if now[pk] or self.after[pk])
