"""Files of uploads that nothing leads to any more: the process died between keeping the file and writing its row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.files.storage import storages


def forget_stray_files(folder: str, wanted: Collection[str], before: dt.datetime) -> int:
    """Delete files of this private folder last written before that moment, but for those wanted by name; how many."""
    storage, gone = storages["private"], 0
    if not storage.exists(folder):
        return 0
    _folders, names = storage.listdir(folder)
    for name in names:
        path = f"{folder}/{name}"
        if name not in wanted and storage.get_modified_time(path) < before:
            storage.delete(path)
            gone += 1
    return gone
