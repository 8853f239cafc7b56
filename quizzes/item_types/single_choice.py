"""一つ選ぶ: two to ten options, exactly one key."""

from dataclasses import dataclass

from quizzes.item_types.choice import MOST_OPTIONS, ChoiceDocument, check_count
from quizzes.item_types.reading import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(ChoiceDocument):
    """A question with one right option."""

    def check(self, reader: Reader) -> None:
        """Note the faults in the number of options and keys."""
        keys = ""
        if len(self.keys) != 1:
            keys = f"正答を一つにしてください（今は{len(self.keys)}個です）。"
        check_count(reader, self.options, least=2, most=MOST_OPTIONS, keys=keys)
