"""What can go wrong with lessons; views turn these into messages."""


class CourseError(Exception):
    """Base of the errors of courses."""


class CheckNotFound(CourseError):
    """The lesson has no such check (it may have been changed meanwhile)."""


class NothingChosen(CourseError):
    """A check was sent without a choice, or with one that it does not have."""


class ChecksOpen(CourseError):
    """A lesson can't be finished while checks are unanswered: their block ids."""

    def __init__(self, check_ids: list[str]) -> None:
        self.check_ids = check_ids
        super().__init__(f"{len(check_ids)} checks are open")
