"""News from literacy that goes up; receivers are one line calling an action."""

from django.dispatch import Signal

# Sent inside the transaction that recorded it: evidence (Evidence).
evidence_recorded = Signal()
