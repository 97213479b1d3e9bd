from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NoNudges(models.Model):
    """One e-mail address wants no nudges: what nobody asked for, such as reminders; answers to what one did still go.

    An address and no person, because this app knows of none.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("address without nudges")
        verbose_name_plural = _("addresses without nudges")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")),
                name="an_address_without_nudges_is_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return self.email
