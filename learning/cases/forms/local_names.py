"""The editor's forms for local names: many pasted at once, or one changed; ordinary words are asked about first."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from learning.deidentification.clean_notes import Alarm, alarm_of, clean_notes

from ..models import LocalName
from ..models.local_name import LONGEST_NAME
from ..pasted_names import Pasted, fold, read_pasted, some, tidy

MOST_LINES: Final = 2_000
MOST_ASKED: Final = 20


class _AsksAboutWords(forms.Form):
    """A form that saves ordinary words only once somebody has read what they would do, and says that they are meant."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meant"] = forms.Field(label=_("Ordinary words"), required=False, widget=forms.MultipleHiddenInput)

    def ask_about(self, names: list[str], field: str) -> None:
        """Refuse what would raise false alarms until exactly these names were confirmed."""
        alarms = [alarm for name in names if (alarm := alarm_of(name))]
        if not alarms:
            return
        # What was confirmed holds for these words and no others.
        token = hashlib.sha256("\n".join(fold(alarm.words) for alarm in alarms).encode()).hexdigest()[:16]
        choices = [(token, _now("Yes, look for these words in every text"))]
        self.fields["meant"].widget = forms.CheckboxSelectMultiple(choices=choices)
        if token in self.cleaned_data.get("meant", ()):
            return
        said = [_says(alarm) for alarm in alarms[:MOST_ASKED]]
        if len(alarms) > MOST_ASKED:
            said.append(_now("… and %(n)s more.") % {"n": f"{len(alarms) - MOST_ASKED:,}"})
        self.add_error(field, ValidationError(said))
        self.add_error(
            "meant",
            _now(
                "Nothing is saved yet. These words would be found in texts that name nobody, and whoever must dismiss "
                "too much stops reading. Take them out or write them longer; or tick that they are meant."
            ),
        )


def _says(alarm: Alarm) -> str:
    """One sentence about words that would raise false alarms."""
    if not alarm.times:
        return _now("“%(words)s” is an ordinary word.") % {"words": alarm.words}
    return ngettext(
        "“%(words)s” stands %(times)s time in %(notes)s of %(all)s notes that name nobody.",
        "“%(words)s” stands %(times)s times in %(notes)s of %(all)s notes that name nobody.",
        alarm.times,
    ) % {"words": alarm.words, "times": alarm.times, "notes": alarm.notes, "all": len(clean_notes())}


class PasteNamesForm(_AsksAboutWords, forms.ModelForm[LocalName]):
    """Many names of one kind, a line each."""

    names = forms.CharField(
        label=_("Names"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "One a line; paste a whole list if you have one. Capitals do not matter, and what is there already is left "
            "out. Names of schools, places and groups, never of people."
        ),
        error_messages={"required": _("Write a name at least.")},
    )

    class Meta:
        model = LocalName
        fields = ("kind",)

    @cached_property
    def pasted(self) -> Pasted:
        known = set(LocalName.objects.values_list("folded", flat=True))
        return read_pasted(self.cleaned_data.get("names", ""), LONGEST_NAME, known)

    def clean_names(self) -> str:
        text: str = self.cleaned_data["names"]
        if len(text.splitlines()) > MOST_LINES:
            raise ValidationError(_("These are too many lines at once. Paste up to 2,000, then the next ones."))
        if self.pasted.too_long:
            lines = ", ".join(str(number) for number in self.pasted.too_long[:MOST_ASKED])
            says = _("A name has at most %(most)s characters. Look at these lines again: %(lines)s.")
            raise ValidationError(says, params={"most": LONGEST_NAME, "lines": lines})
        if not self.pasted.names:
            if self.pasted.known:
                raise ValidationError(_("All of these are on the list already. There is nothing to add."))
            raise ValidationError(_("There is no name in this. Write one a line."))
        return text

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if "names" in self.cleaned_data:
            self.ask_about(list(self.pasted.names.values()), "names")
        return given

    @property
    def says(self) -> str:
        """What was left out, in sentences; empty where nothing was."""
        said = []
        if self.pasted.known:
            said.append(_now("On the list already: %(names)s.") % {"names": some(self.pasted.known)})
        if self.pasted.twice:
            said.append(_now("Written more than once: %(names)s.") % {"names": some(dict.fromkeys(self.pasted.twice))})
        return " ".join(said)


class LocalNameForm(_AsksAboutWords, forms.ModelForm[LocalName]):
    """One name, to be written otherwise."""

    class Meta:
        model = LocalName
        fields = ("name", "kind")

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any] | None:
        given = super().clean()
        if "name" in self.changed_data and self.cleaned_data.get("name"):
            self.ask_about([self.cleaned_data["name"]], "name")
        return given
