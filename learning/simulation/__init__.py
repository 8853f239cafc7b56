"""A believable demo city; composes, owns no models."""
