"""Everything that stands encrypted in a column of its own: what has to follow when the key is changed."""

from __future__ import annotations

from typing import Final

from django.db.models import Model

from learning.cases.models import CaseReflection, CaseReport
from learning.records.models import Corroboration, PracticeFollowUp, Reflection

from .models import DeviceKey

SEALED: Final[tuple[tuple[str, type[Model], str], ...]] = (
    ("reflections and answers in own words", Reflection, "sealed_text"),
    ("notes on learning cases", CaseReflection, "sealed_text"),
    ("how to reach who reported a case", CaseReport, "sealed_contact"),
    ("examples from work", PracticeFollowUp, "sealed_example"),
    ("addresses of managers who were asked", Corroboration, "sealed_address"),
    ("keys of devices", DeviceKey, "sealed_key"),
)
"""What it is in words, its model and its column. The secrets of second factors lie inside their own rows' data and are
sealed anew by `actions.reseal_second_factors`."""
