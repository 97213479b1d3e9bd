from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AnswerKind(models.TextChoices):
    QUESTION = "question", _("Quiz question")
    TRUE_FALSE = "true_false", _("True or false")
    CHECK = "check", _("Quick check")
    SCENARIO = "scenario", _("Scenario")
    OWN_WORDS = "own_words", _("In own words")


class Answer(models.Model):
    """What one person answered to one block in one attempt; it counts once, and the lowest client sequence wins.

    `response` is what was chosen: option ids of a question or check, the choices in order of a scenario, and of an
    answer in own words (its text is a Reflection) how it compares with the model answer. `correct` is null where
    nothing is right or wrong. `is_final` is false only for a scenario that has not reached an ending.
    `revealed_at`: since when the person can have read the reasons; from then on no other answer takes its place.
    """

    attempt = models.ForeignKey("records.Attempt", on_delete=models.PROTECT, related_name="answers")
    block_id = models.CharField(_("block"), max_length=64)
    kind = models.CharField(_("kind"), max_length=12, choices=AnswerKind.choices)
    response = models.JSONField(_("response"))
    correct = models.BooleanField(_("right"), null=True)
    is_final = models.BooleanField(_("answered to the end"), default=True)
    client_sequence = models.PositiveIntegerField(_("client sequence"))
    idempotency_key = models.UUIDField(_("idempotency key"))
    answered_at = models.DateTimeField(_("received at"), default=timezone.now)
    revealed_at = models.DateTimeField(_("reasons shown at"), null=True, blank=True)

    class Meta:
        ordering = ["attempt", "answered_at"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "block_id"], name="one_answer_per_attempt_and_block"),
            models.UniqueConstraint(fields=["attempt", "idempotency_key"], name="one_answer_per_idempotency_key"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.block_id}"
