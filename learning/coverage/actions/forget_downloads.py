from __future__ import annotations

import datetime as dt

from django.core.files.storage import storages

from ..models import Download


def forget_downloads(now: dt.datetime) -> int:
    """Delete the files whose seven days are over, and their rows; returns how many rows went."""
    gone = list(Download.objects.run_out(now))
    for download in gone:
        if download.file:
            storages["private"].delete(download.file)
        download.delete()
    return len(gone)
