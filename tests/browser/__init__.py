"""Journeys in a real browser, by what a person does."""
