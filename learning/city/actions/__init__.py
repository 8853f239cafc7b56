"""Changes to the data of city."""
