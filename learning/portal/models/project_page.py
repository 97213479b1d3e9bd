from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from learning.modules.models import HeadingList

from .network_page import NetworkPage


class ProjectPage(NetworkPage):
    """One project of the network's programme."""

    strand = models.ForeignKey(
        "modules.SubjectHeading",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"list": HeadingList.STRAND},
        verbose_name=_("strand of connection"),
        help_text=_("Its modules and cases are linked from here, and this project from there."),
    )

    template = "portal/project.html"
    parent_page_types = ["portal.ProgrammePage"]
    subpage_types: list[str] = []
    content_panels = [*NetworkPage.content_panels, FieldPanel("strand")]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
