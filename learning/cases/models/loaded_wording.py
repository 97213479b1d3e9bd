from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import LoadedWordingQuerySet
from ..wording import Wording, variants


class LoadedWording(models.Model):
    """One way of writing that blames a child or makes them older, and what an author is offered instead."""

    said = models.CharField(
        _("words"),
        max_length=240,
        unique=True,
        help_text=_("With commas between different ways of writing the same: “streetwise, street wise”."),
    )
    instead = models.CharField(
        _("what could be written instead"),
        max_length=240,
        help_text=_("Say what the child did, saw or needed: “say what they know how to do, and who taught them”."),
    )

    objects = LoadedWordingQuerySet.as_manager()

    class Meta:
        ordering = ["said"]
        verbose_name = _("wording that blames")
        verbose_name_plural = _("wordings that blame")

    def __str__(self) -> str:
        return self.said

    def clean(self) -> None:
        if not variants(self.said):
            raise ValidationError({"said": _("Write the words that should be noticed, not commas alone.")})

    @property
    def wording(self) -> Wording:
        return Wording(variants(self.said), self.instead)
