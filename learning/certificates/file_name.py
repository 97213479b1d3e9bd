"""What a downloaded certificate is called."""

from __future__ import annotations

FORBIDDEN = '<>:"/\\|?*'
LONGEST = 120


def file_name(title: str, name: str) -> str:
    """Title and name in the person's own letters, without what some system refuses in the name of a file."""
    kept = "".join(letter for letter in f"{title}, {name}" if letter not in FORBIDDEN and letter.isprintable())
    return " ".join(kept.split())[:LONGEST].strip(" .,") + ".pdf"
