"""Every figure about a group, and its files."""
