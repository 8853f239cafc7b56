"""Management of quizzes."""
