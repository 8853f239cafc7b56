"""Writes the curriculum's records into the site, one store for each kind."""
