"""News of the ledger for the layers above; each is sent inside the transaction that wrote it."""

from django.dispatch import Signal

# completion: Completion just written, its CompletionOrganisation rows with it.
completion_recorded = Signal()
# correction: Correction just written.
completion_corrected = Signal()
