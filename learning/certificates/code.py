"""The public code of a certificate: what the QR leads to and what people read out over the telephone."""

from __future__ import annotations

import secrets

# Thirty letters and digits, without those that are taken for another: 0 and O, 1, I and L, U (for V).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16


def new_code() -> str:
    """Sixteen random characters of `ALPHABET`: 78 bits, so that guessing finds nothing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def parsed(text: str) -> str | None:
    """The code that somebody typed, in any case and with any spaces or dashes; None when it cannot be one."""
    code = "".join(character for character in text if not (character.isspace() or character in "-–—.")).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def in_fours(code: str) -> str:
    """The code as it is shown, so that people can copy it without losing their place: "7KQM 3XRT P9WD H4FZ"."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
