"""News of the catalogue for the layers above; each is sent inside the transaction that wrote it."""

from django.dispatch import Signal

# version: ModuleVersion just frozen by a publication.
version_published = Signal()
