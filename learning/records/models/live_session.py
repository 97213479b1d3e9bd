import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import LiveSessionQuerySet

# Read out in a room and typed on a phone: no letter or figure that looks or sounds like another.
CODE_LETTERS = "ACEFHKMPRTWXY"
CODE_LENGTH = 6


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


class LiveSession(models.Model):
    """One meeting, face to face or online, at which one version of a module is taught to people who sign up.

    `sequence` counts the changes that a calendar must follow. `closed_at`: from then on the register is the ledger's.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey("modules.ModuleVersion", on_delete=models.PROTECT, related_name="live_sessions")
    leads = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="led_sessions",
        verbose_name=_("run by"),
        help_text=_("They alone read the register."),
    )
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True, help_text=_("Shown to those who have a place."))
    note = models.TextField(_("good to know"), max_length=1000, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"))
    code = models.CharField(_("code of the room"), max_length=CODE_LENGTH, default=new_code, editable=False)
    sequence = models.PositiveIntegerField(_("changes so far"), default=0, editable=False)
    created_at = models.DateTimeField(_("put up at"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("register closed at"), null=True, editable=False)

    objects = LiveSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("live session")
        verbose_name_plural = _("live sessions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="a_session_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="a_session_has_a_place"),
            models.CheckConstraint(
                condition=~models.Q(place="") | ~models.Q(link=""), name="a_session_is_somewhere_or_online"
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | models.Q(closed_at=None),
                name="no_register_of_what_was_cancelled",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="live_session_by_day")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_online(self) -> bool:
        return bool(self.link)
