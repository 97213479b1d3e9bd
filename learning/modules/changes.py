"""What an author may say of the next publication: how far it differs, and what becomes of those who finished."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.TextChoices):
    """How far a publication differs from the one before it."""

    MINOR = "minor", _("Minor: the learning is the same")
    MAJOR = "major", _("Major: the learning has changed")


class Kind(models.TextChoices):
    """What an author calls the next publication; a correction is a minor one that a single reviewer lets out."""

    CORRECTION = "correct", _("A factual correction: something was wrong")
    MINOR = "minor", _("Minor: the learning is the same")
    MAJOR = "major", _("Major: the learning has changed")


class EarlierCompletions(models.TextChoices):
    """What becomes of completions of earlier major versions."""

    STAND = "stand", _("They stand until they expire")
    REDO = "redo", _("People take it again by a day")
    BRIDGE = "bridge", _("A short bridge module counts")
