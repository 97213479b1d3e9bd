from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import PersonQuerySet

if TYPE_CHECKING:
    from .pair_opinion import PairOpinion


class Person(models.Model):
    """One human being as the network knows them, with or without a login.

    `merged_into` (one level only) says that two rows turned out to be one human being; nothing else is rewritten,
    and every queryset reads through it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="person",
        verbose_name=_("login"),
    )
    given_name = models.CharField(_("first name"), max_length=120, blank=True)
    family_name = models.CharField(_("last name"), max_length=120, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged_from"
    )
    merge_reason = models.CharField(_("why these two are one"), max_length=240, blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)
    is_invented = models.BooleanField(_("invented, for the demonstration"), default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merge_reason=""), name="a_merge_has_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")),
                name="nobody_is_merged_into_themselves",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not (self.given_name.strip() or self.family_name.strip() or self.erased_at):
            words = _("Write a first name, a last name or both: without one nobody finds this person again.")
            raise ValidationError({"family_name": words})

    @property
    def name(self) -> str:
        """The name as shown to those who may see it; a person without one is "Name not given"."""
        return f"{self.given_name} {self.family_name}".strip() or str(_("Name not given"))

    def opinions(self) -> models.QuerySet[PairOpinion]:
        """What was said of this row and another one: whether they are one human being."""
        from .pair_opinion import PairOpinion

        return PairOpinion.objects.filter(models.Q(first=self) | models.Q(second=self))

    @property
    def lasting_id(self) -> int:
        """The primary key under which this human being's record is read."""
        return self.merged_into_id or self.pk


class PersonEmail(models.Model):
    """One e-mail address by which one person is known; proven theirs once `verified_at` is set."""

    person = models.ForeignKey(
        "workforce.Person", on_delete=models.CASCADE, related_name="emails", verbose_name=_("person")
    )
    email = models.EmailField(_("e-mail address"))
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["email"]
        verbose_name = _("e-mail of a person")
        verbose_name_plural = _("e-mails of people")
        constraints = [
            models.UniqueConstraint(fields=["person", "email"], name="one_row_per_person_and_email"),
            models.UniqueConstraint(
                fields=["email"], condition=~models.Q(verified_at=None), name="a_verified_email_is_of_one_person"
            ),
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="emails_are_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.email
