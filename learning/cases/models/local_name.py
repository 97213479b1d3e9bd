from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.deidentification import Kind, Term


class NameKind(models.TextChoices):
    """What a local name is the name of."""

    SCHOOL = "school", _("School or college")
    WARD = "ward", _("Ward or district")
    ESTATE = "estate", _("Estate or street")
    GROUP = "group", _("Group or gang")
    VENUE = "venue", _("Venue, club or shop")


FOUND_AS = {
    NameKind.SCHOOL: Kind.SCHOOL,
    NameKind.WARD: Kind.PLACE,
    NameKind.ESTATE: Kind.PLACE,
    NameKind.GROUP: Kind.ORGANISATION,
    NameKind.VENUE: Kind.ORGANISATION,
}
LONGEST_NAME = 80


class LocalName(models.Model):
    """One name of the network's own area, which the screening looks for in every text, however it is written.

    Never a person's: people are found by other rules, and a list of them would be a list of people. `folded` is the
    name as it is compared: in lower case, with single spaces and straight apostrophes.
    """

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    kind = models.CharField(_("kind"), max_length=8, choices=NameKind.choices)
    folded = models.CharField(_("as it is compared"), max_length=LONGEST_NAME, unique=True, editable=False)

    class Meta:
        ordering = ["folded"]
        verbose_name = _("local name")
        verbose_name_plural = _("local names")

    def __str__(self) -> str:
        return self.name

    @property
    def term(self) -> Term:
        return Term(self.name, FOUND_AS[NameKind(self.kind)])


class LocalNamesMark(models.Model):
    """The one row that says which list of local names stands: another `mark` after every change.

    Each process compares it at each screening with that of the list in its memory. It is drawn by lot, so that a
    change that was rolled back has never had the mark of another.
    """

    mark = models.CharField(_("mark"), max_length=32)

    class Meta:
        verbose_name = _("mark of the local names")
        verbose_name_plural = _("mark of the local names")

    def __str__(self) -> str:
        return self.mark
