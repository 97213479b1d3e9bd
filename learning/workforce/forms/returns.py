"""The forms of a workforce return: the file and its day, its columns, its titles, a cell to mend, a number to type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..day_field import DayField
from ..models import Organisation
from ..returns.columns import Field

NOBODY = "-"
"""Chosen for a title whose people are in no return."""
LARGEST_ROW = 2**31 - 1
"""The largest number that a mended cell can keep as its row; no file has as many."""


class UploadForm(forms.Form):
    """The file of a return, the day on which it was true, and whether it holds everybody."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_("CSV or XLSX, as your HR system writes it; at most 20 MB. You match the columns next."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    as_at = DayField(label=_("As at"), help_text=_("The day on which this list was true."))
    is_full = forms.TypedChoiceField(
        label=_("Who is in it"),
        choices=(
            ("yes", _("Everybody: whoever is not in it has left")),
            ("no", _("Some people: whoever is not in it stays as they are")),
        ),
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, organisation: Organisation, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day: Any = self.fields["as_at"]
        day.latest, day.earliest = today, organisation.joined_on


class Named(Protocol):
    """A field of some kind of file: its key as text, and what it is called."""

    @property
    def label(self) -> str: ...


class ColumnsForm(forms.Form):
    """For each field that may be read, which column of the file it is."""

    def __init__(
        self, *args: Any, headers: Sequence[str], allowed: Sequence[Named], chosen: Mapping[Any, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        columns: list[tuple[str, Any]] = [("", _("Not in the file"))]
        columns += [(str(index), heading) for index, heading in enumerate(headers) if heading.strip()]
        for one in allowed:
            self.fields[str(one)] = forms.ChoiceField(
                label=capfirst(one.label), choices=columns, required=False, initial=str(chosen.get(one, ""))
            )

    @property
    def columns(self) -> dict[str, int]:
        return {name: int(value) for name, value in self.cleaned_data.items() if value != ""}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for name, value in list(cleaned.items()):
            if value and value in taken:
                words = _("This column is “%(other)s” already. Choose another one, or leave this field out.")
                self.add_error(name, words % {"other": self.fields[taken[value]].label})
            taken.setdefault(value, name)
        return cleaned


class TitlesForm(forms.Form):
    """For each distinct title of the file, which role group it means; unanswered ones stay problems."""

    def __init__(
        self,
        *args: Any,
        titles: Sequence[tuple[str, int]],
        role_groups: Mapping[str, str],
        suggested: Mapping[str, str | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.titles = dict(enumerate(title for title, _count in titles))
        choices = [("", _("Choose one")), *role_groups.items(), (NOBODY, _("Not in our returns"))]
        for number, (title, _count) in enumerate(titles):
            known = suggested.get(title, "")
            self.fields[f"title_{number}"] = forms.ChoiceField(
                label=title, choices=choices, required=False, initial=NOBODY if known is None else known
            )

    @property
    def chosen(self) -> dict[str, str | None]:
        found = {title: self.cleaned_data.get(f"title_{number}", "") for number, title in self.titles.items()}
        return {title: None if slug == NOBODY else slug for title, slug in found.items() if slug}


class MendForm(forms.Form):
    """Another value for one cell of the file."""

    row = forms.IntegerField(min_value=1, max_value=LARGEST_ROW)
    field = forms.ChoiceField(choices=[(str(one), one.label) for one in Field])
    value = forms.CharField(max_length=240, required=False)


class Figures(forms.IntegerField):
    """A number as it stands on the page, with or without a sign between its thousands."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(value.replace(",", "") if isinstance(value, str) else value)


class CommitForm(forms.Form):
    """The word that a return is written; where many leave, with their number."""

    leavers = Figures(
        label=_("How many leave"),
        min_value=0,
        required=False,
        error_messages={"invalid": _("Write the number of leavers in figures.")},
    )
