import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """Where a file stands, in order; `recorded` is the one in which its rows count."""

    MATCHING = "matching", _("its columns wait for you")
    READING = "reading", _("being read")
    READ = "read", _("read")
    RECORDING = "recording", _("being recorded")
    RECORDED = "recorded", _("recorded")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    DISCARDED = "discarded", _("thrown away")


class CompletionImport(models.Model):
    """One file of past completions that an employer gave for its own people.

    What it says is kept as `PastCompletion` rows and what cannot be read as `PastProblem` rows; only what was recorded
    becomes a `Completion`. `progress` and `whole` count what the work at hand has done of what it has to do. `columns`
    holds field, column (counted from 0) and heading where somebody said which is which; empty: the headings say it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="completion_imports"
    )
    state = models.CharField(_("state"), max_length=12, choices=ImportState.choices, default=ImportState.READING)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    columns = models.JSONField(_("columns chosen by hand"), default=list)
    with_certificates = models.BooleanField(_("with certificates"), default=False)
    progress = models.PositiveIntegerField(_("done"), default=0)
    whole = models.PositiveIntegerField(_("to do"), default=0)
    trouble = models.TextField(_("what stopped it"), blank=True)
    loaded_at = models.DateTimeField(_("read at"), default=timezone.now)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"), null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-loaded_at", "-pk"]
        verbose_name = _("file of past completions")
        verbose_name_plural = _("files of past completions")

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.file_name}"

    @property
    def is_working(self) -> bool:
        """Whether a job is at work on it, or was when it died."""
        return self.state in (ImportState.READING, ImportState.RECORDING, ImportState.UNDOING)
