"""Who did what, when, on whom."""
