"""The catalogue's lists in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Source, SubjectHeading
from .source_form import SourceForm


class SourceViewSet(SnippetViewSet):
    model = Source
    icon = "link-external"
    list_display = ["title", "publisher", "licence", "review_due"]
    list_filter = ["publisher", "review_due"]
    search_fields = ["title", "publisher", "key"]
    ordering = ["publisher", "title"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("publisher"),
            FieldPanel("url"),
            FieldPanel("licence"),
            FieldRowPanel([FieldPanel("accessed"), FieldPanel("review_due")]),
            FieldPanel("owner"),
            FieldPanel("key"),
        ],
        base_form_class=SourceForm,
    )


class SubjectHeadingViewSet(SnippetViewSet):
    model = SubjectHeading
    icon = "tag"
    list_display = ["title", "list", "position"]
    list_filter = ["list"]
    search_fields = ["title", "slug"]
    ordering = ["list", "position"]
    panels = [
        FieldPanel("list"),
        FieldPanel("title"),
        FieldPanel("description"),
        FieldPanel("introduction"),
        FieldRowPanel([FieldPanel("position"), FieldPanel("slug")]),
    ]


class CatalogueListsGroup(SnippetViewSetGroup):
    menu_label = _("Lists")
    menu_icon = "list-ul"
    menu_order = 300
    items = (SourceViewSet, SubjectHeadingViewSet)
