from django.dispatch import Signal

# A message was written to the outbox. Sent inside the transaction, with message_id.
message_queued = Signal()
