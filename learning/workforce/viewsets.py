"""The administrator's workforce screens in the editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from .models import (
    Absence,
    Area,
    CountedRoleGroup,
    Employment,
    Organisation,
    Person,
    RoleAssignment,
    RoleGroup,
    SupportLine,
    Team,
)
from .views.not_saved import KindCreateView, KindEditView
from .views.people import PersonCreateView, PersonEditView, PersonIndexView, organisations_of, role_groups_of
from .views.statements import StatementCreateView, StatementDeleteView, StatementEditView, StatementIndexView


class ConfigurationViewSet(ModelViewSet):
    """Screens of what the network is made of."""

    add_view_class = KindCreateView
    edit_view_class = KindEditView


class OrganisationViewSet(ConfigurationViewSet):
    model = Organisation
    icon = "home"
    form_fields = ("name", "sector", "kind", "serious_violence_duty", "area", "email_domains", "joined_on", "left_on")
    list_display = ("name", "sector", "area", "joined_on", "left_on")
    list_filter = ("sector", "area")
    search_fields = ("name",)


class AreaViewSet(ConfigurationViewSet):
    model = Area
    icon = "site"
    form_fields = ("name", "slug")


class TeamViewSet(ConfigurationViewSet):
    model = Team
    icon = "folder-open-inverse"
    form_fields = ("organisation", "parent", "name", "area")
    list_display = ("name", "organisation", "parent")
    list_filter = ("organisation",)
    search_fields = ("name",)


class RoleGroupViewSet(ConfigurationViewSet):
    model = RoleGroup
    icon = "group"
    form_fields = ("title", "slug", "note", "position", "counted_by_default")
    list_display = ("title", "slug", "position", "counted_by_default")


class PersonViewSet(ModelViewSet):
    model = Person
    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    copy_view_enabled = False
    icon = "user"
    form_fields = ("given_name", "family_name", "user")
    list_display = (
        "name",
        Column("organisation", label=_("Organisation"), accessor=organisations_of),
        Column("role_group", label=_("Role group"), accessor=role_groups_of),
        Column("user", label=_("Login")),
    )
    search_fields = ("given_name", "family_name", "emails__email")


class StatementViewSet(ModelViewSet):
    """Screens of one kind of statement: what stands, each edit superseding the row before it."""

    index_view_class = StatementIndexView
    add_view_class = StatementCreateView
    edit_view_class = StatementEditView
    delete_view_class = StatementDeleteView
    copy_view_enabled = False
    inspect_view_enabled = False


class EmploymentViewSet(StatementViewSet):
    model = Employment
    icon = "user"
    form_fields = ("person", "organisation", "team", "role_group", "staff_id", "post", "start", "left", "source")
    list_display = ("person", "organisation", "role_group", "start", "left")
    list_filter = ("organisation", "role_group", "source")
    search_fields = ("person__given_name", "person__family_name", "staff_id")


class AbsenceViewSet(StatementViewSet):
    model = Absence
    icon = "date"
    form_fields = ("person", "organisation", "away_from", "away_to")
    list_display = ("person", "organisation", "away_from", "away_to")
    list_filter = ("organisation",)


class CountedRoleGroupViewSet(StatementViewSet):
    model = CountedRoleGroup
    icon = "tick"
    form_fields = ("organisation", "role_group", "starts_on", "ended_on")
    list_display = ("organisation", "role_group", "starts_on", "ended_on")


class RoleAssignmentViewSet(StatementViewSet):
    model = RoleAssignment
    icon = "key"
    form_fields = ("user", "role", "organisation", "team", "starts_on", "ended_on")
    list_display = ("user", "role", "organisation", "team", "starts_on", "ended_on")
    list_filter = ("role", "organisation")


class SupportLineViewSet(ModelViewSet):
    model = SupportLine
    copy_view_enabled = False
    icon = "help"
    form_fields = (
        "organisation",
        "name",
        "number",
        "by_text",
        "note",
        "hours",
        "on_bank_holidays",
        "position",
    )
    list_display = ("name", "number", "organisation", "position")
    list_filter = ("organisation",)
    search_fields = ("name",)


class WorkforceGroup(ModelViewSetGroup):
    menu_label = _("Workforce")
    menu_icon = "group"
    menu_order = 400
    items = (
        OrganisationViewSet("workforce_organisations", url_prefix="workforce/organisations"),
        TeamViewSet("workforce_teams", url_prefix="workforce/teams"),
        AreaViewSet("workforce_areas", url_prefix="workforce/areas"),
        PersonViewSet("workforce_people", url_prefix="workforce/people"),
        EmploymentViewSet("workforce_employments", url_prefix="workforce/employments"),
        AbsenceViewSet("workforce_absences", url_prefix="workforce/absences"),
        RoleGroupViewSet("workforce_role_groups", url_prefix="workforce/role-groups"),
        CountedRoleGroupViewSet("workforce_counted_role_groups", url_prefix="workforce/counted-role-groups"),
        RoleAssignmentViewSet("workforce_role_assignments", url_prefix="workforce/roles"),
        SupportLineViewSet("workforce_support_lines", url_prefix="workforce/support-lines"),
    )


STATEMENTS = (Employment, Absence, CountedRoleGroup, RoleAssignment)
REMOVABLE = (SupportLine,)
CONFIGURATION = (Organisation, Team, Area, Person, RoleGroup)
