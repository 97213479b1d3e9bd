import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import DownloadQuerySet

KEPT = dt.timedelta(days=7)
# Longer than any of them takes; a worker that was stopped in the middle never comes back to it.
STALLED = dt.timedelta(minutes=10)


class DownloadKind(models.TextChoices):
    PEOPLE_CSV = "people_csv", _("People and their modules, CSV")
    PEOPLE_XLSX = "people_xlsx", _("People and their modules, Excel")
    BOARD_REPORT = "board_report", _("Report for the board, PDF")


class DownloadState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    WORKING = "working", _("being made")
    READY = "ready", _("ready")
    STOPPED = "stopped", _("not made")


class Download(models.Model):
    """One file of an organisation's figures that one HR lead asked for, made by the worker and kept for seven days.

    `wished` says which people it lists; `done` of `total` tells how far the work is; `file` names it in the private
    storage. It is handed to whoever asked, while they lead that organisation's people, and to nobody else.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("workforce.Organisation", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=DownloadKind.choices)
    as_at = models.DateField(_("figures as at"))
    wished = models.JSONField(_("which people"), default=dict)
    state = models.CharField(_("state"), max_length=8, choices=DownloadState.choices, default=DownloadState.WAITING)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"))
    file = models.CharField(_("file"), max_length=120, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    asked_at = models.DateTimeField(_("asked at"))
    moved_at = models.DateTimeField(_("last step at"))

    objects = DownloadQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("download")
        verbose_name_plural = _("downloads")

    def __str__(self) -> str:
        return f"{self.kind} {self.as_at}"

    @property
    def expires_at(self) -> dt.datetime:
        return self.asked_at + KEPT

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it, or will."""
        return self.state in (DownloadState.WAITING, DownloadState.WORKING)

    def has_stalled(self, now: dt.datetime) -> bool:
        return self.is_open and now - self.moved_at > STALLED
