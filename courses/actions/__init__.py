"""Changes to the data of courses."""
