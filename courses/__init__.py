"""Wagtail pages of courses and lessons, and progress through them."""
