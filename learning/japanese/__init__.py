"""Pure: calendar, characters and width."""
