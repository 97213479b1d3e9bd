import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import PracticeFollowUpQuerySet


class Applied(models.TextChoices):
    """Whether somebody used at work what they learnt, in their own judgement."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NOT_YET = "not_yet", _("Not yet")


class PracticeFollowUp(models.Model):
    """One person is asked, ninety days after one completion, whether they have used it; and what they answered.

    A row says that the question was sent. The example is encrypted (`records.note`) and can be deleted: it is no part
    of the ledger. Answers count that were received up to and including `closes_on`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    completion = models.OneToOneField("records.Completion", on_delete=models.PROTECT, related_name="follow_up")
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    closes_on = models.DateField(_("last day to answer"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    applied = models.CharField(_("used at work"), max_length=8, blank=True, choices=Applied.choices)
    sealed_example = models.BinaryField(_("encrypted example"), default=bytes)

    objects = PracticeFollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("practice follow-up")
        verbose_name_plural = _("practice follow-ups")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, applied="")
                | models.Q(answered_at__isnull=False) & ~models.Q(applied=""),
                name="an_answer_says_when_and_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.completion_id}: {self.applied or '…'}"

    @property
    def has_example(self) -> bool:
        return bool(self.sealed_example)


class Witness(models.TextChoices):
    """What a manager says who was asked to confirm it."""

    SEEN = "seen", _("Yes, I have seen it")
    CANNOT_SAY = "cannot_say", _("I cannot say")


class Corroboration(models.Model):
    """One manager, named by the learner, is asked whether they have seen the change; and what they said.

    The manager reads the learner's name, the module, and the example only where the learner shares it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    follow_up = models.OneToOneField("records.PracticeFollowUp", on_delete=models.CASCADE, related_name="corroboration")
    sealed_address = models.BinaryField(_("encrypted address"), default=bytes)
    shares_example = models.BooleanField(_("the example is shared"), default=False)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    closes_on = models.DateField(_("last day to answer"))
    said = models.CharField(_("said"), max_length=12, blank=True, choices=Witness.choices)
    said_at = models.DateTimeField(_("said at"), null=True)

    class Meta:
        verbose_name = _("corroboration")
        verbose_name_plural = _("corroborations")

    def __str__(self) -> str:
        return f"{self.follow_up_id}: {self.said or '…'}"
