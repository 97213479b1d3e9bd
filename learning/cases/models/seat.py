from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import SeatQuerySet


class Seat(models.Model):
    """One person is invited to one round, or brought its case, for one organisation: theirs on the day of inviting.

    `came_at`: they were there, or wrote. `told_at`: they have read that what is written is kept and may have to be
    disclosed; asked of everybody where there are live proceedings.
    """

    round = models.ForeignKey("cases.Round", on_delete=models.PROTECT, related_name="seats", verbose_name=_("round"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("invited")
    )
    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    came_at = models.DateTimeField(_("there since"), null=True, blank=True)
    told_at = models.DateTimeField(_("read what becomes of the words at"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["round", "pk"]
        verbose_name = _("seat in a round")
        verbose_name_plural = _("seats in rounds")
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="one_seat_and_organisation_for_a_person_in_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.user_id}"
