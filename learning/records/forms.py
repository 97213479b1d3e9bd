"""What an HR lead says of files of completions: the file itself, what is wanted of it, and how a download looks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.modules.models import Module

from .models import DaysAs, DownloadField, DownloadLayout, FileKind

LONGEST_HEADING = 60


class PastFileForm(forms.Form):
    """The file of past completions."""

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy("CSV or XLSX, at most 20 MB. Nothing is recorded before you have seen what it brings."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    by_hand = forms.BooleanField(
        label=gettext_lazy("Let me say which column is which"),
        help_text=gettext_lazy("Where a heading is not understood you are asked in any case."),
        required=False,
    )


class RecordForm(forms.Form):
    """What happens beside the recording."""

    with_certificates = forms.BooleanField(
        label=gettext_lazy("Make a certificate for each new completion"),
        help_text=gettext_lazy("Leave this out where people have one already. Nobody is written to either way."),
        required=False,
    )


class FindForm(forms.Form):
    """Whom to look for among one's own people."""

    q = forms.CharField(label=gettext_lazy("Name or staff number"), max_length=120, required=False)


class LayoutForm(forms.Form):
    """For each thing that a download can say, its place in the file (none: left out) and its heading."""

    days_as = forms.ChoiceField(
        label=gettext_lazy("How days are written"), choices=DaysAs.choices, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of file"), choices=FileKind.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, layout: DownloadLayout, **kwargs: Any) -> None:
        chosen = {field: (place, heading) for place, (field, heading) in enumerate(layout.columns, start=1)}
        super().__init__(*args, **kwargs)
        self.fields["days_as"].initial, self.fields["kind"].initial = layout.days_as, layout.kind
        for field in DownloadField:
            place, heading = chosen.get(field.value, (None, field.value))
            words = {"what": field.label}
            self.fields[f"place_{field}"] = forms.IntegerField(
                label=_("Place of: %(what)s") % words,
                min_value=1,
                max_value=99,
                required=False,
                initial=place,
                widget=forms.NumberInput(attrs={"class": "short"}),
            )
            self.fields[f"heading_{field}"] = forms.CharField(
                label=_("Heading of: %(what)s") % words, max_length=LONGEST_HEADING, required=False, initial=heading
            )

    @property
    def lines(self) -> list[tuple[Any, Any, Any]]:
        """Label, box for the place, box for the heading: those in the file first, as they stand in it."""
        lines = [(f.label, self[f"place_{f}"], self[f"heading_{f}"]) for f in DownloadField]
        return sorted(lines, key=lambda line: line[1].initial or 100)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        taken: dict[int, DownloadField] = {}
        for field in DownloadField:
            place = cleaned.get(f"place_{field}")
            if place is None:
                continue
            if place in taken:
                words = _("This place is taken by: %(other)s. Choose another number.")
                self.add_error(f"place_{field}", words % {"other": taken[place].label})
            taken[place] = field
            if not cleaned.get(f"heading_{field}"):
                self.add_error(f"heading_{field}", _("A column in the file needs a heading."))
        if not taken and not self.errors:
            self.add_error(None, _("A file needs at least one column. Give one of them the place 1."))
        return cleaned

    @property
    def columns(self) -> list[tuple[DownloadField, str]]:
        """What was chosen, in the order of the file."""
        places = [(self.cleaned_data[f"place_{field}"], field) for field in DownloadField]
        chosen = sorted((place, field) for place, field in places if place is not None)
        return [(field, self.cleaned_data[f"heading_{field}"]) for _place, field in chosen]


class CodesForm(forms.Form):
    """The partner's own code for each module."""

    def __init__(self, *args: Any, modules: Collection[Module], known: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = list(modules)
        for module in self.modules:
            self.fields[f"code_{module.pk}"] = forms.CharField(
                label=module.title, max_length=80, required=False, initial=known.get(module.pk, "")
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        taken: dict[str, Module] = {}
        for module in self.modules:
            code = cleaned.get(f"code_{module.pk}", "").casefold()
            if code and code in taken:
                words = _("This code is that of “%(other)s” already. One code means one module.")
                self.add_error(f"code_{module.pk}", words % {"other": taken[code].title})
            taken.setdefault(code, module)
        return cleaned

    @property
    def codes(self) -> dict[int, str]:
        return {module.pk: self.cleaned_data[f"code_{module.pk}"] for module in self.modules}
