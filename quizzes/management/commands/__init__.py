"""Commands of quizzes."""
