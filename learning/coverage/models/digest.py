from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.requirements.reminding import Stage
from learning.requirements.statuses import Status

from ..querysets import DigestQuerySet


class Digest(models.Model):
    """One human being was written one digest in one week; `week` is its Monday, `day` the day it speaks of.

    `names_modules` is false where the address was not shown to be theirs: the mail then says how many, and no titles.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("workforce.Person", on_delete=models.PROTECT, related_name="digests")
    week = models.DateField(_("week"))
    day = models.DateField(_("day"))
    names_modules = models.BooleanField(_("names modules"))
    message = models.OneToOneField("notices.Message", on_delete=models.PROTECT, related_name="digest")

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-week", "pk"]
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        constraints = [
            models.UniqueConstraint(fields=["person", "week"], name="one_digest_per_person_and_week"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.week}"


class DigestItem(models.Model):
    """One digest said of one module that one organisation asks for how near its last day was, and who set that.

    `own` says that the organisation itself asks for it, not the network.
    """

    digest = models.ForeignKey(Digest, on_delete=models.PROTECT, related_name="items")
    organisation = models.ForeignKey("workforce.Organisation", on_delete=models.PROTECT, related_name="+")
    module = models.ForeignKey("modules.Module", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    due_on = models.DateField(_("last day"))
    level = models.PositiveSmallIntegerField(_("level"), null=True)
    own = models.BooleanField(_("asked by the organisation itself"), default=False)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("item of a digest")
        verbose_name_plural = _("items of digests")
        constraints = [
            models.UniqueConstraint(fields=["digest", "organisation", "module"], name="a_digest_says_each_thing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.module_id}: {self.stage}"


class DigestTeam(models.Model):
    """One digest carried the figures of one team, or of a whole organisation, to somebody who led it that day."""

    digest = models.ForeignKey(Digest, on_delete=models.PROTECT, related_name="teams")
    organisation = models.ForeignKey("workforce.Organisation", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("workforce.Team", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("figures in a digest")
        verbose_name_plural = _("figures in digests")
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "organisation", "team"], nulls_distinct=False, name="a_digest_has_each_figure_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.team_id or ''}"
