from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import AttendanceQuerySet


class Attendance(models.Model):
    """One person was at one live session, for one of their employers: a fact of the closed register, never changed.

    The completion that it earned may be corrected; then it does not stand, and `entry` counts the next one. The
    employer may be filled in once, by the person, where they have several and had not said.
    """

    session = models.ForeignKey("records.LiveSession", on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey("workforce.Person", on_delete=models.PROTECT, related_name="attendances")
    organisation = models.ForeignKey(
        "workforce.Organisation", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("employer")
    )
    completion = models.OneToOneField("records.Completion", on_delete=models.PROTECT, related_name="attendance")
    entry = models.PositiveSmallIntegerField(_("entry"), default=1)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["session", "pk"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "entry"], name="one_row_per_person_and_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.person_id}"
