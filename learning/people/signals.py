"""News from people that goes up; receivers are one line calling an action."""

from django.dispatch import Signal

# Sent inside the transaction of the action: employees (list of pk), from_date (date).
people_changed = Signal()
