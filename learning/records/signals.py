"""News of the ledger for the layers above; each is sent inside the transaction that wrote it."""

from django.dispatch import Signal

# completion: Completion just written, its CompletionOrganisation rows with it.
completion_recorded = Signal()
# correction: Correction just written.
completion_corrected = Signal()
# completions: list[Completion] just written from an employer's file, each with its CompletionOrganisation row if any;
# with_certificates: bool, whether somebody asked for them. Unlike `completion_recorded` it earns nobody anything by
# itself: what was finished elsewhere long ago is no reason to write to anybody.
completions_imported = Signal()
# corrections: list[Correction] just written together, when a file was undone.
completions_withdrawn = Signal()
