"""This city's settings and staged uploads."""
