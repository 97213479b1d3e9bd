from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..life_cycle import FIRST_CHECKED, IN_ROUND, SECOND_CHECKED, State
from ..querysets import CaseQuerySet
from .learning_case_page import AgeBand


class Gender(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Another word")
    UNSAID = "unsaid", _("Prefer not to say")


class Ethnicity(models.TextChoices):
    """The five groups of the census, and nothing closer."""

    ASIAN = "asian", _("Asian or Asian British")
    BLACK = "black", _("Black, Black British, Caribbean or African")
    MIXED = "mixed", _("Mixed or multiple groups")
    WHITE = "white", _("White")
    OTHER = "other", _("Another group")


class AreaKind(models.TextChoices):
    CITY = "city", _("City")
    COUNTY = "county", _("County")
    RURAL = "rural", _("Rural")


class Setting(models.TextChoices):
    HOME = "home", _("Home")
    PEERS = "peers", _("Among peers")
    SCHOOL = "school", _("School or college")
    NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")
    ONLINE = "online", _("Online")


class Stage(models.TextChoices):
    EARLY = "early", _("Early: first worries")
    CRISIS = "crisis", _("Crisis")
    CUSTODY = "custody", _("Arrest or custody")
    RESETTLEMENT = "resettlement", _("Coming back")


class Urgency(models.TextChoices):
    ROUTINE = "routine", _("When there is a place")
    SOON = "soon", _("Within two weeks")
    URGENT = "urgent", _("This week")


class Basis(models.TextChoices):
    """Why the author may talk about it: advice is asked without saying whom it is about."""

    AGREED = "agreed", _("The child or family knows and agrees")
    SUPERVISION = "supervision", _("My supervisor or manager agreed that I bring it")
    NOT_ASKED = "not_asked", _("Nobody was asked: asking would put somebody at risk")


TEXTS = (
    "key_question",
    "happening",
    "told",
    "background",
    "triggers",
    "keeps_going",
    "strengths",
    "own_words",
    "contexts",
    "tried",
    "reactions",
    "hoped_for",
)
"""The fields that hold words, in the order in which they are read. Each is screened before it is stored."""
NEEDED = ("key_question", "happening", "told")
CHOSEN = (
    "age_band",
    "gender",
    "ethnicity",
    "area_kind",
    "places",
    "stage",
    "urgency",
    "basis",
    "has_proceedings",
)


def _words(label: Any) -> models.TextField[str, str]:
    return models.TextField(label, blank=True)


class Case(models.Model):
    """One case that somebody brought to learn from: what is stored names nobody, and `state` says who may read it.

    `organisation` is the author's employer on the day, whatever they do later. Both checks bind to `text_hash`, the
    mark of words and fields as they were approved: an edit changes it and voids them. `is_from_health`: by the sector
    of `organisation` when they were sent; then the first check records that the Caldicott guardian agreed, and an edit
    voids that too. `lead_agreed_on`: with live proceedings, the author's agency has recorded that its case lead agrees
    to a round about these words. `held_hash`: the mark of the words that a legal hold keeps, while one stands. A
    withdrawn case keeps its row and none of its words.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField(_("idempotency key"), unique=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )
    person = models.ForeignKey(
        "workforce.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("author as a person")
    )
    organisation = models.ForeignKey(
        "workforce.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    brought_at = models.DateTimeField(_("brought at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=16, choices=State.choices)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now)
    hidden_from = models.CharField(_("hidden in the state"), max_length=16, choices=State.choices, blank=True)

    key_question = _words(_("key question"))
    happening = _words(_("what is happening"))
    told = _words(_("who was told"))
    background = _words(_("background"))
    triggers = _words(_("triggers"))
    keeps_going = _words(_("what keeps it going"))
    strengths = _words(_("strengths"))
    own_words = _words(_("the child’s and family’s words, paraphrased"))
    contexts = _words(_("contexts, peers and kinds of places"))
    tried = _words(_("what was tried"))
    reactions = _words(_("the practitioner’s own reactions"))
    hoped_for = _words(_("hoped for"))

    age_band = models.CharField(_("age"), max_length=16, choices=AgeBand.choices)
    gender = models.CharField(_("gender"), max_length=8, choices=Gender.choices, blank=True)
    ethnicity = models.CharField(_("ethnicity"), max_length=8, choices=Ethnicity.choices, blank=True)
    area_kind = models.CharField(_("kind of area"), max_length=8, choices=AreaKind.choices, blank=True)
    places = models.JSONField(_("settings"), default=list, blank=True)
    stage = models.CharField(_("stage"), max_length=16, choices=Stage.choices, blank=True)
    urgency = models.CharField(_("urgency"), max_length=8, choices=Urgency.choices, default=Urgency.ROUTINE)
    basis = models.CharField(_("on what basis"), max_length=16, choices=Basis.choices)
    has_proceedings = models.BooleanField(_("live proceedings or an investigation"))

    is_from_health = models.BooleanField(_("brought from a health organisation"), default=False)
    guardian_agreed_on = models.DateField(_("Caldicott guardian’s agreement recorded on"), null=True, blank=True)

    lead_agreed_on = models.DateField(_("case lead’s agreement to a round recorded on"), null=True, blank=True)

    kept = models.JSONField(_("words kept, and why they identify nobody"), default=dict, blank=True)
    unusual = models.JSONField(_("what could point to somebody, by who answered"), default=dict, blank=True)
    text_hash = models.CharField(_("mark of words and fields"), max_length=64, editable=False)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("first check by"),
    )
    first_organisation = models.ForeignKey(
        "workforce.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation of the first check"),
    )
    first_hash = models.CharField(_("mark of what the first check passed"), max_length=64, blank=True)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("second check by"),
    )
    second_organisation = models.ForeignKey(
        "workforce.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation of the second check"),
    )
    second_hash = models.CharField(_("mark of what the second check passed"), max_length=64, blank=True)
    held_hash = models.CharField(
        _("mark of what a legal hold keeps"), max_length=64, blank=True, default="", editable=False
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-brought_at", "-pk"]
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=sorted(FIRST_CHECKED)) | Q(first_by__isnull=False, first_hash=F("text_hash")),
                name="a_case_goes_on_with_its_first_check",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(SECOND_CHECKED)) | Q(second_by__isnull=False, second_hash=F("text_hash")),
                name="a_case_goes_on_with_its_second_check",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(FIRST_CHECKED))
                | Q(is_from_health=False)
                | Q(guardian_agreed_on__isnull=False),
                name="a_health_case_goes_on_with_its_guardian",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(IN_ROUND)) | Q(has_proceedings=False) | Q(lead_agreed_on__isnull=False),
                name="a_round_about_live_proceedings_has_its_case_lead",
            ),
            models.CheckConstraint(
                condition=Q(first_by=None, first_organisation=None)
                | Q(first_by__isnull=False, first_organisation__isnull=False),
                name="a_first_check_has_its_organisation",
            ),
            models.CheckConstraint(
                condition=Q(first_by=None) | ~Q(first_by=F("author")), name="nobody_checks_their_own_case_first"
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=F("author")), name="nobody_checks_their_own_case_second"
            ),
            models.CheckConstraint(
                condition=Q(first_by=None) | Q(second_by=None) | ~Q(first_by=F("second_by")),
                name="two_people_check_a_case",
            ),
            models.CheckConstraint(
                condition=Q(second_by=None, second_organisation=None)
                | Q(second_by__isnull=False, second_organisation__isnull=False)
                & ~Q(second_organisation=F("organisation"))
                & ~Q(second_organisation=F("first_organisation")),
                name="another_partner_checks_a_case_second",
            ),
            models.CheckConstraint(
                condition=Q(state=State.QUARANTINED) & ~Q(hidden_from="")
                | ~Q(state=State.QUARANTINED) & Q(hidden_from=""),
                name="a_hidden_case_says_where_it_was",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN, **dict.fromkeys(TEXTS, ""))
                | ~Q(state=State.WITHDRAWN) & ~Q(key_question="") & ~Q(happening=""),
                name="a_withdrawn_case_has_no_words",
            ),
            models.CheckConstraint(
                condition=Q(held_hash="") | Q(held_hash=F("text_hash")), name="a_held_case_keeps_its_words"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What people call it by: it tells nothing of what it is about."""
        return f"C-{self.pk:05d}" if self.pk else ""

    @property
    def passages(self) -> list[tuple[str, str]]:
        """What is written, each with its heading."""
        headings = {field.name: str(field.verbose_name) for field in self._meta.fields if field.name in TEXTS}
        named = [(capfirst(headings[name]), getattr(self, name)) for name in TEXTS]
        return [(heading, words) for heading, words in named if words]

    @property
    def place_labels(self) -> list[str]:
        """The settings in words."""
        return [str(Setting(place).label) for place in self.places if place in Setting.values]

    def mark(self) -> str:
        """The mark of words and fields as they stand in this object: 64 hexadecimal digits of SHA-256."""
        said = {name: getattr(self, name) for name in (*TEXTS, *CHOSEN)}
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
