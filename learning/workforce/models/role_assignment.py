from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import DatedQuerySet
from .recorded import Recorded, refuse_an_end_before_the_start


class Role(models.TextChoices):
    """What a login may do beyond its own learning. Everyone is a learner; that needs no assignment."""

    TEAM_MANAGER = "team_manager", _("Team manager")
    HR_LEAD = "hr_lead", _("HR lead")
    TRAINER = "trainer", _("Trainer")
    LIVED_EXPERIENCE = "lived_experience", _("Lived-experience reviewer")
    AGENCY_REVIEWER = "agency_reviewer", _("Agency reviewer")
    NETWORK_REVIEWER = "network_reviewer", _("Network reviewer")
    COORDINATOR = "coordinator", _("Coordinator")
    FACILITATOR = "facilitator", _("Facilitator or consultant")
    IG_LEAD = "ig_lead", _("Information-governance lead")
    NETWORK_LEAD = "network_lead", _("Network lead")
    ADMINISTRATOR = "administrator", _("Administrator")


OF_A_TEAM = frozenset({Role.TEAM_MANAGER})
OF_AN_ORGANISATION = frozenset({Role.HR_LEAD, Role.AGENCY_REVIEWER, Role.NETWORK_REVIEWER})


class RoleAssignment(Recorded):
    """One login holds one role, for one team, one organisation or the whole network, from one day to another.

    Without a team and without an organisation the role is held for the network; `ended_on` is the first day no longer.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_assignments", verbose_name=_("login")
    )
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    organisation = models.ForeignKey(
        "workforce.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    team = models.ForeignKey(
        "workforce.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("team")
    )
    starts_on = models.DateField(_("from"))
    ended_on = models.DateField(_("no longer from"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["user", "role", "starts_on"]
        verbose_name = _("role of a login")
        verbose_name_plural = _("roles of logins")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("starts_on")),
                name="role_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(organisation=None) | models.Q(team=None), name="a_role_has_one_scope"
            ),
            models.CheckConstraint(
                condition=~models.Q(role__in=sorted(OF_AN_ORGANISATION)) | models.Q(organisation__isnull=False),
                name="role_of_an_organisation_names_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(role__in=sorted(OF_A_TEAM)) | models.Q(team__isnull=False),
                name="role_of_a_team_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    def clean(self) -> None:
        if self.role in OF_AN_ORGANISATION and self.organisation_id is None:
            raise ValidationError(
                {"organisation": _("This role is held for one organisation. Choose the organisation.")}
            )
        if self.role in OF_A_TEAM and self.team_id is None:
            raise ValidationError({"team": _("This role is held for one team. Choose the team.")})
        if self.organisation_id is not None and self.team_id is not None:
            raise ValidationError({"team": _("Choose an organisation or a team, not both.")})
        refuse_an_end_before_the_start(self.starts_on, self.ended_on, "ended_on")
