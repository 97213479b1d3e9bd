"""Seal the secrets of second factors with the newest key, a chunk a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.db import transaction

from learning.records.encryption import Resealed, Unreadable, reseal

CHUNK = 500
# What the adapter seals in the data of an authenticator app and of recovery codes; a passkey holds no secret of ours.
SEALED: Final = ("secret", "seed")
SEALED_LISTS: Final = ("migrated_codes",)


def reseal_second_factors(chunk: int = CHUNK) -> Iterator[Resealed]:
    """What was done after each chunk. Stopped half-way it is begun again: what has the newest key is left as it is."""
    sealed = Authenticator.objects.filter(type__in=[Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES])
    last = 0
    while keys := list(sealed.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:chunk]):
        last = keys[-1]
        yield _reseal(keys)


def _reseal(keys: list[int]) -> Resealed:
    done = Resealed()
    with transaction.atomic():
        # Locked, so that a recovery code used in this moment stays used.
        for factor in Authenticator.objects.select_for_update().filter(pk__in=keys):
            try:
                fresh = _fresh(factor.data)
            except Unreadable:
                done += Resealed(unreadable=1)
                continue
            if fresh == factor.data:
                done += Resealed(as_it_was=1)
                continue
            factor.data = fresh
            factor.save(update_fields=["data"])
            done += Resealed(resealed=1)
    return done


def _fresh(data: dict[str, Any]) -> dict[str, Any]:
    found = dict(data)
    for name in SEALED:
        if name in data:
            found[name] = _text(data[name])
    for name in SEALED_LISTS:
        if name in data:
            found[name] = [_text(sealed) for sealed in data[name]]
    return found


def _text(sealed: str) -> str:
    fresh = reseal(sealed.encode())
    return sealed if fresh is None else fresh.decode()
