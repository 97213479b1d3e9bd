"""The keys of what waits in a browser: one for this session, and those that the same login left behind there."""

from __future__ import annotations

import base64
import datetime as dt
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from learning.records.encryption import Unreadable, seal, unseal
from learning.workforce.models import User

from ..models import DeviceKey

KEY_BYTES = 32
RENEWED_EVERY = dt.timedelta(hours=1)
MOST_ASKED_FOR = 50


@dataclass(frozen=True)
class Keys:
    """`current` seals from now on; `opened` are keys by uuid; `lost` were this login's, and nobody has them any more.

    `unknown` belong to no login: what they sealed can be read by nobody and is only litter.
    """

    current: str
    opened: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def hand_out_keys(user: User, mine: Iterable[str], asked_for: Iterable[uuid.UUID]) -> Keys:
    """The key of this session, made at its first use, and those of `asked_for` that are this login's own.

    `mine`: uuids of the keys that this session already has, its own one first. A key of another login is neither
    handed out nor said to exist.
    """
    now = timezone.now()
    known, wanted = list(mine), {str(name) for name in list(asked_for)[:MOST_ASKED_FOR]}
    with transaction.atomic():
        found = DeviceKey.objects.filter(uuid__in=[*wanted, *known])
        rows = {str(row.uuid): row for row in found}
        own = {name: row for name, row in rows.items() if row.user_id == user.pk}
        usable = {str(row.uuid): row for row in found.usable(now).filter(user=user) if _opens(row)}
        current = next((name for name in known if name in usable), "") or _made(user, usable, now)
        due = [row.pk for row in usable.values() if now - row.handed_out_at > RENEWED_EVERY]
        if due:
            DeviceKey.objects.filter(pk__in=due).update(handed_out_at=now)
    return Keys(
        current=current,
        opened={name: unseal(bytes(row.sealed_key)) for name, row in usable.items()},
        lost=[name for name in own if name not in usable],
        unknown=[name for name in wanted if name not in rows],
    )


def _opens(row: DeviceKey) -> bool:
    """Whether the server still holds the key that sealed this one."""
    try:
        return bool(unseal(bytes(row.sealed_key)))
    except Unreadable:
        return False


def _made(user: User, usable: dict[str, DeviceKey], now: dt.datetime) -> str:
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    row = DeviceKey.objects.create(user=user, sealed_key=seal(key), handed_out_at=now)
    usable[str(row.uuid)] = row
    return str(row.uuid)
