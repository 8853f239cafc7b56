"""The front page and the personal page; composes, owns no rules."""
