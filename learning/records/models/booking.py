from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import BookingQuerySet


class BookingState(models.TextChoices):
    BOOKED = "booked", _("Has a place")
    WAITING = "waiting", _("On the waiting list")
    GIVEN_UP = "given_up", _("Gave the place up")
    WALKED_IN = "walked_in", _("Came without signing up")


class Booking(models.Model):
    """What one person and one live session have agreed: a place, a wait for one, or that they came without.

    `present_at` is the tap in the open register and may be taken back; once the register is closed what counts is the
    Attendance. `organisation` is the employer that the person chose to come for; none where they have none, or have
    several and did not say yet.
    """

    session = models.ForeignKey("records.LiveSession", on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey("workforce.Person", on_delete=models.PROTECT, related_name="bookings")
    organisation = models.ForeignKey(
        "workforce.Organisation", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("employer")
    )
    state = models.CharField(_("state"), max_length=12, choices=BookingState.choices)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    present_at = models.DateTimeField(_("there since"), null=True)
    present_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["session", "asked_at", "pk"]
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_booking_per_session_and_person"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.person_id} ({self.state})"
