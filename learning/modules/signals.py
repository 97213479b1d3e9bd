"""News of the catalogue for the layers above; each is sent inside the transaction that wrote it."""

from django.dispatch import Signal

# version: ModuleVersion just frozen by a publication.
version_published = Signal()
# module: Module whose last day, or what replaces it, was just set, changed or taken back.
module_retired = Signal()

# Not news but questions, asked while a module's overview is drawn. Receivers answer with safe HTML, or with "".
# page: ModulePage, request: HttpRequest. What stands beside the overview: why it is asked, linked cases.
overview_parts = Signal()
# page: ModulePage, request: HttpRequest, module: Module. What stands instead of the plain "Start".
overview_action = Signal()
