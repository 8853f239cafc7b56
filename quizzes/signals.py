"""News from quizzes that goes up; receivers are one line calling an action."""

from django.dispatch import Signal

# Sent inside the transaction that finished the attempt: attempt (Attempt).
attempt_finished = Signal()

# Sent inside the transaction that worked scores out anew, once for a batch: attempts
# (list of Attempt, with their quizzes), reason (str), by (User | None), at (datetime).
attempts_regraded = Signal()
