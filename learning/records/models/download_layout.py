from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DownloadField(models.TextChoices):
    """What a download can say of a completion."""

    STAFF_ID = "staff_id", _("Staff number")
    FIRST_NAME = "first_name", _("First name")
    LAST_NAME = "last_name", _("Last name")
    CODE = "code", _("Your code for the module")
    MODULE = "module", _("Module")
    VERSION = "version", _("Version")
    COMPLETED = "completed", _("Completed on")
    VALID_UNTIL = "valid_until", _("Last valid day")
    STATUS = "status", _("Completed or withdrawn")
    REFERENCE = "reference", _("Reference of the completion")


class DaysAs(models.TextChoices):
    """How days are written: the value is how a spreadsheet calls it."""

    DAY_FIRST = "dd/mm/yyyy", _("31/12/2026")
    WITH_MONTH = "dd-mmm-yyyy", _("31-Dec-2026")
    ISO = "yyyy-mm-dd", _("2026-12-31")
    COMPACT = "yyyymmdd", _("20261231")


class FileKind(models.TextChoices):
    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("Excel workbook")


def usual_columns() -> list[list[str]]:
    """Field and heading of each column, for a partner that chose nothing yet."""
    fields = ("staff_id", "code", "module", "version", "completed", "valid_until", "status")
    return [[field, field] for field in fields]


class DownloadLayout(models.Model):
    """How one partner's system of record wants completions: which columns, in which order, headed and written how.

    `columns` is a list of [field, heading] in the order of the file. A receipt keeps the layout that it was made with.
    """

    organisation = models.OneToOneField(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="download_layout"
    )
    columns = models.JSONField(_("columns"), default=usual_columns)
    days_as = models.CharField(_("days written as"), max_length=12, choices=DaysAs.choices, default=DaysAs.DAY_FIRST)
    kind = models.CharField(_("kind of file"), max_length=4, choices=FileKind.choices, default=FileKind.CSV)
    changed_at = models.DateTimeField(_("changed at"), null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("layout of downloads")
        verbose_name_plural = _("layouts of downloads")

    def __str__(self) -> str:
        return f"{self.organisation_id}: {len(self.columns)} columns"
