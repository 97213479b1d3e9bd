"""The editor's screens for statements: they list what stands, and an edit supersedes instead of overwriting."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from ..actions.record_statement import record_statement, withdraw_statement
from ..models import Recorded
from .not_saved import KindCreateView, KindEditView


class StatementIndexView(generic.IndexView):
    def get_base_queryset(self) -> models.QuerySet[Any]:
        return super().get_base_queryset().filter(superseded_at=None)


class _SavesByAction:
    """Saves through the action; a refusal that only the database sees becomes a sentence on the form."""

    request: Any
    form: Any

    def save_instance(self) -> Recorded:
        statement: Recorded = record_statement(self.request.user, self.form.instance)
        return statement

    def form_valid(self, form: Any) -> HttpResponseBase:
        try:
            return super().form_valid(form)  # type: ignore[misc]  # of the generic view beside this
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except type(form.instance).DoesNotExist:
            form.add_error(
                None,
                _("Somebody else changed this while you had it open. Nothing was saved; open it again from the list."),
            )
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]  # as `is_valid` leaves it
        return self.form_invalid(form)  # type: ignore[attr-defined]  # of the generic view beside this


class StatementCreateView(_SavesByAction, KindCreateView):
    pass


class StatementEditView(_SavesByAction, KindEditView):
    def get_queryset(self) -> models.QuerySet[Any]:
        return self.model.objects.filter(superseded_at=None)


class StatementDeleteView(generic.DeleteView):
    page_title = _("Withdraw")
    confirmation_message = _("Withdraw this? It stays in the records as something that was said, and no longer counts.")
    success_message = _("%(model_name)s '%(object)s' withdrawn.")

    def get_queryset(self) -> models.QuerySet[Any]:
        return self.model.objects.filter(superseded_at=None)

    def delete_action(self) -> None:
        withdraw_statement(self.request.user, self.object)
