from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ..querysets import OrganisationQuerySet


class Sector(models.TextChoices):
    POLICE = "police", _("Police")
    HEALTH = "health", _("Health")
    LOCAL_GOVERNMENT = "local_government", _("Local government")
    JUSTICE = "justice", _("Justice")
    FIRE = "fire", _("Fire and rescue")
    EDUCATION = "education", _("Education")
    HOUSING = "housing", _("Housing")
    VCS = "vcs", _("Voluntary and community")
    NETWORK = "network", _("The network's own team")


class SeriousViolenceDuty(models.TextChoices):
    SPECIFIED = "specified", _("Specified authority")
    RELEVANT = "relevant", _("Relevant authority")
    VIA_ICB = "via_icb", _("Through the integrated care board")
    NOT_SPECIFIED = "not_specified", _("Not specified")


class Organisation(models.Model):
    """One employer that is, was or will be a partner of the network, or the network's own team."""

    NETWORK_KIND = "network"

    name = models.CharField(_("name"), max_length=160, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True, editable=False)
    sector = models.CharField(_("sector"), max_length=24, choices=Sector.choices)
    kind = models.SlugField(
        _("kind"), max_length=40, help_text=_("For example police, acute_hospital_trust, vcs_youth.")
    )
    serious_violence_duty = models.CharField(
        _("Serious Violence Duty"),
        max_length=16,
        choices=SeriousViolenceDuty.choices,
        default=SeriousViolenceDuty.NOT_SPECIFIED,
    )
    area = models.ForeignKey(
        "workforce.Area",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        verbose_name=_("area"),
    )
    email_domains = models.TextField(
        _("e-mail domains"),
        blank=True,
        help_text=_("One on each line, such as council.example: whoever shows an address there may make a sign-in."),
    )
    joined_on = models.DateField(_("partner from"))
    left_on = models.DateField(_("no longer a partner from"), null=True, blank=True)
    is_invented = models.BooleanField(_("invented, for the demonstration"), default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on__gt=models.F("joined_on")),
                name="organisation_leaves_after_it_joined",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def domains(self) -> frozenset[str]:
        """The e-mail domains of its staff, in lower case and without an @."""
        return frozenset(line.strip().lower().removeprefix("@") for line in self.email_domains.splitlines()) - {""}

    def save(self, *args: Any, **kwargs: Any) -> None:
        # The address is made once: links and exports that name it outlive a change of name.
        if not self.slug:
            self.slug = slugify(self.name)[:80]
        super().save(*args, **kwargs)
