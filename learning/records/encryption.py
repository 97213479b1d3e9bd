"""Reflections at rest: sealed with the newest key of settings.REFLECTION_KEYS, opened with any of them.

To change keys, put the new one first, run `reseal` over old rows when convenient, then take the old one out.
"""

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


def reseal(sealed: bytes) -> bytes:
    """The same text under the newest key."""
    try:
        return _keys().rotate(bytes(sealed))
    except InvalidToken as error:
        raise Unreadable from error
