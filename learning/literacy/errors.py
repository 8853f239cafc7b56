"""What literacy refuses; the messages are for people."""


class EvidenceError(ValueError):
    """Evidence can't be recorded or withdrawn as asked; the message says the mend."""
