import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import CompletionQuerySet


class CompletionSource(models.TextChoices):
    ATTEMPT = "attempt", _("Taken here")
    SESSION = "session", _("Taught in a live session")
    RECOGNISED = "recognised", _("Recognised from elsewhere")
    IMPORTED = "imported", _("From an employer's records")


class Match(models.TextChoices):
    """How sure it is that a row of an employer's file means this person; the surest first."""

    BOTH = "both", _("Staff number and e-mail agree")
    STAFF_ID = "staff_id", _("By the staff number")
    EMAIL = "email", _("By the e-mail address")
    BY_HAND = "by_hand", _("Matched by hand")


class Completion(models.Model):
    """One person finished and passed one version of one module: a fact, never changed and never deleted.

    The database refuses updates and deletes. `completed_on` is the day in Europe/London of `completed_at` (UTC);
    `valid_from` and `valid_until` (inclusive; null: no end) are decided once, here. `recorded_at` is the moment the
    network came to know of it: from then on it counts in what was known. For what was taken here that is
    `completed_at`; for what happened elsewhere it is later, and then `evidence` and `origin` say what shows it.
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
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    evidence = models.CharField(_("evidence"), max_length=240, blank=True, help_text=_("What shows that it happened."))
    origin = models.CharField(
        _("origin"), max_length=120, blank=True, help_text=_("The system or provider that it was known from before.")
    )
    import_batch = models.ForeignKey(
        "records.CompletionImport",
        null=True,
        on_delete=models.PROTECT,
        related_name="completions",
        db_index=False,  # found by the constraint of rows
    )
    import_row = models.PositiveIntegerField(_("row of the file"), null=True)
    confidence = models.CharField(_("how the person was found"), max_length=8, choices=Match.choices, blank=True)
    version_is_assumed = models.BooleanField(
        _("version assumed"), default=False, help_text=_("Nobody said which version it was; see `past.versions`.")
    )

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
            models.CheckConstraint(
                condition=models.Q(recorded_at__gte=models.F("completed_at")),
                name="nobody_knows_of_it_before_it_happened",
            ),
            models.CheckConstraint(
                condition=models.Q(source="imported", import_batch__isnull=False, import_row__isnull=False)
                | ~models.Q(source="imported") & models.Q(import_batch=None, import_row=None),
                name="what_was_imported_names_its_file_and_row",
            ),
            models.UniqueConstraint(fields=["import_batch", "import_row"], name="a_row_of_a_file_counts_once"),
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
