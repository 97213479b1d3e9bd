"""The answer to "why?" in one plain sentence: the rule, the day, the version, the evidence and who asks."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .status import Judgement, Reason
from .statuses import CURRENT, Outside, Status

NO_BREAK = "\N{NO-BREAK SPACE}"


def why(judgement: Judgement) -> str:
    """The sentence, in the language of the moment; it fits "you" and "they" alike."""
    group = judgement.asked.group.title if judgement.asked else ""
    return sentence(judgement.status, judgement.outside, judgement.reason, group)


def sentence(status: str, outside: str, reason: Reason, group: str) -> str:
    """As `why`, from the parts that a status span stores."""
    if status == Status.NOT_IN_POST:
        return _not_in_post(reason)
    if status == Status.NOT_REQUIRED:
        return _("Not asked: nothing asks this post for it on this day.")
    clauses = [_CLAUSES[Status(status)](reason, group)]
    if status in CURRENT | {Status.NEVER, Status.EXPIRED}:
        if status != Status.NEVER:
            clauses.append(_asker(reason, group))
        if outside:
            clauses.append(_not_counted(outside, reason, group))
    elif outside in (Outside.SELF_DECLARED, Outside.ROLE_GROUP, Outside.NETWORK):
        clauses.append(_not_counted(outside, reason, group))
    return "; ".join(clauses) + "."


def short(status: str, reason: Reason) -> str:
    """The day that matters, in a few words, for lists that show the status beside it; empty where there is none."""
    days = {
        "due": _day(reason.grace_until),
        "end": _day(reason.counts_until),
        "start": _day(reason.outside_from),
        "back": _day(reason.outside_until),
    }
    words = {
        Status.NEVER: _("was due by %(due)s"),
        Status.IN_GRACE: _("has until %(due)s"),
        Status.EXPIRED: _("counted until %(end)s"),
        Status.DUE_SOON: _("counts until %(end)s"),
        Status.COMPLIANT: _("counts until %(end)s") if reason.counts_until else _("without an end"),
        Status.EXCLUDED: _("away until %(back)s") if reason.outside_until else _since_away(reason),
        Status.EXEMPT: _("exempt until %(back)s") if reason.outside_until else _("exempt since %(start)s"),
    }
    return words.get(Status(status), "") % days


def _since_away(reason: Reason) -> str:
    """Nothing where the days away are not told: the status beside it says that somebody is away."""
    return _("away since %(start)s") if reason.outside_from else ""


def _day(day: dt.date | None) -> str:
    return date_format(day, "j F Y").replace(" ", NO_BREAK) if day else ""


def _not_in_post(reason: Reason) -> str:
    if reason.last_day:
        return _("Not in post on this day: the last day here was %(day)s.") % {"day": _day(reason.last_day)}
    return _("Not in post on this day.")


def _asker(reason: Reason, group: str) -> str:
    words = {"level": reason.level, "group": group}
    if reason.own:
        return _("this employer asks it of “%(group)s” (level %(level)s)") % words
    return _("the network asks it of “%(group)s” (level %(level)s)") % words


def _grace_days(reason: Reason) -> int:
    if reason.grace_until is None or reason.required_from is None:
        raise ValueError("Only somebody of whom it is asked, and who has not done it, has days to begin.")
    return (reason.grace_until - reason.required_from).days + 1


def _never(reason: Reason, group: str) -> str:
    return _("Not yet: %(asker)s, the first %(days)s days ended on %(until)s, and no completion is on record") % {
        "asker": _asker(reason, group),
        "days": _grace_days(reason),
        "until": _day(reason.grace_until),
    }


def _in_grace(reason: Reason, group: str) -> str:
    said = _("Time to start: %(asker)s here since %(start)s, and there are %(days)s days for it, until %(until)s") % {
        "asker": _asker(reason, group),
        "start": _day(reason.required_from),
        "days": _grace_days(reason),
        "until": _day(reason.grace_until),
    }
    return f"{said}; {_was_counted(reason)}" if reason.completed_on else said


def _was_counted(reason: Reason) -> str:
    return _("version %(version)s, completed on %(done)s, counted until %(until)s") % _evidence(reason)


def _evidence(reason: Reason) -> dict[str, str]:
    version = reason.version
    if reason.of_title:
        version = _("%(version)s of “%(title)s”") % {"version": reason.version, "title": reason.of_title}
    return {"version": version, "done": _day(reason.completed_on), "until": _day(reason.counts_until)}


def _current(reason: Reason, group: str) -> str:
    if reason.counts_until is None:
        said = _("Current: version %(version)s was completed on %(done)s and counts without an end")
    else:
        said = _("Current: version %(version)s was completed on %(done)s and counts until %(until)s")
    return said % _evidence(reason) + why_until(reason) + _recognised(reason)


def _due_soon(reason: Reason, group: str) -> str:
    said = _("Due soon, and still current: version %(version)s was completed on %(done)s and counts until %(until)s")
    return said % _evidence(reason) + why_until(reason) + _recognised(reason)


def _expired(reason: Reason, group: str) -> str:
    said = _("Expired: version %(version)s, completed on %(done)s, counted until %(until)s")
    return said % _evidence(reason) + why_until(reason) + _recognised(reason)


def why_until(reason: Reason) -> str:
    """Why the last valid day is not the module's own, as a clause to put behind that day; or nothing."""
    return _refreshed(reason) + _again(reason)


def _refreshed(reason: Reason) -> str:
    return _(", as it was refreshed on %(day)s") % {"day": _day(reason.refreshed_on)} if reason.refreshed_on else ""


def _again(reason: Reason) -> str:
    if reason.again_rule == "bridge":
        return _(", because version %(version)s needs the short module “%(bridge)s” by then") % {
            "version": reason.again_version,
            "bridge": reason.bridge_title,
        }
    if reason.again_rule:
        return _(", because everyone takes version %(version)s by then") % {"version": reason.again_version}
    if reason.again_after:
        months = ngettext("%(months)s month", "%(months)s months", reason.again_after) % {"months": reason.again_after}
        return _(", because this employer asks for it again after %(months)s") % {"months": months}
    return ""


def _recognised(reason: Reason) -> str:
    return _(", as learning recognised from elsewhere") if reason.recognised else ""


def _excluded(reason: Reason, group: str) -> str:
    words = {"start": _day(reason.outside_from), "until": _day(reason.outside_until)}
    if reason.outside_until:
        return _("Away from %(start)s until %(until)s, and not counted on these days; the reason is not stored") % words
    if not reason.outside_from:
        return _("Away, and not counted until back")
    return _("Away since %(start)s, and not counted until back; the reason is not stored") % words


def _exempt(reason: Reason, group: str) -> str:
    words = {"start": _day(reason.outside_from), "until": _day(reason.outside_until)}
    if reason.outside_until:
        return _("Exempt from %(start)s until %(until)s, as this employer agreed, and not counted") % words
    return _("Exempt since %(start)s, as this employer agreed, and not counted") % words


def _not_counted(outside: str, reason: Reason, group: str) -> str:
    words = {
        "group": group,
        "start": _day(reason.outside_from),
        "until": _day(reason.outside_until or reason.grace_until),
    }
    return {
        Outside.SELF_DECLARED: _("not counted until the employer confirms the role"),
        Outside.ROLE_GROUP: _("not counted, because this partner does not count “%(group)s”"),
        Outside.NETWORK: _("not counted, because the network's own team is outside every figure"),
        Outside.AWAY: _("not counted while away, since %(start)s")
        if reason.outside_from
        else _("not counted while away"),
        Outside.EXEMPT: _("not counted while exempt, since %(start)s"),
        Outside.IN_GRACE: _("not counted in the first days, until %(until)s"),
    }[Outside(outside)] % words


_CLAUSES = {
    Status.NEVER: _never,
    Status.IN_GRACE: _in_grace,
    Status.COMPLIANT: _current,
    Status.DUE_SOON: _due_soon,
    Status.EXPIRED: _expired,
    Status.EXCLUDED: _excluded,
    Status.EXEMPT: _exempt,
}
