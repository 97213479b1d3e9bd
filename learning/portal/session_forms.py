"""What trainers say of a live session, and what people send from its page; bounded before anything reads it."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learning.modules.models import Module
from learning.records.actions.correct_completion import LONGEST_REASON
from learning.records.actions.offer_session import Facts
from learning.records.models import LiveSession
from learning.records.permissions import may_offer_sessions
from learning.workforce.day_field import DayField
from learning.workforce.models import User

from .forms import BAD_ADDRESS

MOST_PLACES = 500
LONGEST_SESSION = dt.timedelta(hours=12)
MOST_OTHERS = 10


def taught_modules(day: dt.date) -> QuerySet[Module]:
    """Modules on offer whose current version is taught in a live session."""
    return Module.objects.offered_on(day).filter(current_version__criteria__has_key="attendance").order_by("title")


class SessionForm(forms.Form):
    """When and where a session is, for whom there is room, and who runs it. Times are those of London."""

    module = forms.ModelChoiceField(
        label=_("What is taught"),
        queryset=Module.objects.none(),
        empty_label=_("Choose a module"),
        help_text=_("Modules that are taught in live sessions, as their pages say."),
    )
    day = DayField(label=_("Day"))
    starts = forms.TimeField(
        label=_("Starts at"),
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write a time such as 14:30.")},
    )
    ends = forms.TimeField(
        label=_("Ends at"),
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write a time such as 16:00.")},
    )
    place = forms.CharField(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_("Building, room and street. Everybody can read it."),
    )
    link = forms.URLField(
        label=_("Link to join online"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Only those with a place see it."),
    )
    note = forms.CharField(
        label=_("Good to know"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Steps, parking, breaks, what to bring. Everybody can read it: name nobody."),
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        help_text=_("Whoever signs up after that waits in line, and gets a place that comes free."),
    )
    others = forms.CharField(
        label=_("Who runs it with you"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=_("Their e-mail addresses, one on a line. They keep the register too, so they read who comes."),
    )

    def __init__(self, *args: Any, user: User, session: LiveSession | None = None, **kwargs: Any) -> None:
        self.user, self.session = user, session
        self.today = timezone.localdate()
        if session is not None:
            kwargs["initial"] = _initial(session, user)
        super().__init__(*args, **kwargs)
        if session is not None:
            del self.fields["module"]
        else:
            cast("forms.ModelChoiceField[Module]", self.fields["module"]).queryset = taught_modules(self.today)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("place") and not given.get("link") and not {"place", "link"} & self.errors.keys():
            self.add_error("place", _("Say where it is, or give a link to join online."))
        day, starts, ends = given.get("day"), given.get("starts"), given.get("ends")
        if day and starts and ends:
            self._check_times(given, day, starts, ends)
        return given

    def _check_times(self, given: dict[str, Any], day: dt.date, starts: dt.time, ends: dt.time) -> None:
        given["starts_at"], given["ends_at"] = _moment(day, starts), _moment(day, ends)
        if given["starts_at"] is None or given["ends_at"] is None:
            self.add_error("starts", _("The clocks change that night, and there is no such time. Choose another one."))
        elif ends <= starts:
            self.add_error("ends", _("It ends after it starts, on the same day."))
        elif given["ends_at"] - given["starts_at"] > LONGEST_SESSION:
            self.add_error("ends", _("A session is at most twelve hours long."))
        elif given["starts_at"] <= timezone.now() and (
            self.session is None or given["starts_at"] != self.session.starts_at
        ):
            self.add_error("day", _("This time has passed. Choose a later one."))

    def clean_others(self) -> list[User]:
        """The logins behind the addresses, each a trainer or facilitator today."""
        addresses = list(dict.fromkeys(self.cleaned_data["others"].lower().split()))
        if len(addresses) > MOST_OTHERS:
            raise ValidationError(_("Ten people at most run one session."))
        found = {user.email: user for user in User.objects.filter(email__in=addresses, is_active=True)}
        known = [found[address] for address in addresses if address in found]
        unknown = [a for a in addresses if a not in found or not may_offer_sessions(found[a], self.today)]
        if unknown:
            raise ValidationError(
                _("%(address)s is not the address of a trainer or facilitator here. Ask an administrator."),
                params={"address": unknown[0]},
            )
        if not known and not self._runs_it:
            raise ValidationError(_("Somebody has to run it. Write at least one address."))
        return known

    @property
    def _runs_it(self) -> bool:
        return self.session is None or self.session.leads.filter(pk=self.user.pk).exists()

    def facts(self) -> Facts:
        given = self.cleaned_data
        version = self.session.version if self.session else given["module"].current_version
        names = ("starts_at", "ends_at", "capacity", "place", "link", "note")
        return Facts(version=version, **{name: given[name] for name in names})

    def leads(self) -> list[User]:
        """Who runs it: whoever ran it or puts it up, and the others; an administrator names all of them."""
        return list(dict.fromkeys([*([self.user] if self._runs_it else []), *self.cleaned_data["others"]]))


def _initial(session: LiveSession, user: User) -> dict[str, Any]:
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    others = session.leads.exclude(pk=user.pk).order_by("email").values_list("email", flat=True)
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "place": session.place,
        "link": session.link,
        "note": session.note,
        "capacity": session.capacity,
        "others": "\n".join(others),
    }


def _moment(day: dt.date, time: dt.time) -> dt.datetime | None:
    """The moment in UTC; None for an hour that the change of clocks leaves out."""
    there = dt.datetime.combine(day, time, tzinfo=timezone.get_default_timezone())
    moment = there.astimezone(dt.UTC)
    return moment if timezone.localtime(moment).replace(tzinfo=None) == there.replace(tzinfo=None) else None


class EmployerForm(forms.Form):
    """Whom one comes for; nothing chosen is None."""

    organisation = forms.IntegerField(required=False, min_value=1)


class HereForm(EmployerForm):
    """The code that is read out in the room."""

    code = forms.CharField(max_length=20, error_messages={"required": _("Write the code that is shown in the room.")})


class AddForm(forms.Form):
    """Somebody who came without signing up."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The one that their employer knows them by, or that they sign in with."),
        error_messages={"required": _("Write their e-mail address."), "invalid": BAD_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class MistakeForm(forms.Form):
    """Why somebody was not there after all."""

    reason = forms.CharField(
        label=_("What happened"),
        max_length=LONGEST_REASON,
        help_text=_("For example: tapped the wrong line. It is kept for good, so name nobody."),
        error_messages={"required": _("Say in a few words what happened.")},
    )
