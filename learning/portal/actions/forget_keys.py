from __future__ import annotations

import datetime as dt

from ..models import DeviceKey


def forget_keys(now: dt.datetime) -> int:
    """Empty the keys that nobody came back for, and drop the rows of those long gone. Returns how many were emptied."""
    DeviceKey.objects.long_gone(now).delete()
    return DeviceKey.objects.run_out(now).update(sealed_key=b"")
