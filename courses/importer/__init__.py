"""From the curriculum's files to pages, objectives, terms, items and quizzes."""
