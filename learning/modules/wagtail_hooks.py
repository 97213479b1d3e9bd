from wagtail.snippets.models import register_snippet

from .viewsets import CatalogueListsGroup

register_snippet(CatalogueListsGroup)
