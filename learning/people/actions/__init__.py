"""Changes to the data of people."""
