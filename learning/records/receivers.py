"""What the ledger does when the catalogue has news."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from learning.modules.criteria import by_attendance
from learning.modules.models import ModuleVersion
from learning.modules.signals import version_published

from .models import LiveSession


@receiver(version_published)
def teach_the_newest(sender: Any, version: ModuleVersion, **kwargs: Any) -> None:
    """Sessions that have not begun teach the version that is current when they do."""
    if by_attendance(version.criteria):
        coming = LiveSession.objects.filter(starts_at__gt=timezone.now(), cancelled_at=None)
        coming.filter(version__module=version.module_id, version__language=version.language).update(version=version)
