"""正誤: the two options 正しい and 誤り, always in this order, one of them the key."""

from dataclasses import dataclass
from typing import ClassVar

from quizzes.item_types.choice import ChoiceDocument, Problem, count_problems

TEXTS = ("正しい", "誤り")


@dataclass(frozen=True, slots=True)
class TrueFalse(ChoiceDocument):
    """A statement to judge. Its options keep their order."""

    shuffles: ClassVar[bool] = False

    def problems(self) -> list[Problem]:
        """Return the faults in the options' texts and the key."""
        keys = ""
        if tuple(option.text for option in self.options) != TEXTS:
            keys = "選択肢を「正しい」「誤り」の順の二つにしてください。"
        elif len(self.keys) != 1:
            keys = "「正しい」か「誤り」のどちらか一つを正答にしてください。"
        return count_problems(self.options, least=2, most=2, keys=keys)
