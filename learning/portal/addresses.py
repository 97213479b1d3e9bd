"""Addresses by their name, made once in a process: a screen of the player names some twenty."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=20_000)
def address(name: str, *arguments: str | int) -> str:
    """As `reverse`; which address belongs to a name and its arguments never changes while the site runs."""
    return reverse(name, args=arguments)
