from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import EventQuerySet

ACTION_NAME = RegexValidator(r"\A[a-z][a-z_]*(\.[a-z][a-z_]*)+\Z", _("An action is named like completion.corrected."))


class ActorKind(models.TextChoices):
    USER = "user", _("A signed-in user")
    PUBLIC = "public", _("Somebody not signed in")
    SYSTEM = "system", _("The product itself: a job or a command")


class Event(models.Model):
    """Somebody did or saw one thing at one moment, and it can never be unsaid.

    Plain ids and no foreign keys, so that every layer may write here and nothing written here holds a row in place.
    Never a name, an e-mail address or free text: `detail` holds ids, codes and counts.
    """

    at = models.DateTimeField(_("when"), default=timezone.now)
    actor_kind = models.CharField(_("who, in kind"), max_length=8, choices=ActorKind.choices)
    actor_id = models.BigIntegerField(_("user"), null=True, blank=True)
    action = models.CharField(_("what"), max_length=80, validators=[ACTION_NAME])
    object_kind = models.CharField(_("on what kind of thing"), max_length=80, blank=True)
    object_id = models.CharField(_("on which"), max_length=64, blank=True)
    organisation_id = models.BigIntegerField(_("organisation"), null=True, blank=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["object_kind", "object_id", "at"], name="event_by_object"),
            models.Index(fields=["organisation_id", "at"], name="event_by_organisation"),
            models.Index(fields=["actor_id", "at"], name="event_by_actor"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor_kind=ActorKind.USER, actor_id__isnull=False)
                | (~models.Q(actor_kind=ActorKind.USER) & models.Q(actor_id=None)),
                name="event_has_a_user_or_none",
            ),
            models.CheckConstraint(condition=~models.Q(action=""), name="event_has_an_action"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_kind} {self.object_id}".rstrip()
