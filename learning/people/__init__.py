"""Who works where, when, and may do what."""
