from __future__ import annotations

from collections.abc import Iterable

from ..models import DeviceKey


def take_back_keys(names: Iterable[str]) -> None:
    """Delete the keys with these uuids, at sign-out: what they sealed on the device is unreadable from now on."""
    DeviceKey.objects.filter(uuid__in=list(names)).delete()
