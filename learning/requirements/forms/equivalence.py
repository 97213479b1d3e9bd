"""The register of equivalences: writing one, what a partner says of it, and recognising what somebody learnt."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from learning.modules.models import Module
from learning.workforce.day_field import DayField
from learning.workforce.models import Organisation

from ..models import Equivalence


class EquivalenceForm(forms.ModelForm[Equivalence]):
    """What counts for what, for how long, and what has to be shown."""

    module = forms.ModelChoiceField(
        label=_("Counts for the module"), queryset=Module.objects.none(), empty_label=_("Choose a module")
    )
    counts_months = forms.IntegerField(
        label=_("Counts for at most so many months"),
        min_value=1,
        max_value=120,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=_("From the day on which it was finished there. What is older is not taken in."),
        error_messages={"invalid": _("Write a whole number of months, such as 24.")},
    )
    starts_on = DayField(label=_("Holds from"))

    class Meta:
        model = Equivalence
        fields = ("title", "provider", "module", "counts_months", "evidence", "starts_on")
        labels: ClassVar = {
            "title": _("What was learnt elsewhere"),
            "provider": _("Who provides it"),
            "evidence": _("Evidence that is asked for"),
        }
        help_texts: ClassVar = {
            "title": _("Its name, as it stands on its certificate."),
            "evidence": _("For example: the certificate with its number and date."),
        }

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        modules = Module.objects.offered_on(today).order_by("title")
        cast("forms.ModelChoiceField[Module]", self.fields["module"]).queryset = modules


class EndEquivalenceForm(forms.Form):
    """The day from which nothing is recognised by it any more."""

    ended_on = DayField(
        label=_("No longer holds from"), help_text=_("What was recognised before stays. Nothing else can be changed.")
    )

    def __init__(self, *args: Any, equivalence: Equivalence, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("DayField", self.fields["ended_on"]).earliest = max(today, equivalence.starts_on + dt.timedelta(1))


class PartnerSaysForm(forms.Form):
    """What one partner says of an equivalence, from or on a day."""

    SIGN, ACCEPT, STOP = "sign", "accept", "stop"
    SAYS = (
        (SIGN, _("Sign: we have looked, and the one is worth the other")),
        (ACCEPT, _("Accept it for our people")),
        (STOP, _("No longer accept it")),
    )

    organisation = forms.ModelChoiceField(
        label=_("For"), queryset=Organisation.objects.none(), empty_label=_("Choose a partner")
    )
    says = forms.ChoiceField(label=_("What the partner says"), choices=SAYS, widget=forms.RadioSelect)
    day = DayField(label=_("Signed on, or from"))

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], equivalence: Equivalence, today: dt.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.equivalence, self.today = equivalence, today
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = organisations
        if organisations.count() == 1:
            field.empty_label = None

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        day, says = given.get("day"), given.get("says")
        if day and says == self.SIGN and day > self.today:
            self.add_error("day", _("A signature has its own day: today or before."))
        if day and says == self.STOP and "organisation" in given and self._accepted_after(given):
            self.add_error("day", _("It has been accepted from that day or a later one. Write a later day."))
        return given

    def _accepted_after(self, given: dict[str, Any]) -> bool:
        standing = self.equivalence.acceptances.filter(superseded_at=None, ended_on=None)
        return standing.filter(organisation=given["organisation"], starts_on__gte=given["day"]).exists()


class EquivalenceChoice(forms.ModelChoiceField[Equivalence]):
    """One of several equivalences, in a sentence that says all that decides."""

    def label_from_instance(self, obj: Equivalence) -> str:
        words = {
            "title": obj.title,
            "provider": obj.provider,
            "module": obj.module.title,
            "months": obj.counts_months,
        }
        return str(_("%(title)s, %(provider)s: counts for “%(module)s”, for at most %(months)s months") % words)


class RecogniseForm(forms.Form):
    """What somebody learnt elsewhere, when, and what shows it."""

    equivalence = EquivalenceChoice(
        label=_("What was learnt"),
        queryset=Equivalence.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=_("What you accept today, and nothing else."),
    )
    done_on = DayField(label=_("Finished there on"), help_text=_("The day on its certificate. It is kept as it is."))
    evidence = forms.CharField(
        label=_("What shows it"),
        max_length=240,
        help_text=_("Such as the number of the certificate. It stays for good: leave out names and places."),
    )

    def __init__(self, *args: Any, equivalences: QuerySet[Equivalence], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("EquivalenceChoice", self.fields["equivalence"]).queryset = equivalences
        cast("DayField", self.fields["done_on"]).latest = today
