from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField


class HeadingList(models.TextChoices):
    """The controlled lists by which modules and cases are found."""

    LEVEL = "level", _("Level")
    TIER = "tier", _("Prevention tier")
    STEP = "step", _("Public-health step")
    ECOLOGICAL_LEVEL = "ecological_level", _("Ecological level")
    STRAND = "strand", _("Strand of connection")
    PRINCIPLE = "principle", _("Trauma-informed principle")
    AUDIENCE = "audience", _("Audience")
    VIOLENCE = "violence", _("Form of violence")
    LIFE_STAGE = "life_stage", _("Stage of life")


class Principle(models.TextChoices):
    """The six principles of trauma-informed practice: terms of their list, and what a learning case is seen through."""

    SAFETY = "safety", _("Safety")
    TRUST = "trust", _("Trust")
    CHOICE = "choice", _("Choice")
    COLLABORATION = "collaboration", _("Collaboration")
    EMPOWERMENT = "empowerment", _("Empowerment")
    CULTURE = "cultural-consideration", _("Cultural consideration")


class SubjectHeading(models.Model):
    """One term of one controlled list, by which modules and cases are found; `slug` stands in addresses."""

    list = models.CharField(_("list"), max_length=20, choices=HeadingList.choices)
    slug = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("term"), max_length=120)
    position = models.PositiveSmallIntegerField(_("place in its list"), default=0)
    description = models.CharField(_("what belongs here"), max_length=240, blank=True)
    introduction = RichTextField(
        _("introduction"),
        features=["bold", "link", "ul", "ol"],
        blank=True,
        help_text=_("Shown on the page of this term, above its modules and cases."),
    )

    class Meta:
        ordering = ["list", "position"]
        verbose_name = _("subject heading")
        verbose_name_plural = _("subject headings")
        constraints = [models.UniqueConstraint(fields=["list", "title"], name="a_term_stands_once_in_its_list")]

    def __str__(self) -> str:
        return self.title
