from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import MessageQuerySet


class MessageState(models.TextChoices):
    """How far a message has come; asked of the database by `with_state`."""

    WAITING = "waiting", _("waits to be sent")
    SENT = "sent", _("sent")
    UNCLEAR = "unclear", _("not known whether it went out")
    GIVEN_UP = "given_up", _("the mail server would not take it")


class Message(models.Model):
    """One e-mail to one address, to be sent at most once.

    `key` says what it is about ("reminder:person-7:2026-03"): whoever queues the same thing twice gets the first one.
    A message is claimed before it is handed to the mail server and marked sent after. One that was claimed and
    neither sent nor given back may have gone out: it is never tried again by itself.

    After a while its texts are forgotten and this row stays as the log. `person_id` is a plain key, because this app
    stands below people.
    """

    key = models.CharField(_("what it is about"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=40, help_text=_("The first part of the key."))
    person_id = models.PositiveBigIntegerField(_("key of the person"), null=True, blank=True)
    is_nudge = models.BooleanField(_("a nudge"), default=False, help_text=_("Nobody asked for it, and nothing is due."))
    in_hours = models.BooleanField(_("only in working hours"), default=False)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("text as HTML"), blank=True)
    created_at = models.DateTimeField(_("queued"), default=timezone.now)
    try_after = models.DateTimeField(_("not before"), default=timezone.now)
    claimed_at = models.DateTimeField(_("handed to the mail server"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.CharField(_("last problem"), max_length=80, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["try_after"], condition=models.Q(claimed_at=None), name="message_waiting"),
            models.Index(fields=["person_id", "created_at"], name="message_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(claimed_at__isnull=False), name="message_sent_was_claimed"
            ),
        ]

    def __str__(self) -> str:
        return self.key
