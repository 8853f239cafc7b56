"""正誤: the two options 正しい and 誤り, always in this order, one of them the key."""

from dataclasses import dataclass
from typing import ClassVar

from quizzes.item_types.choice import ChoiceDocument, check_count
from quizzes.item_types.document import Shuffling
from quizzes.item_types.reading import Reader

TEXTS = ("正しい", "誤り")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(ChoiceDocument):
    """A statement to judge. Its options keep their order."""

    shuffling: ClassVar[Shuffling] = Shuffling.NEVER

    def check(self, reader: Reader) -> None:
        """Note the faults in the options' texts and the key."""
        keys = ""
        if tuple(option.text for option in self.options) != TEXTS:
            keys = "選択肢を「正しい」「誤り」の順の二つにしてください。"
        elif len(self.keys) != 1:
            keys = "「正しい」か「誤り」のどちらか一つを正答にしてください。"
        check_count(reader, self.options, least=2, most=2, keys=keys)

    @property
    def order_length(self) -> int:
        """The two keep their order."""
        return 0
