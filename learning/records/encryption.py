"""Reflections and shared secrets at rest: sealed with the newest key of settings.REFLECTION_KEYS, opened with any.

To change keys put the new one first and run `./run manage reseal`; until it has ended well the old one stays behind it.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class Unreadable(Exception):  # noqa: N818  it reads as what it is
    """No key that the server holds opens this text."""


def _keys() -> MultiFernet:
    if not settings.REFLECTION_KEYS:
        raise ImproperlyConfigured("REFLECTION_KEYS is empty: reflections can be neither stored nor read.")
    return MultiFernet([Fernet(key) for key in settings.REFLECTION_KEYS])


def seal(text: str) -> bytes:
    return _keys().encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """The text again; an empty row holds none.

    Raises:
        Unreadable: the key that sealed it is gone, or the bytes were changed.
    """
    if not sealed:
        return ""
    try:
        return _keys().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise Unreadable from error


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many sealed rows were sealed anew, had the newest key already, or are opened by no key."""

    resealed: int = 0
    as_it_was: int = 0
    unreadable: int = 0

    def __add__(self, other: Resealed) -> Resealed:
        return Resealed(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def seen(self) -> int:
        return self.resealed + self.as_it_was + self.unreadable


def reseal(sealed: bytes) -> bytes | None:
    """The same text sealed with the newest key; None where that has sealed it already.

    Raises:
        Unreadable: as `unseal`.
    """
    keys = _keys()
    try:
        Fernet(settings.REFLECTION_KEYS[0]).decrypt(sealed)
    except InvalidToken:
        pass
    else:
        return None
    try:
        return keys.rotate(sealed)
    except InvalidToken as error:
        raise Unreadable from error
