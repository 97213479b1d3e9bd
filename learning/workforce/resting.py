"""Long work in pieces lets others write in between."""

import time

from django.db import connection

# Whoever waits for SQLite's one writer asks again every tenth of a second, and finds it taken unless it rests longer.
REST = 0.15


def let_others_write() -> None:
    """Rest after one of several transactions, where only one may write at a time."""
    if connection.vendor == "sqlite":
        time.sleep(REST)
