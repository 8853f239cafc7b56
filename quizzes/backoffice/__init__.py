"""The back office's lists, details and forms of items and quizzes."""
