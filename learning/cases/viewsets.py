"""The administrator's screens about cases in the editor: who stands in for whom, routes, and words to think about.

No screen there shows a case.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from learning.workforce.viewsets import ConfigurationViewSet, StatementViewSet

from .forms.local_names import LocalNameForm, PasteNamesForm
from .models import HostAgreement, LoadedWording, LocalName, SafeguardingRoute
from .views.local_names import LocalNameDeleteView, LocalNameEditView, LocalNamesAddView


class SafeguardingRouteViewSet(ConfigurationViewSet):
    model = SafeguardingRoute
    copy_view_enabled = False
    icon = "warning"
    form_fields = ("organisation", "words")
    list_display = ("organisation",)


class HostAgreementViewSet(StatementViewSet):
    model = HostAgreement
    icon = "group"
    form_fields = ("organisation", "host", "starts_on", "ended_on")
    list_display = ("organisation", "host", "starts_on", "ended_on")


class LoadedWordingViewSet(ConfigurationViewSet):
    model = LoadedWording
    copy_view_enabled = False
    icon = "edit"
    form_fields = ("said", "instead")
    list_display = ("said", "instead")


class LocalNameViewSet(ConfigurationViewSet):
    """Names of the network's own area that every text is screened for: pasted many at once, changed one by one."""

    model = LocalName
    add_view_class = LocalNamesAddView
    edit_view_class = LocalNameEditView
    delete_view_class = LocalNameDeleteView
    copy_view_enabled = False
    icon = "site"
    list_display = ("name", "kind")
    list_filter = ("kind",)
    list_per_page = 50
    search_fields = ("name",)

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[LocalName]]:
        return LocalNameForm if for_update else PasteNamesForm


class CaseGroup(ModelViewSetGroup):
    menu_label = _("Case desk")
    menu_icon = "form"
    menu_order = 410
    items = (
        SafeguardingRouteViewSet("case_safeguarding_routes", url_prefix="cases/safeguarding-routes"),
        HostAgreementViewSet("case_host_agreements", url_prefix="cases/host-agreements"),
        LoadedWordingViewSet("case_wordings", url_prefix="cases/wordings"),
        LocalNameViewSet("case_local_names", url_prefix="cases/local-names"),
    )
