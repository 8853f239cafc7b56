"""Items, quizzes, attempts and scores."""
