import datetime as dt
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import CompletionQuerySet


class CompletionSource(models.TextChoices):
    ATTEMPT = "attempt", _("Taken here")
    SESSION = "session", _("Taught in a live session")
    RECOGNISED = "recognised", _("Recognised from elsewhere")


class Completion(models.Model):
    """One person finished and passed one version of one module: a fact, never changed and never deleted.

    The database refuses updates and deletes. `completed_on` is the day in Europe/London of `completed_at` (UTC);
    `valid_from` and `valid_until` (inclusive; null: no end) are decided once, here.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("workforce.Person", on_delete=models.PROTECT, related_name="completions")
    module = models.ForeignKey("modules.Module", on_delete=models.PROTECT, related_name="completions")
    version = models.ForeignKey("modules.ModuleVersion", on_delete=models.PROTECT, related_name="completions")
    attempt = models.OneToOneField("records.Attempt", null=True, on_delete=models.PROTECT, related_name="completion")
    source = models.CharField(
        _("source"), max_length=12, choices=CompletionSource.choices, default=CompletionSource.ATTEMPT
    )
    completed_at = models.DateTimeField(_("completed at"))
    completed_on = models.DateField(_("completed on"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("last valid day"), null=True)
    right_answers = models.PositiveSmallIntegerField(_("right answers"), null=True)
    questions = models.PositiveSmallIntegerField(_("questions"), null=True)
    criteria = models.JSONField(_("what finishing took"), default=dict)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["-completed_at"]
        verbose_name = _("completion")
        verbose_name_plural = _("completions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="validity_ends_on_or_after_its_first_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(source="attempt") | models.Q(attempt__isnull=False),
                name="taken_here_names_its_attempt",
            ),
        ]
        indexes = [models.Index(fields=["person", "module", "completed_on"], name="completion_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.version_id} on {self.completed_on}"

    def is_valid_on(self, day: dt.date) -> bool:
        """The same as `valid_on` of one row, but for corrections."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class CompletionOrganisation(models.Model):
    """One completion counts for one employer of that day, in the role group the person then held there."""

    completion = models.ForeignKey("records.Completion", on_delete=models.PROTECT, related_name="organisations")
    organisation = models.ForeignKey("workforce.Organisation", on_delete=models.PROTECT, related_name="+")
    role_group = models.ForeignKey("workforce.RoleGroup", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("employer at a completion")
        verbose_name_plural = _("employers at completions")
        constraints = [
            models.UniqueConstraint(
                fields=["completion", "organisation"], name="a_completion_counts_once_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.completion_id}: {self.organisation_id}"
