"""すべて選ぶ: two to ten options, at least one key."""

from dataclasses import dataclass
from typing import ClassVar

from quizzes.item_types.choice import MOST_OPTIONS, ChoiceDocument, check_count
from quizzes.item_types.reading import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleResponse(ChoiceDocument):
    """A question with any number of right options; how many is not told."""

    several: ClassVar[bool] = True

    def check(self, reader: Reader) -> None:
        """Note the faults in the number of options and keys."""
        keys = "" if self.keys else "正答を一つ以上にしてください。"
        check_count(reader, self.options, least=2, most=MOST_OPTIONS, keys=keys)
