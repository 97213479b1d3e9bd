"""How an employer's own pages and files call its people: by name, or by what else it returns of them. Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .models import Grade


def called(grade: Grade, given_name: str, family_name: str, staff_id: str) -> str:
    """What somebody is called for an employer that returns `grade` today, whatever name they gave here themselves.

    By name where names are returned, and by staff number where those alone are; who has neither is said to have none.
    Where headcounts alone are returned nobody is called anything.
    """
    if grade == Grade.HEADCOUNT:
        return _("Somebody who registered")
    name = f"{given_name} {family_name}".strip() if grade == Grade.NAMED else ""
    return name or (_("Staff number %(number)s") % {"number": staff_id} if staff_id else _without(grade))


def _without(grade: Grade) -> str:
    return _("Name not given") if grade == Grade.NAMED else _("Staff number not given")


_TELLING = (Grade.NAMED, Grade.STAFF_NUMBER, Grade.HEADCOUNT)


def tells_more(then: Grade, today: Grade) -> bool:
    """Whether what was written under one grade says more of people than the grade of today lets be said."""
    return _TELLING.index(then) < _TELLING.index(today)


def is_by_name(grade: Grade) -> bool:
    """Whether names and addresses of people may stand on an employer's pages, and be searched for."""
    return grade == Grade.NAMED
