from django.db import models
from django.utils.translation import gettext_lazy as _


class GivenAddress(models.Model):
    """One employer wrote that one of its people is known by this e-mail address.

    Beside `PersonEmail`, which says that the person is: where two employers write about one row, each reads back what
    it wrote itself, and never finds out what the other did.
    """

    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.CASCADE, related_name="+", verbose_name=_("employer")
    )
    person = models.ForeignKey(
        "workforce.Person", on_delete=models.CASCADE, related_name="given_addresses", verbose_name=_("person")
    )
    email = models.EmailField(_("e-mail address"))

    class Meta:
        ordering = ["organisation", "email"]
        verbose_name = _("e-mail address given by an employer")
        verbose_name_plural = _("e-mail addresses given by employers")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "email"], name="an_employer_gives_an_address_once"
            )
        ]

    def __str__(self) -> str:
        return self.email
