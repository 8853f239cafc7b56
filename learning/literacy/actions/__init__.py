"""Changes to the data of literacy."""
