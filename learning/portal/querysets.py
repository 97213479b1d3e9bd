"""Questions of the portal's own rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models

from learning.records.device_time import LONGEST_WAIT

if TYPE_CHECKING:
    from .models import DeviceKey  # noqa: F401  named in quotes alone

REMEMBERED = dt.timedelta(days=37)
"""How long an empty row still says that a key was there."""


class DeviceKeyQuerySet(models.QuerySet["DeviceKey"]):
    def usable(self, now: dt.datetime) -> Self:
        """Keys that still open what they sealed."""
        return self.filter(handed_out_at__gt=now - LONGEST_WAIT).exclude(sealed_key=b"")

    def run_out(self, now: dt.datetime) -> Self:
        """Keys that nobody came back for within seven days, and that are not forgotten yet."""
        return self.filter(handed_out_at__lte=now - LONGEST_WAIT).exclude(sealed_key=b"")

    def long_gone(self, now: dt.datetime) -> Self:
        return self.filter(handed_out_at__lte=now - REMEMBERED)
