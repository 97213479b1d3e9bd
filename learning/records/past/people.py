"""The people whom an employer's file can mean: its own, as it has confirmed them, and nobody else.

Nothing here asks what another employer knows, so a row that fits nobody reads the same whether somebody elsewhere would
fit or not.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from learning.workforce.addresses import addresses_known_to
from learning.workforce.models import Employment, Organisation
from learning.workforce.querysets import holds_on

from ..attribution import Post, Rules, deciding_groups
from ..models import Match


class PeopleHere:
    """Everybody with a confirmed post in one organisation, at whatever time; `human` is a lasting primary key."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.lasting: dict[int, int] = {}
        self.row_of: dict[int, int] = {}
        """By human being, the row under which the organisation wrote of them last: what is recorded now goes there."""
        self._posts: dict[int, list[Post]] = defaultdict(list)
        self._by_staff_id: dict[str, set[int]] = defaultdict(set)
        self._by_email: dict[str, set[int]] = defaultdict(set)
        self._read()
        self._rules = Rules.of({post.role_group_id for posts in self._posts.values() for post in posts})

    def _read(self) -> None:
        here = Employment.objects.standing().confirmed()
        here = here.filter(organisation=self.organisation, person__erased_at=None)
        columns = ("organisation_id", "role_group_id", "role_group__counted_by_default", "start", "left")
        rows = here.order_by("start", "pk").values_list("person__merged_into_id", "staff_id", "person_id", *columns)
        for merged_into, staff_id, person_id, *post in rows:
            human = self.lasting[person_id] = merged_into or person_id
            self.row_of[human] = person_id
            self._posts[human].append(Post(person_id, *post))
            if staff_id:
                self._by_staff_id[staff_id.casefold()].add(human)
        emails = addresses_known_to(self.organisation).filter(person__in=here.values("person"))
        for person_id, email in emails.values_list("person_id", "email"):
            self._by_email[email].add(self.lasting[person_id])

    def find(self, staff_id: str, email: str) -> tuple[int | None, Match | None]:
        """The one human being who is meant, and how sure that is; nobody where two would fit or the two disagree."""
        by_number = self._by_staff_id.get(staff_id.casefold(), set()) if staff_id else set()
        by_email = self._by_email.get(email.lower(), set()) if email else set()
        both = by_number & by_email
        if len(both) == 1:
            return next(iter(both)), Match.BOTH
        if by_number and by_email:
            return None, None
        for found, how in ((by_number, Match.STAFF_ID), (by_email, Match.EMAIL)):
            if len(found) == 1:
                return next(iter(found)), how
        return None, None

    def last_day(self, human: int) -> dt.date | None:
        """The last day in post here; None while a post is open."""
        lefts = [post.left for post in self._posts[human]]
        dated = [left for left in lefts if left is not None]
        return max(dated) - dt.timedelta(1) if len(dated) == len(lefts) else None

    def role_group_on(self, human: int, day: dt.date) -> int | None:
        """The role group that decided here on `day`; None where the person was not in post here."""
        held = [post for post in self._posts[human] if holds_on(day, post.start, post.left)]
        groups: Mapping[int, int] = deciding_groups(held, self._rules.levels_on(day), self._rules.chosen_on(day))
        return groups.get(self.organisation.pk)
