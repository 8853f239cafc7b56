"""Template filters of quizzes."""
