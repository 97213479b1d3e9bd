"""The editor's screens for local names: a list pasted at once, one name changed or taken off."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views import generic

from learning.workforce.views.not_saved import KindCreateView, KindEditView

from ..actions.change_local_names import add_local_names, change_local_name, remove_local_name
from ..forms.local_names import LocalNameForm, PasteNamesForm
from ..models import LocalName
from ..models.local_name import NameKind


class LocalNamesAddView(KindCreateView):
    form: PasteNamesForm
    made: list[LocalName]
    page_title = _("Add")
    page_subtitle = _("Local names")

    def form_valid(self, form: PasteNamesForm) -> HttpResponseBase:
        """Saved by the action, many at once; the list says how many, and what was left out."""
        self.form = form
        self.made = add_local_names(self.request.user, NameKind(form.cleaned_data["kind"]), form.pasted.names)
        self.object = self.made[0] if self.made else None
        return self.save_action()

    def get_success_message(self, instance: LocalName | None) -> str:
        n = len(self.made)
        added = ngettext("%(n)s name added.", "%(n)s names added.", n) % {"n": f"{n:,}"}
        return f"{added} {self.form.says}".strip()

    def get_success_buttons(self) -> list[Any]:
        return []


class LocalNameEditView(KindEditView):
    form: LocalNameForm

    def save_instance(self) -> LocalName:
        return change_local_name(self.request.user, self.form.instance)

    def form_valid(self, form: LocalNameForm) -> HttpResponseBase:
        try:
            answer: HttpResponseBase = super().form_valid(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            self.produced_error_message = self.get_error_message()
            answer = self.form_invalid(form)
        return answer


class LocalNameDeleteView(generic.DeleteView):
    page_title = _("Take off the list")
    confirmation_message = _("Texts are no longer screened for this name, from now on.")
    success_message = _("“%(object)s” is off the list.")

    def delete_action(self) -> None:
        remove_local_name(self.request.user, self.object)
