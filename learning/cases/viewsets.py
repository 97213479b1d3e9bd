"""The administrator's screens about cases in the editor: who stands in for whom, routes, and words to think about.

No screen there shows a case.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from learning.workforce.viewsets import ConfigurationViewSet, StatementViewSet

from .models import HostAgreement, LoadedWording, SafeguardingRoute


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


class CaseGroup(ModelViewSetGroup):
    menu_label = _("Case desk")
    menu_icon = "form"
    menu_order = 410
    items = (
        SafeguardingRouteViewSet("case_safeguarding_routes", url_prefix="cases/safeguarding-routes"),
        HostAgreementViewSet("case_host_agreements", url_prefix="cases/host-agreements"),
        LoadedWordingViewSet("case_wordings", url_prefix="cases/wordings"),
    )
