"""News from courses that goes up; receivers are one line calling an action."""

from django.dispatch import Signal

# Sent inside the transaction: completion (CourseCompletion).
course_completed = Signal()
