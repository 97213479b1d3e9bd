"""How a certificate stands on a day: the one rule behind every page that shows one."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class Standing(StrEnum):
    VALID = "valid"
    STARTS_LATER = "starts_later"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


def standing_on(day: dt.date, *, state: str, valid_from: dt.date, valid_until: dt.date | None) -> Standing:
    """The standing on `day` (Europe/London); `valid_until` is the last valid day, None: no end.

    What somebody decided (replaced, revoked) goes before what the calendar says.
    """
    if state in {Standing.SUPERSEDED, Standing.REVOKED}:
        return Standing(state)
    if valid_until is not None and day > valid_until:
        return Standing.EXPIRED
    return Standing.STARTS_LATER if day < valid_from else Standing.VALID
