"""Changes to the data of campaigns."""
