"""The groups of the page editor, by name."""

from typing import Final

TRAINERS: Final = "Trainers"
ADMINISTRATORS: Final = "Administrators"
REVIEWERS: Final = "Reviewers"
