"""What coverage has to say where others ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from learning.workforce.models import ReturnChange, WorkforceReturn
from learning.workforce.signals import return_figures, return_foreseen

from .forecast import Forecast
from .forecast_shown import shown
from .foreseeing import foresee

NAME = "coverage"


@receiver(return_foreseen)
def foresee_figures(
    sender: Any, batch: WorkforceReturn, changes: Sequence[ReturnChange], **kwargs: Any
) -> tuple[str, dict[str, Any]] | None:
    """Figures now and after, worked out where the return is compared, which may take a while."""
    forecast = foresee(batch, changes, timezone.localdate())
    return (NAME, forecast.as_json()) if forecast else None


@receiver(return_figures)
def show_figures(sender: Any, batch: WorkforceReturn, request: HttpRequest, **kwargs: Any) -> str:
    """Above the button that writes a return: the figures of the day on which it was compared."""
    stored = batch.foreseen.get(NAME)
    if stored is None:
        return ""
    context = {"batch": batch} | shown(batch, Forecast.from_json(stored), timezone.localdate())
    return render_to_string("coverage/partials/return_figures.html", context, request)
