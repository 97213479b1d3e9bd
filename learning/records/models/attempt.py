import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import AttemptQuerySet


class AttemptState(models.TextChoices):
    OPEN = "open", _("In progress")
    PASSED = "passed", _("Finished")
    NOT_YET = "not_yet", _("Not yet")


class Attempt(models.Model):
    """One try of one person at one version of a module, by the bar that was copied when it started.

    There is at most one open try per person and module. A try that ends "not yet" stays as it is; the next one
    (`follows`) keeps what was read and reflected and asks every question again.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("workforce.Person", on_delete=models.PROTECT, related_name="attempts")
    module = models.ForeignKey("modules.Module", on_delete=models.PROTECT, related_name="attempts")
    version = models.ForeignKey("modules.ModuleVersion", on_delete=models.PROTECT, related_name="attempts")
    criteria = models.JSONField(_("criteria"), help_text=_("What finishing takes, copied at the start."))
    pass_mark_pct = models.PositiveSmallIntegerField(_("pass mark in per cent"))
    refresh_months = models.PositiveSmallIntegerField(_("valid for so many months"), null=True)
    state = models.CharField(_("state"), max_length=8, choices=AttemptState.choices, default=AttemptState.OPEN)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    other_routes = models.JSONField(
        _("sections taken by the other route"),
        default=list,
        help_text=_("Ids of sections. Never asked why, and in no report."),
    )
    place = models.CharField(
        _("where the person stopped"),
        max_length=64,
        blank=True,
        help_text=_("The id of a section or block of the version."),
    )
    saved_at = models.DateTimeField(_("last saved at"), default=timezone.now)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        # What a click asks first. Without it SQLite reads everybody's tries at the module.
        indexes = [models.Index(fields=["person", "module"], name="attempts_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "module"],
                condition=models.Q(state="open"),
                name="one_open_attempt_per_person_and_module",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at=None)
                | ~models.Q(state="open") & models.Q(closed_at__isnull=False),
                name="a_closed_attempt_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.version_id} ({self.state})"
