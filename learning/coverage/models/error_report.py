from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import ErrorReportQuerySet


class ErrorKind(models.TextChoices):
    POST = "post", _("The team, role group or post")
    DATES = "dates", _("A first or last day")
    AWAY = "away", _("Being away: it is missing, or it is over")
    LEARNING = "learning", _("Something finished is missing, or not theirs")
    ASKED = "asked", _("It should not be asked of this person")
    WHO = "who", _("The name, the staff number, or it is somebody else")
    OTHER = "other", _("Something else")


class Outcome(models.TextChoices):
    MENDED = "mended", _("Put right")
    STANDS = "stands", _("Right as it stands")


class ErrorReport(models.Model):
    """Somebody says that one thing about one person's row at one employer is wrong, and what the employer answered.

    `module`: the module that it is about, where it is about one. Open until it has an outcome; one that is closed stays
    as it is, and what is still wrong is another report. Nothing here changes a record: that is done where it is kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField(_("idempotency key"), unique=True)
    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="error_reports", verbose_name=_("person")
    )
    module = models.ForeignKey(
        "modules.Module", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("module")
    )
    kind = models.CharField(_("what is wrong"), max_length=12, choices=ErrorKind.choices)
    message = models.TextField(_("in their words"))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("reported by")
    )
    reported_at = models.DateTimeField(_("reported at"), default=timezone.now)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True)

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        ordering = ["reported_at", "pk"]
        verbose_name = _("reported error")
        verbose_name_plural = _("reported errors")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by=None, outcome="", answer="")
                | (
                    models.Q(closed_at__isnull=False, closed_by__isnull=False)
                    & ~models.Q(outcome="")
                    & ~models.Q(answer="")
                ),
                name="a_closed_report_has_its_answer",
            )
        ]
        indexes = [models.Index(fields=["organisation", "closed_at"], name="reports_of_organisation")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reported_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_by_the_person(self) -> bool:
        """Also with a login of a row that was merged into theirs (prefetch `person__merged_from`)."""
        rows = (self.person, *self.person.merged_from.all())
        return any(row.user_id == self.reported_by_id for row in rows)

    @property
    def reporter(self) -> str:
        return self.reported_by.get_full_name() or self.reported_by.email
