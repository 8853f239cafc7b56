"""News from quizzes that goes up; receivers are one line calling an action."""

from django.dispatch import Signal

# Sent inside the transaction that finished the attempt: attempt (Attempt).
attempt_finished = Signal()
