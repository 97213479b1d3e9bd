"""What the editor shows of a module page, tab by tab."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page

from .checklist_panel import ChecklistPanel
from .impact_panel import ImpactPanel
from .page_form import ModulePageForm

CONTENT = [
    ChecklistPanel(heading=_("Before it goes out")),
    *Page.content_panels,
    FieldPanel("summary"),
    FieldPanel("outcomes"),
    FieldPanel("content_note"),
    FieldPanel("body"),
    MultiFieldPanel(
        [FieldPanel("job_aid_title"), FieldPanel("job_aid_points"), FieldPanel("go_further")],
        heading=_("To keep afterwards"),
    ),
]
FOUND_BY = [
    FieldPanel("level"),
    FieldPanel("audiences", widget=ModulePageForm.several),
    MultiFieldPanel(
        [
            FieldPanel("helps_first", widget=ModulePageForm.several),
            FieldPanel("required_first", widget=ModulePageForm.several),
        ],
        heading=_("Before this module"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("tier"),
            FieldPanel("public_health_step"),
            FieldPanel("ecological_level"),
            FieldPanel("strands", widget=ModulePageForm.several),
            FieldPanel("principles", widget=ModulePageForm.several),
            FieldPanel("forms_of_violence", widget=ModulePageForm.several),
            FieldPanel("life_stages", widget=ModulePageForm.several),
            FieldPanel("tags"),
        ],
        heading=_("Subject headings"),
    ),
]
GOING_OUT = [
    MultiFieldPanel(
        [FieldPanel("pass_mark_pct"), FieldPanel("refresh_months"), FieldPanel("session_minutes")],
        heading=_("Finishing"),
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                _(
                    "Publishing freezes a version. People who have started finish the version they began, and no "
                    "completion is ever changed."
                )
            ),
            FieldPanel("change", widget=ModulePageForm.choices),
            FieldPanel("what_changed"),
        ],
        heading=_("What changes"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("earlier_completions", widget=ModulePageForm.choices),
            FieldPanel("redo_by"),
            FieldPanel("bridge"),
            ImpactPanel(),
            FieldPanel("impact_seen"),
        ],
        heading=_("A major change: those who finished before"),
    ),
    FieldPanel("review_note"),
]
EDITOR = TabbedInterface(
    [
        ObjectList(CONTENT, heading=_("Content")),
        ObjectList(FOUND_BY, heading=_("Found by")),
        ObjectList(GOING_OUT, heading=_("Finishing and changes")),
        ObjectList(Page.promote_panels, heading=_("Promote")),
        ObjectList(Page.settings_panels, heading=_("Settings")),
    ]
)
