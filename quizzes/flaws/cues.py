"""Rules on cues: what gives the key away to somebody who knows nothing of the matter."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from quizzes.flaws.choices import ALL, bare
from quizzes.flaws.flaw import HALADYNA, Rule
from quizzes.flaws.question import Question
from quizzes.flaws.words import fold, length

# A key that is a third longer than the longest distractor, and by this many characters.
MUCH_LONGER = 1.35
LONGER_BY = 6

ABSOLUTE = re.compile(
    r"必ず(?!しも)|絶対に|(?<![解可議否採裁判対])決して|いつも(?!の|と同じ|どおり|通り)|どのような場合(?:で)?も|(?<![非通正日異平])常に|"
    r"すべて|全て|一切(?!れ)|完全に|あらゆる|(?<![飲読休好頼盛澄歩富])のみ(?!込|な)|"
    r"(?<!でき)(?<!できる)(?<!これ)(?<!それ)だけ(?!で(?:は)?なく|でも|ど|あ)|"
    r"まったく|全く(?!同じ)|(?:誰|だれ)でも(?![^、。]{0,8}る[一-鿿ァ-ヶ])|"
    r"どんな.{1,8}でも|100\s*[%％]"
)
JOINED = re.compile(
    r"\s*(?:、|,|，|・|＋|\+|／|/|および|及び|(?<=[^こたにい])と(?=[^しなきをいのて]))\s*"
)
# Longest text two options or a stem and an option must share to be remarked on.
ECHO = 4
FAINT = 2


def key_longest(question: Question) -> Iterator[str]:
    """The key stands out by its length."""
    if not question.has_distractors or len(question.options) < 3:
        return
    key = min(length(text) for text in question.keys)
    longest = max(length(text) for text in question.distractors)
    if key >= MUCH_LONGER * longest and key - longest >= LONGER_BY:
        yield (
            f"正答（{key}字）が、ほかの選択肢（長くて{longest}字）よりはっきり長いです。"
        )


def absolute_in_distractors(question: Question) -> Iterator[str]:
    """Words that allow no exception stand in distractors and in no key."""
    if not question.has_distractors:
        return
    if any(ABSOLUTE.search(text) for text in question.keys):
        return
    words = [
        found[0]
        for text in question.distractors
        if not ALL.match(bare(text))
        for found in ABSOLUTE.finditer(text)
    ]
    if words:
        shown = "、".join(f"「{word}」" for word in dict.fromkeys(words))
        yield f"言い切る語{shown}が、誤りの選択肢にだけあります。"


def absolute_in_false_statement(question: Question) -> Iterator[str]:
    """A statement that is false says so itself by a word that allows no exception."""
    if question.kind != "judged" or not question.keys:
        return
    found = ABSOLUTE.search(question.stem)
    if found and fold(question.keys[0]) == "誤り":
        yield f"誤りの文に、言い切る語「{found[0]}」があります。"


def clang(question: Question) -> Iterator[str]:
    """A word of the stem comes back in the key alone."""
    if not question.has_distractors or question.gap or question.several:
        return
    stem, key = fold(question.stem), fold(question.keys[0])
    word = _echo(stem, key)
    if word and all(
        len(_common(word, fold(text))) < FAINT for text in question.distractors
    ):
        yield f"問題文の語「{word}」が、正答にだけ出てきます。"


def convergence(question: Question) -> Iterator[str]:
    """Of options made of parts, the key has the parts that come most often."""
    if not question.has_distractors or question.several or len(question.options) < 4:
        return
    parts = [_parts(option.text) for option in question.options]
    counts = {len(each) for each in parts}
    if len(counts) != 1 or counts.pop() < 2:
        return
    times = Counter(part for each in parts for part in each)
    if len({frozenset(each) for each in parts}) < len(parts):
        return
    scores = [sum(times[part] for part in each) for each in parts]
    best = max(scores)
    at_best = [place for place, score in enumerate(scores) if score == best]
    if len(at_best) == 1 and question.options[at_best[0]].key and best > len(parts):
        yield "選択肢に共通する部分を集めると、正答になります。"


def _echo(stem: str, key: str) -> str:
    """Return the longest word that stem and key share; empty if it is a short one."""
    word = _common(stem, key).strip("をがはにでとのもへや")
    weighty = len(re.findall(r"[一-鿿々ァ-ヶa-z]", word))
    return word if len(word) >= ECHO and weighty >= ECHO - 1 else ""


def _common(one: str, other: str) -> str:
    """Return the longest text that two texts have in common."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    match = matcher.find_longest_match(0, len(one), 0, len(other))
    return one[match.a : match.a + match.size]


def _parts(text: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in JOINED.split(text) if fold(part))


CUES: tuple[Rule[Question], ...] = (
    Rule(
        "key-longest",
        "正答だけが長い",
        "warning",
        f"{HALADYNA} 22、NBME「長い正答」",
        "正答を短くするか、ほかの選択肢にも同じくらいの具体さを足してください。",
        key_longest,
    ),
    Rule(
        "absolute-in-distractors",
        "言い切る語が誤答にだけある",
        "warning",
        f"{HALADYNA} 27、NBME「絶対語」",
        "知らない人でも外せます。その語を除くか、正答にも同じ強さの語がある文にしてください。",
        absolute_in_distractors,
    ),
    Rule(
        "absolute-in-false-statement",
        "誤りの文に言い切る語がある",
        "hint",
        f"{HALADYNA} 27",
        "言い切る語は誤りの合図になります。その語がなくても誤りと分かる文にできないか、見てください。",
        absolute_in_false_statement,
    ),
    Rule(
        "clang",
        "問題文の語が正答にだけある",
        "warning",
        f"{HALADYNA} 28、NBME「同語反復」",
        "言い換えるか、誤答の選択肢にもその語を入れてください。",
        clang,
    ),
    Rule(
        "convergence",
        "共通部分を集めると正答になる",
        "hint",
        f"{HALADYNA} 30、NBME「収束」",
        "どの部分も同じ回数だけ出るように、選択肢を組み直してください。",
        convergence,
    ),
)
