"""Versions in this process's memory: frozen rows with a long body, which every click of a learner needs."""

from __future__ import annotations

from functools import lru_cache

from .models import ModuleVersion


def kept_version(key: int, content_hash: str) -> ModuleVersion:
    """The version with this primary key and hash, fetched once. To be read only: every request shares it."""
    return _fetched(key, content_hash)


@lru_cache(maxsize=200)
def _fetched(key: int, content_hash: str) -> ModuleVersion:
    return ModuleVersion.objects.select_related("module").get(pk=key, content_hash=content_hash)


def forget_versions() -> None:
    """For tests, whose databases give the same keys to other versions."""
    _fetched.cache_clear()
