from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from learning.records.encryption import Unreadable, seal, unseal


def test_what_is_sealed_opens_again_and_does_not_show_its_words() -> None:
    sealed = seal("I was afraid of the lift.")
    assert b"afraid" not in sealed
    assert unseal(sealed) == "I was afraid of the lift."
    assert unseal(memoryview(sealed)) == "I was afraid of the lift."


def test_nothing_is_nothing() -> None:
    assert unseal(b"") == ""


def test_an_older_key_still_opens_and_the_newest_one_seals(settings: Any) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.REFLECTION_KEYS = [old]
    sealed = seal("words")
    settings.REFLECTION_KEYS = [new, old]
    assert unseal(sealed) == "words"
    sealed_later = seal("words")
    settings.REFLECTION_KEYS = [new]
    assert unseal(sealed_later) == "words"
    with pytest.raises(Unreadable):
        unseal(sealed)


def test_changed_bytes_are_refused() -> None:
    sealed = bytearray(seal("words"))
    sealed[20] ^= 1
    with pytest.raises(Unreadable):
        unseal(bytes(sealed))


def test_without_a_key_nothing_is_stored_in_the_clear(settings: Any) -> None:
    settings.REFLECTION_KEYS = []
    with pytest.raises(ImproperlyConfigured, match="REFLECTION_KEYS"):
        seal("words")
