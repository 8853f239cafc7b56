"""Reading, comparing and describing roster and organisation files."""
