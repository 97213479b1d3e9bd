import datetime as dt
from enum import Enum
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def refuse_an_end_before_the_start(start: dt.date | None, end: dt.date | None, field: str) -> None:
    """Raise a sentence beside `field` when a statement would hold on no day; `end` is the first day no longer."""
    if start is not None and end is not None and end <= start:
        raise ValidationError(
            {field: _("This must be a later day than the first one. To undo it wholly, withdraw it.")}
        )


class StatedBy(Enum):
    """Who may say statements of a kind; the system itself always may."""

    ADMINISTRATOR = "administrator"
    EMPLOYER = "employer"
    """An administrator, or an HR lead of the statement's `organisation`."""


class Recorded(models.Model):
    """A statement about some days that is never overwritten: a better one supersedes it, and both stay readable.

    `recorded_at` and `superseded_at` say from when to when the network believed it (UTC); the days that it speaks of
    are fields of the model itself.
    """

    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    STATED_BY: ClassVar[StatedBy] = StatedBy.ADMINISTRATOR

    BATCH: ClassVar[str] = "batch_id"
    """Which return said it, where a model keeps that: never true of the statement that replaces it by hand."""

    def supersede_with(self, moment: dt.datetime, **changes: Any) -> Self:
        """Replace this statement from `moment` (UTC) on by a copy with `changes`; returns the new row, saved."""
        new = type(self)(
            **{
                f.attname: getattr(self, f.attname)
                for f in self._meta.concrete_fields
                if not f.primary_key and f.attname != self.BATCH
            }
        )
        new.recorded_at, new.superseded_at = moment, None
        for name, value in changes.items():
            setattr(new, name, value)
        self.superseded_at = moment
        self.save(update_fields=["superseded_at"])
        new.save(force_insert=True)
        return new
