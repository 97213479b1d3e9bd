"""What a form says of one person: somebody new, a move, an end, days away; each is a return of one change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Absence, ChangeKind, Employment, Organisation, RoleGroup, Team, User, WorkforceReturn
from ..people_here import Here
from ..permissions import is_own
from ..refusals import ReturnRefused
from ..steps import Rows, Steps, Values
from ..teams_by_name import TeamsByName
from .write_person import write_person

ONE = dt.timedelta(days=1)
Shown = tuple[str, str, str]


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is new to the employer, as far as its agreement lets it be said."""

    role_group: RoleGroup
    start: dt.date
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    staff_id: str = ""
    team: Team | None = None


def add_person(by: User, organisation: Organisation, new: NewPerson) -> WorkforceReturn:
    """Write down somebody new. Raises as `write_person`; so do the others."""
    post: Values = {
        "role_group": new.role_group.slug,
        "team": _way(organisation, new.team),
        "staff_id": new.staff_id,
        "start": new.start.isoformat(),
        "left": None,
    }
    steps = Steps(
        employments=Rows(added=[post]), name=[new.given_name, new.family_name], email=new.email, makes_person=True
    )
    name = f"{new.given_name} {new.family_name}".strip()
    shown = [(_("Role group"), "", new.role_group.title), (_("First day in post"), "", _in_words(new.start))]
    if new.team:
        shown.insert(1, (_("Team"), "", new.team.name))
    return write_person(
        by,
        organisation,
        ChangeKind.JOINER,
        steps,
        as_at=timezone.localdate(),
        named=name or _("Staff number %(number)s") % {"number": new.staff_id},
        staff_id=new.staff_id,
        shown=shown,
    )


def move_person(
    by: User, here: Here, post: Employment, role_group: RoleGroup, team: Team | None, day: dt.date
) -> WorkforceReturn:
    """From `day` on this post is another one; on its own first day that is a correction of the whole post."""
    said: Values = {"role_group": role_group.slug, "team": _way(post.organisation, team)}
    if day == post.start:
        rows = Rows(replaced=[(post.pk, said)])
    else:
        after = said | {
            "staff_id": post.staff_id,
            "post": post.post,
            "start": day.isoformat(),
            "left": post.left.isoformat() if post.left else None,
        }
        rows = Rows(replaced=[(post.pk, {"left": day.isoformat()})], added=[after])
    teams = (post.team.name if post.team else "", team.name if team else "")
    changed = [(_("Role group"), post.role_group.title, role_group.title), (_("Team"), *teams)]
    shown = [one for one in changed if one[1] != one[2]] + [(_("From"), "", _in_words(day))]
    moved = role_group != post.role_group
    return _write(by, here, post, ChangeKind.MOVER if moved else ChangeKind.CHANGED, Steps(employments=rows), shown)


def end_posts(by: User, here: Here, posts: Sequence[Employment], last_day: dt.date) -> WorkforceReturn:
    """`last_day` is the last day in each of these posts."""
    left = (last_day + ONE).isoformat()
    steps = Steps(employments=Rows(replaced=[(post.pk, {"left": left}) for post in posts]))
    shown = [(_("Last day in post"), _in_words(posts[0].last_day), _in_words(last_day))]
    return _write(by, here, posts[0], ChangeKind.LEAVER, steps, shown)


def set_away(
    by: User, here: Here, post: Employment, absence: Absence | None, first: dt.date, last: dt.date | None
) -> WorkforceReturn:
    """Away from `first` to `last`, both inclusive, or with no last day yet; `absence` is the row that this betters.

    Raises ReturnRefused for oneself, who would leave the figures by it, and as `write_person`.
    """
    if is_own(by, post.person):
        raise ReturnRefused(_("This is you. Ask another HR lead of yours to say it, or the network team to name one."))
    said: Values = {"away_from": first.isoformat(), "away_to": last.isoformat() if last else None}
    rows = Rows(replaced=[(absence.pk, said)]) if absence else Rows(added=[said])
    before = (absence.away_from, absence.away_to) if absence else (None, None)
    days = [(_("Away from"), before[0], first), (_("Away to"), before[1], last)]
    shown = [(label, _in_words(was), _in_words(now)) for label, was, now in days if was != now]
    return _write(by, here, post, ChangeKind.CHANGED, Steps(absences=rows), shown)


def _write(
    by: User, here: Here, post: Employment, kind: ChangeKind, steps: Steps, shown: Sequence[Shown]
) -> WorkforceReturn:
    return write_person(
        by,
        post.organisation,
        kind,
        steps,
        as_at=timezone.localdate(),
        named=here.name,
        person=post.person,
        staff_id=here.staff_id,
        shown=shown,
    )


def _way(organisation: Organisation, team: Team | None) -> str | None:
    return TeamsByName.load(organisation).ways[team.pk] if team else None


def _in_words(day: dt.date | None) -> str:
    return date_format(day, "j F Y") if day else ""
