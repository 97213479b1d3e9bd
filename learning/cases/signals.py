"""News of the case library for the layers above; each is sent inside the transaction that wrote it."""

from django.dispatch import Signal

# case: LearningCasePage that its readers can now read, for the first time or anew.
learning_case_published = Signal()
