"""Reflections and shared secrets at rest: sealed with the newest key of settings.REFLECTION_KEYS, opened with any.

To change keys put the new one first. An old one stays behind it for as long as rows that it sealed are kept.
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
