"""What a claim code looks like, and how it is kept: a code is printed, and only a digest of it is stored."""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

# Letters and digits without those that are taken for another: 0 and O, 1, I and L, U (for V), and S (for 5).
ALPHABET = "2346789ABCDEFGHJKMNPQRTVWXYZ"
LENGTH = 12


def new_code() -> str:
    """Twelve random characters of `ALPHABET`: 57 bits, for codes that live for weeks and whose misses are counted."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def parsed(text: str) -> str | None:
    """The code that somebody typed, in any case and with any spaces or dashes; None when it cannot be one."""
    code = "".join(character for character in text if character.isalnum()).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def digest_of(code: str) -> str:
    """What is stored of a code: keyed, so that a copy of the database alone tells no code."""
    return salted_hmac("workforce.claim_code", code, algorithm="sha256").hexdigest()
