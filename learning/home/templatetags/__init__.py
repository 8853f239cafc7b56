"""Filters for templates: how numbers and days are written on every page."""
