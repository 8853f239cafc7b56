"""すべて選ぶ: three to six options, at least two keys and one distractor."""

from dataclasses import dataclass
from typing import ClassVar

from quizzes.item_types.choice import ChoiceDocument, Problem, count_problems


@dataclass(frozen=True, slots=True)
class MultipleResponse(ChoiceDocument):
    """A question with several right options; all of them and no other count."""

    several: ClassVar[bool] = True

    def problems(self) -> list[Problem]:
        """Return the faults in the number of options and keys."""
        keys = ""
        if len(self.keys) < 2 or len(self.keys) == len(self.options):
            keys = "正答を二つ以上、誤りの選択肢を一つ以上にしてください。"
        return count_problems(self.options, least=3, most=6, keys=keys)
