"""Pure: calendar, characters and width; knows no Django."""
