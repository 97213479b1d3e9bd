"""What somebody reports as wrong, and how the employer answers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from learning.modules.models import Module
from learning.requirements.models import StatusSpan
from learning.workforce.models import Organisation, Person, User

from .actions.report_error import report_error
from .models import ErrorKind, ErrorReport, Outcome
from .refusals import NamesSomebody
from .screened_words import LONGEST_WORDS, may_be_words, screened


class ScreenedForm(forms.Form):
    """A form whose box `words` is screened. What may be an ordinary word can then be said to name nobody."""

    words = "message"
    names_nobody = forms.BooleanField(label=_("These words name nobody: send it as it is"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.may_insist = False
        self.fields["names_nobody"] = self.fields.pop("names_nobody")  # below the box that it is about

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        said = given.get(self.words)
        if said:
            try:
                given[self.words] = screened(said, self.organisation, names_nobody=given["names_nobody"])
            except NamesSomebody as refusal:
                self.may_insist = may_be_words(refusal.review)
                says = _("This looks as if it says who somebody is: %(words)s. Take it out; nothing was sent yet.")
                self.add_error(self.words, says % {"words": refusal.words})
        return given


def _box(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReportForm(ScreenedForm):
    """What is wrong with one person's row; `modules`: titles by address, of what is asked of them."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What is wrong?"), choices=ErrorKind.choices, widget=forms.RadioSelect)
    module = forms.ChoiceField(label=_("Which module?"), required=False)
    message = _box(
        _("What should it say instead?"),
        _("Leave out names and places, and never write why somebody is away."),
    )

    def __init__(self, *args: Any, modules: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        choices = [("", _("None, or all of them")), *modules.items()]
        cast("forms.ChoiceField", self.fields["module"]).choices = choices
        if not modules:
            del self.fields["module"]

    def send(self, user: User, organisation: Organisation, person: Person) -> ErrorReport:
        """Store what a valid form says."""
        given = self.cleaned_data
        module = Module.objects.filter(slug=given["module"]).first() if given.get("module") else None
        return report_error(
            user,
            organisation,
            person,
            kind=given["kind"],
            message=given["message"],
            key=given["key"],
            module=module,
            names_nobody=given["names_nobody"],
        )


def report_form(
    data: QueryDict | None, organisation: Organisation, person: Person, day: dt.date, *, module: str
) -> ReportForm:
    """The form for one person's row, with the modules asked of them there on `day`; `module`: the one meant."""
    spans = StatusSpan.objects.of(person).filter(organisation=organisation).on(day)
    modules = dict(spans.order_by("module_id").values_list("module__slug", "module__title"))
    return ReportForm(data, initial={"module": module}, modules=modules, organisation=organisation)


class CloseForm(ScreenedForm):
    """How it ended."""

    words = "answer"

    outcome = forms.ChoiceField(label=_("How did it end?"), choices=Outcome.choices, widget=forms.RadioSelect)
    answer = _box(_("Your answer"), _("Whoever reported it reads this. Leave out names and places."))
