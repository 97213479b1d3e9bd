"""What those who lead people read in their digest: figures of their own team or organisation, and never a name."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from learning.requirements.facts import rules_on
from learning.requirements.models import StatusSpan
from learning.requirements.network import Network, rule_book
from learning.requirements.reminding import REMINDED, Stage, stage_on
from learning.requirements.status import Reason, due_on
from learning.requirements.statuses import Status
from learning.workforce.ground import Ground, grounds_of
from learning.workforce.models import Employment, Organisation, Role, RoleAssignment, Team

from .about import age_in_words, mixed_note
from .counting import counts_of
from .headcounting import headcount_tally
from .measures.reach import Counts
from .standings import standings

WINDOWS = (30, 60, 90)
Key = tuple[int, int]
"""An organisation and a person in it, by their keys."""


@dataclass(frozen=True)
class Figures:
    """The people of one team, with the teams below it, or of a whole organisation, on a day.

    `due_within` says of how many of them something has its last day within so many days; a wider window holds the
    narrower ones. Of headcounts nothing is known but the gross figure.
    """

    organisation: Organisation
    team: Team | None
    day: dt.date
    rule_set: int
    counts: Counts
    due_within: Mapping[int, int]
    ground: Ground

    @property
    def title(self) -> str:
        return self.team.name if self.team else self.organisation.name

    @property
    def said(self) -> list[str]:
        """The figures in sentences, each with its denominator; the first with day and rule set, the last with grade."""
        figures = self._gross_said() if self.ground.is_headcount else self._said()
        ends = [_FROM % {"grade": self.ground.grade.label, "newest": age_in_words(self.ground).rstrip(".")}]
        return [*figures, *ends, *([note] if (note := mixed_note(self.ground)) else [])]

    def _gross_said(self) -> list[str]:
        counts, said_on = self.counts, self.ground.return_as_at
        words: dict[str, object] = {
            "day": date_format(self.day, "j F Y"),
            "rule_set": self.rule_set,
            "said": date_format(said_on, "j F Y") if said_on else "",
            "required": counts.required,
            "registered": counts.registered,
            "part": counts.gross.part,
            "pct": counts.gross.shown_pct,
        }
        if counts.is_outgrown:
            return [_OUTGROWN % words]
        return [_OF_HEADCOUNT % words if counts.gross.whole else _NO_HEADCOUNT % words]

    def _said(self) -> list[str]:
        counts, reach, gross = self.counts, self.counts.reach, self.counts.gross
        words: dict[str, object] = {
            "day": date_format(self.day, "j F Y"),
            "rule_set": self.rule_set,
            "required": counts.required,
            "gross": gross.part,
            "gross_pct": gross.shown_pct,
        }
        if not counts.required:
            return [_("Nobody here is asked for anything on %(day)s.") % words]
        found = []
        if reach.whole:
            words |= {"part": reach.part, "whole": reach.whole, "pct": reach.shown_pct}
            words |= {"overdue": counts.overdue, "never": counts.never, "expired": counts.expired}
            found = [_CURRENT, _NOT_CURRENT]
        words |= {f"in_{days}": number for days, number in self.due_within.items()}
        return [str(said) % words for said in (*found, _GROSS, _COMING)]


_FROM = _lazy("Grade of return: %(grade)s. Newest return: %(newest)s.")
_OF_HEADCOUNT = _lazy(
    "%(day)s, rule set %(rule_set)s: of %(required)s whom your headcount of %(said)s counts, %(part)s who registered "
    "are current, %(pct)s %% gross."
)
_OUTGROWN = _lazy(
    "%(day)s, rule set %(rule_set)s: %(registered)s registered, and your headcount of %(said)s counts only "
    "%(required)s. Write newer numbers, and a share stands here again."
)
_NO_HEADCOUNT = _lazy("There is no headcount of anybody of whom something is asked on %(day)s, so there is no figure.")
_CURRENT = _lazy("%(day)s, rule set %(rule_set)s: of %(whole)s who are counted, %(part)s are current, %(pct)s %%.")
_NOT_CURRENT = _lazy("Not current: %(overdue)s of %(whole)s; %(never)s not yet, %(expired)s expired.")
_GROSS = _lazy("Counting everyone asked (gross): %(gross)s of %(required)s are current, %(gross_pct)s %%.")
_COMING = _lazy(
    "A last day comes within 30 days for %(in_30)s of these %(required)s, within 60 for %(in_60)s, "
    "within 90 for %(in_90)s."
)


def figures_for(organisations: Collection[int], day: dt.date) -> dict[int, list[Figures]]:
    """By the lasting key of everybody who leads a team or the people of one of these organisations on `day`.

    Who manages a team of a partner of headcounts has none: nobody there is known by team. Nine queries, whatever the
    number of people, teams and leaders; with such partners a dozen more, and three for each.
    """
    people = _People(organisations, day)
    found: dict[int, list[Figures]] = defaultdict(list)
    for assignment in _leads(organisations, day):
        person, team = assignment.user.person, assignment.team
        if team is not None and people.grounds[team.organisation_id].is_headcount:
            continue
        found[person.lasting_id].append(people.figures(assignment.organisation, assignment.team))
    return dict(found)


def _leads(organisations: Collection[int], day: dt.date) -> Iterator[Any]:
    roles = Q(role=Role.HR_LEAD, organisation__in=organisations)
    roles |= Q(role=Role.TEAM_MANAGER, team__organisation__in=organisations)
    rows = RoleAssignment.objects.on(day).filter(roles, user__is_active=True, user__person__erased_at=None)
    rows = rows.exclude(user__person=None).select_related("user__person", "organisation", "team__organisation")
    seen = set()
    for row in rows.order_by("role", "pk"):
        key = (row.user_id, row.organisation_id, row.team_id)
        if key not in seen:
            seen.add(key)
            yield row


class _People:
    """Everybody of these organisations on a day: where they stand, what they have due when, and in which teams."""

    def __init__(self, organisations: Collection[int], day: dt.date) -> None:
        self.day = day
        self.rule_set = rules_on(rule_book(), day).version
        self.grounds = grounds_of(organisations, day)
        self.network = Network.load() if any(ground.is_headcount for ground in self.grounds.values()) else None
        asked = StatusSpan.objects.filter(organisation__in=organisations).on(day).required()
        rows: Any = standings(asked, "organisation_id")
        self.stands: dict[Key, Any] = {(row["organisation_id"], row["person_id"]): row for row in rows}
        self.due = _first_days(organisations, day)
        self.teams = _people_by_team(organisations, day)
        self.whole: dict[int, set[int]] = defaultdict(set)
        for organisation_id, person_id in self.stands:
            self.whole[organisation_id].add(person_id)

    def figures(self, organisation: Organisation | None, team: Team | None) -> Figures:
        here = organisation or (team.organisation if team else None)
        if here is None:
            raise ValueError("Figures are of a team or of an organisation.")
        ground = self.grounds[here.pk]
        if ground.is_headcount:
            counts = headcount_tally(here, self.day, self.network).everybody
            return Figures(here, team, self.day, self.rule_set, counts, {}, ground)
        people = self.teams[team.pk] if team else self.whole[here.pk]
        keys = [(here.pk, person) for person in people if (here.pk, person) in self.stands]
        rows = [self.stands[key] for key in keys]
        counts = sum((counts_of(row["rank"], 1, is_current=not row["behind"]) for row in rows), Counts())
        last_days = [self.due[key] for key in keys if key in self.due]
        within = {days: sum((last - self.day).days <= days for last in last_days) for days in WINDOWS}
        return Figures(here, team, self.day, self.rule_set, counts, within, ground)


def _first_days(organisations: Collection[int], day: dt.date) -> dict[Key, dt.date]:
    """The first last day to come of each person of whom there is one; what is past is in the counts."""
    spans = StatusSpan.objects.filter(organisation__in=organisations, outside__in=REMINDED).on(day)
    spans = spans.filter(status__in=(Status.DUE_SOON, Status.IN_GRACE)).order_by()
    found: dict[Key, dt.date] = {}
    for *key, status, outside, stored in spans.values_list(
        "organisation_id", "person_id", "status", "outside", "reason"
    ):
        last = due_on(status, outside, Reason.from_json(stored))
        if last is not None and stage_on(status, outside, last, day) is not Stage.PAST:
            place = (key[0], key[1])
            found[place] = min(last, found.get(place, last))
    return found


def _people_by_team(organisations: Collection[int], day: dt.date) -> dict[int, set[int]]:
    """By team, the lasting keys of everybody in it and in the teams below it."""
    parents = dict(Team.objects.filter(organisation__in=organisations).values_list("pk", "parent_id"))
    posts = Employment.objects.in_post(day).confirmed().filter(organisation__in=organisations).exclude(team=None)
    lasting = Coalesce("person__merged_into_id", "person_id")
    found: dict[int, set[int]] = defaultdict(set)
    for team_id, person_id in posts.order_by().values_list("team_id", lasting):
        above: int | None = team_id
        while above is not None:
            found[above].add(person_id)
            above = parents.get(above)
    return found
