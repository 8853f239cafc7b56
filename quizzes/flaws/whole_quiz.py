"""Rules on a quiz as a whole: what no single item shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizzes.flaws.flaw import HALADYNA, Rule
from quizzes.flaws.question import Question
from quizzes.flaws.words import fold, length

# Less likely than this by chance is called unbalanced, over all positions together.
UNLIKELY = 0.01
SHORTEST_CUE = 8


@dataclass(frozen=True, slots=True)
class QuizItem:
    """One item of a quiz as its author wrote it."""

    code: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class WholeQuiz:
    """All items that a quiz may draw; ``shuffles`` says that options change places."""

    items: tuple[QuizItem, ...]
    shuffles: bool

    def single(self) -> list[Question]:
        """The questions with one key among at least three options, or to be judged."""
        return [
            question
            for item in self.items
            for question in item.questions
            if question.kind in ("choice", "judged")
            and not question.several
            and len(question.keys) == 1
            and len(question.options) >= 2
        ]


def key_positions(quiz: WholeQuiz) -> Iterator[str]:
    """The key stands at one place far more, or far less, often than chance has it."""
    if quiz.shuffles:
        return
    yield from unbalanced_places(quiz)


def key_positions_written(quiz: WholeQuiz) -> Iterator[str]:
    """The same where options are shuffled: who prints or exports sees it."""
    if quiz.shuffles:
        yield from unbalanced_places(quiz)


def unbalanced_places(quiz: WholeQuiz) -> Iterator[str]:
    """Yield a sentence for each place that chance would hardly give so many keys.

    For every place, the exact chance of so many keys or more (or so few or fewer), where
    each question has its key at each of its places with equal chance; the limit is shared
    among the places. Statements to judge (正しい・誤り) are counted apart.
    """
    groups: dict[str, list[tuple[int, int]]] = {"選択肢": [], "正誤": []}
    for question in quiz.single():
        place = next(i for i, option in enumerate(question.options) if option.key)
        name = "正誤" if question.kind == "judged" else "選択肢"
        groups[name].append((place, len(question.options)))
    for name, placed in groups.items():
        places = max((count for _place, count in placed), default=0)
        for place in range(places):
            chances = [1 / count for _p, count in placed if count > place]
            hits = sum(1 for found, _count in placed if found == place)
            high = at_least(hits, chances) * places < UNLIKELY
            if high or at_most(hits, chances) * places < UNLIKELY:
                label = (
                    ("正しい", "誤り")[place] if name == "正誤" else f"{place + 1}番目"
                )
                yield (
                    f"{name}の問題{len(chances)}問のうち、正答が「{label}」のものが"
                    f"{hits}問と{'多すぎ' if high else '少なすぎ'}ます。"
                )
                break


def key_often_longest(quiz: WholeQuiz) -> Iterator[str]:
    """Choosing the longest option would do well, though no single item shows it."""
    chances, hits = [], 0
    for question in quiz.single():
        if question.kind != "choice" or len(question.options) < 3:
            continue
        key = length(question.keys[0])
        hits += key > max(length(text) for text in question.distractors)
        chances.append(1 / len(question.options))
    if chances and at_least(hits, chances) < UNLIKELY:
        yield f"一つ選ぶ問題{len(chances)}問のうち{hits}問で、正答がいちばん長い選択肢です。"


def cued_by_another(quiz: WholeQuiz) -> Iterator[str]:
    """One item's stem gives another item's key away."""
    stems = [(item.code, fold(q.stem)) for item in quiz.items for q in item.questions]
    for item in quiz.items:
        for question in item.questions:
            if question.kind != "choice" or len(question.keys) != 1:
                continue
            key = fold(question.keys[0])
            for code, stem in stems:
                if code != item.code and len(key) >= SHORTEST_CUE and key in stem:
                    yield f"{item.code} の正答「{question.keys[0]}」が {code} の問題文にあります。"


def at_least(hits: int, chances: Sequence[float]) -> float:
    """Return the chance of at least ``hits`` successes in independent trials.

    Parameters
    ----------
    hits : 0 to the number of trials.
    chances : of success in each trial, in [0, 1].

    References
    ----------
    Poisson binomial distribution, by adding one trial after the other (Wang 1993,
    Statistica Sinica 3, section 2).
    """
    return sum(_distribution(chances)[hits:])


def at_most(hits: int, chances: Sequence[float]) -> float:
    """Return the chance of at most ``hits`` successes; see ``at_least``."""
    return sum(_distribution(chances)[: hits + 1])


def _distribution(chances: Sequence[float]) -> list[float]:
    total = [1.0]
    for chance in chances:
        total = [
            (total[n] * (1 - chance) if n < len(total) else 0.0)
            + (total[n - 1] * chance if n else 0.0)
            for n in range(len(total) + 1)
        ]
    return total


WHOLE_QUIZ: tuple[Rule[WholeQuiz], ...] = (
    Rule(
        "key-positions",
        "正答の位置が偏る",
        "warning",
        f"{HALADYNA} 18",
        "選択肢を並べ替えて、正答の位置を散らしてください。",
        key_positions,
    ),
    Rule(
        "key-positions-written",
        "書いた順で正答の位置が偏る",
        "hint",
        f"{HALADYNA} 18",
        "画面では選択肢の順が変わりますが、紙や書き出したファイルでは分かります。並べ替えてください。",
        key_positions_written,
    ),
    Rule(
        "key-often-longest",
        "正答がいちばん長い問題が多い",
        "warning",
        f"{HALADYNA} 22",
        "いちばん長い選択肢を選ぶだけで点が取れます。長さをそろえてください。",
        key_often_longest,
    ),
    Rule(
        "cued-by-another",
        "ほかの問題が正答を教える",
        "warning",
        f"{HALADYNA} 4",
        "同じ回に出ると答えが分かります。どちらかを書き換えるか、区分を分けて片方だけを出してください。",
        cued_by_another,
    ),
)
