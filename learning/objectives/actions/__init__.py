"""Changes to the data of objectives."""
