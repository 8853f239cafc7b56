"""What campaigns refuse; the messages are for people."""


class RequirementError(ValueError):
    """A requirement can't be made or changed as asked; the message says the mend."""
