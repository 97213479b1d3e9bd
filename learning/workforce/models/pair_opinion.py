from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PairOpinion(models.Model):
    """One login said of two rows of people whether they are one human being; `first` has the smaller key.

    Of the person or an administrator "two people" settles it. What an HR lead says, for the own organisation, helps
    the administrator who decides.
    """

    first = models.ForeignKey("workforce.Person", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("workforce.Person", on_delete=models.CASCADE, related_name="+")
    is_same = models.BooleanField(_("one human being"))
    organisation = models.ForeignKey(
        "workforce.Organisation",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("as HR lead of"),
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("said by")
    )
    said_at = models.DateTimeField(_("said at"), default=timezone.now)

    class Meta:
        ordering = ["said_at", "pk"]
        verbose_name = _("opinion on two rows of people")
        verbose_name_plural = _("opinions on two rows of people")
        constraints = [
            models.UniqueConstraint(fields=["first", "second", "said_by"], name="one_opinion_per_pair_and_login"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="a_pair_has_its_smaller_key_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {'=' if self.is_same else '≠'} {self.second_id}"
