"""Seal every reflection with the newest key, a chunk a transaction: an old key can then be thrown away."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from ..encryption import Resealed, Unreadable, reseal
from ..models import Reflection

CHUNK = 500


def reseal_reflections(chunk: int = CHUNK) -> Iterator[Resealed]:
    """What was done after each chunk. Stopped half-way it is begun again: what has the newest key is left as it is."""
    last = 0
    while keys := list(
        Reflection.objects.filter(pk__gt=last)
        .exclude(sealed_text=b"")
        .order_by("pk")
        .values_list("pk", flat=True)[:chunk]
    ):
        last = keys[-1]
        yield _reseal(keys)


def _reseal(keys: list[int]) -> Resealed:
    done = Resealed()
    with transaction.atomic():
        # Locked, so that a note written in this moment is not put back to what it was.
        for note in Reflection.objects.select_for_update().filter(pk__in=keys).exclude(sealed_text=b""):
            try:
                fresh = reseal(bytes(note.sealed_text))
            except Unreadable:
                done += Resealed(unreadable=1)
                continue
            if fresh is not None:
                Reflection.objects.filter(pk=note.pk, sealed_text=note.sealed_text).update(sealed_text=fresh)
            done += Resealed(as_it_was=1) if fresh is None else Resealed(resealed=1)
    return done
