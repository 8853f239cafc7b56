"""Changes to the data of quizzes."""
