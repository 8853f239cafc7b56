"""Pages of quizzes: parse, ask permission, one action or query, respond."""
