"""Questions of what coverage keeps, each a queryset method named as an adjective."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from .models import Snapshot  # noqa: F401  named in quotes alone


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def up_to(self, day: dt.date) -> Self:
        """Month ends on or before `day`, the newest first."""
        return self.filter(month_end__lte=day).order_by("-month_end")

    def without_cells(self) -> Self:
        """Rows for a trend: the counts of people, without the thousands of numbers behind them."""
        return self.defer("figures")
