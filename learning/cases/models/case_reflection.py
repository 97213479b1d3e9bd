from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import CaseReflectionQuerySet


class CaseReflection(models.Model):
    """One person thought about one learning case, first on that day; the words are sealed and for them alone.

    That it happened and when shows how far a case has spread; it finishes nothing. A note that is taken back is
    deleted, and so is every one when a person is erased.
    """

    person = models.ForeignKey("workforce.Person", on_delete=models.PROTECT, related_name="case_reflections")
    case = models.ForeignKey("cases.LearningCasePage", on_delete=models.PROTECT, related_name="case_reflections")
    module = models.ForeignKey(
        "modules.Module",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The module inside which the case was read; none in the library."),
    )
    sealed_text = models.BinaryField(_("encrypted text"), default=bytes)
    elsewhere = models.BooleanField(_("on paper or with others"), default=False)
    reflected_on = models.DateField(_("first on"), help_text=_("A day in Europe/London; later changes leave it."))
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    objects = CaseReflectionQuerySet.as_manager()

    class Meta:
        ordering = ["case", "reflected_on"]
        verbose_name = _("case reflection")
        verbose_name_plural = _("case reflections")
        constraints = [models.UniqueConstraint(fields=["person", "case"], name="one_reflection_per_person_and_case")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.case_id} on {self.reflected_on}"
