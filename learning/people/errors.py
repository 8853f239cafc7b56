"""What actions on people refuse; views and commands turn them into sentences."""


class PeopleError(Exception):
    """Base of what is refused; the message is Japanese and says what to do."""


class WrongCode(PeopleError):
    """No live code of this account is the one that was typed."""


class AccountTaken(PeopleError):
    """The name or address belongs to another account."""


class AccountNameRefused(PeopleError):
    """A name that nobody could sign in with."""


class GrantRefused(PeopleError):
    """A grant that may not be."""
