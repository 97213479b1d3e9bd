"""Seal one column of a table with the newest key, a chunk a transaction: an old key can then be thrown away."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Model

from ..encryption import Resealed, Unreadable, reseal

CHUNK = 500


def reseal_column(model: type[Model], column: str, chunk: int = CHUNK) -> Iterator[Resealed]:
    """What was done after each chunk. Stopped half-way it is begun again: what has the newest key is left as it is."""
    last = 0
    filled = model._default_manager.exclude(**{column: b""}).order_by("pk")
    while keys := list(filled.filter(pk__gt=last).values_list("pk", flat=True)[:chunk]):
        last = keys[-1]
        yield _reseal(model, column, keys)


def _reseal(model: type[Model], column: str, keys: list[int]) -> Resealed:
    done = Resealed()
    rows = model._default_manager.filter(pk__in=keys).exclude(**{column: b""})
    with transaction.atomic():
        # Locked, so that words written in this moment are not put back to what they were.
        for pk, sealed in rows.select_for_update().values_list("pk", column):
            try:
                fresh = reseal(bytes(sealed))
            except Unreadable:
                done += Resealed(unreadable=1)
                continue
            if fresh is not None:
                model._default_manager.filter(pk=pk, **{column: sealed}).update(**{column: fresh})
            done += Resealed(as_it_was=1) if fresh is None else Resealed(resealed=1)
    return done
