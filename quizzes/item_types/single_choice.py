"""一つ選ぶ: three to five options, exactly one key."""

from dataclasses import dataclass

from quizzes.item_types.choice import ChoiceDocument, Problem, count_problems


@dataclass(frozen=True, slots=True)
class SingleChoice(ChoiceDocument):
    """A question with one right option."""

    def problems(self) -> list[Problem]:
        """Return the faults in the number of options and keys."""
        keys = ""
        if len(self.keys) != 1:
            keys = f"正答を一つにしてください（今は{len(self.keys)}個です）。"
        return count_problems(self.options, least=3, most=5, keys=keys)
