import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .download_layout import DaysAs, FileKind


class DownloadReceipt(models.Model):
    """One download of completions by one partner: from when to when, what was given, and the file itself.

    `since` is `until` of the receipt before (null: the first one). What it gave are its `GivenEntry` rows, and whatever
    became known late is in the next one. `until`, `rows`, `withdrawn` and `sha256` are null until the file is made;
    `content` then stays as it is, so that the same receipt is the same file to the byte.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="download_receipts"
    )
    number = models.PositiveIntegerField(_("number"))
    since = models.DateTimeField(_("from"), null=True)
    until = models.DateTimeField(_("until"), null=True)
    columns = models.JSONField(_("columns"))
    days_as = models.CharField(_("days written as"), max_length=12, choices=DaysAs.choices)
    kind = models.CharField(_("kind of file"), max_length=4, choices=FileKind.choices)
    rows = models.PositiveIntegerField(_("completions"), null=True)
    withdrawn = models.PositiveIntegerField(_("withdrawn since"), null=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, null=True)  # noqa: DJ001  null: not made yet
    content = models.BinaryField(_("file"), null=True)
    made_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        verbose_name = _("receipt of a download")
        verbose_name_plural = _("receipts of downloads")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="receipts_are_numbered_per_partner"),
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(until=None), name="one_download_is_made_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.number}"

    @property
    def file_name(self) -> str:
        return f"completions-{self.organisation.slug}-{self.number}.{self.kind}"


class GivenEntry(models.Model):
    """One entry of the ledger was given to one partner in one download: a completion, or that one was withdrawn.

    That a completion was given is remembered one by one, not by a moment or a number up to which all were: an entry
    may be committed after one that was written later, and must not be missed for it.
    """

    receipt = models.ForeignKey("records.DownloadReceipt", on_delete=models.PROTECT, related_name="entries")
    organisation = models.ForeignKey("workforce.Organisation", on_delete=models.PROTECT, related_name="+")
    completion = models.ForeignKey("records.Completion", on_delete=models.PROTECT, related_name="given")
    withdrawn = models.BooleanField(_("withdrawn"), default=False)

    class Meta:
        ordering = ["receipt", "pk"]
        verbose_name = _("entry that was given")
        verbose_name_plural = _("entries that were given")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "completion", "withdrawn"], name="each_entry_is_given_once_to_a_partner"
            )
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id}: {self.completion_id}"
