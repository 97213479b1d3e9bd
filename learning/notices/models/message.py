from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import MessageQuerySet


class Message(models.Model):
    """One e-mail to one address, to be sent at most once.

    `key` says what it is about ("reminder:person-7:2026-03"): whoever queues the same thing twice gets the first one.
    A message is claimed before it is handed to the mail server and marked sent after. One that was claimed and
    neither sent nor given back may have gone out: it is never tried again by itself.
    """

    key = models.CharField(_("what it is about"), max_length=200, unique=True)
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
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(claimed_at__isnull=False), name="message_sent_was_claimed"
            ),
        ]

    def __str__(self) -> str:
        return self.key
