"""Rules on the options as a set: each alone, none twice, all of one make."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

from quizzes.flaws.flaw import HALADYNA, Rule
from quizzes.flaws.question import Question
from quizzes.flaws.words import ending, fold, length, quantity, span

LONGEST_OPTION = 60
MOST_OPTIONS = 5
LONG_START = 8
LEAST_CONTAINED = 8

_SIGN = "[a-zA-Zａ-ｚＡ-Ｚア-ン①-⑩0-9]"
_WHOLE = rf"^(?:{_SIGN}\s*(?:から|～|〜|~|-|と|、|・)\s*{_SIGN}の?)?"
ALL = re.compile(
    _WHOLE
    + r"(?:上記|上|以上|これら|ここまで|選択肢)?の?(?:(?:いずれ|どれ|すべて|全て|全部|全部とも)"
    r"(?:も|が|とも)?|どちらも|両方(?:とも)?)(?:の選択肢)?(?:正しい|適切|適切である|当てはまる|あてはまる|該当する|該当|である|です|正解|正解である)?$"
)
NONE = re.compile(
    r"^(?:(?:上記|上|以上|これら|この中)?の?(?:いずれ|どれ|すべて|全て)(?:に)?(?:も|でも|とも|にも)?"
    r"(?:当てはまらない|あてはまらない|該当しない|正しくない|適切でない|違う|ない|ではない|誤り|誤っている|間違い|間違っている)"
    r"|該当なし|(?:上記|これら|以上)以外(?:のもの|である)?|この中に(?:は)?(?:ない|ありません)|当てはまるものはない|該当するものはない|正しいものはない|正解なし|(?:この中に)?正解はない|なし)$"
)
DONT_KNOW = re.compile(
    r"^(?:私は|私には)?(?:分から|わから|知ら|判断でき)(?:ない|ません)$"
)
_LABEL = r"(?:[a-zA-Zア-オア-コｱ-ｵ①-⑩]|[1-9]|[ⅠⅡⅢⅣⅤ])"
K_TYPE = re.compile(
    rf"^{_LABEL}(?:\s*(?:と|、|,|，|・|及び|および)\s*{_LABEL})*(?:\s*(?:のみ|だけ|の両方|の二つ|のすべて|の全部))?$"
)
BOTH = re.compile(r"(?:両方|すべて|全部)$")
VAGUE = re.compile(
    r"しばしば|ときどき|時々|たいてい|めったに|まれに|ほとんどの場合|多くの場合|(?:する|なる|ある)場合がある|(?:する|なる)ことがある|通常は"
)


def all_of_above(question: Question) -> Iterator[str]:
    """An option stands for all the others."""
    for text in _texts(question):
        if ALL.match(bare(text)):
            yield f"選択肢「{text}」は、ほかの選択肢をまとめたものです。"


def none_of_above(question: Question) -> Iterator[str]:
    """An option stands for none of the others."""
    for text in _texts(question):
        if NONE.match(bare(text)) and not ALL.match(bare(text)):
            yield f"選択肢「{text}」は、どれでもないという選択肢です。"


def duplicate_options(question: Question) -> Iterator[str]:
    """Two options say the same, in letters or in numbers."""
    for one, other in combinations(_all_texts(question), 2):
        first, second = quantity(one), quantity(other)
        if fold(one) == fold(other) or (first is not None and first == second):
            yield f"選択肢「{one}」と「{other}」は同じことを言っています。"


def overlapping_options(question: Question) -> Iterator[str]:
    """What one option says is part of what another says."""
    if question.kind != "choice" or question.several:
        return
    for one, other in combinations(_texts(question), 2):
        if fold(one) == fold(other):
            continue
        first, second = span(one), span(other)
        if first and second and first.overlaps(second):
            yield f"選択肢「{one}」と「{other}」の範囲が重なっています。"
        elif _contained(one, other) or _contained(other, one):
            yield f"選択肢「{one}」と「{other}」は、一方がもう一方を含んでいます。"


def unequal_endings(question: Question) -> Iterator[str]:
    """The options end in different grammar."""
    if question.kind != "choice" or len(question.options) < 3:
        return
    ends = [ending(text) for text in _texts(question)]
    told = Counter(end for end in ends if end)
    if len(told) > 1 and min(told.values()) * 3 <= sum(told.values()) + 1:
        shown = "、".join(f"{name}（{count}）" for name, count in told.most_common())
        yield f"選択肢の終わり方がそろっていません：{shown}。"


def numbers_unsorted(question: Question) -> Iterator[str]:
    """Numbers stand in no order."""
    read = [quantity(text) for text in _texts(question)]
    values = [each.value for each in read if each is not None]
    if question.kind != "choice" or len(values) < 3 or len(values) < len(read):
        return
    if len({each.unit for each in read if each is not None}) > 1:
        return
    rising = all(a <= b for a, b in pairwise(values))
    if not rising and not all(a >= b for a, b in pairwise(values)):
        yield "数の選択肢が、大きさの順に並んでいません。"


def units_differ(question: Question) -> Iterator[str]:
    """Some numbers have a unit and some don't."""
    read = [quantity(text) for text in _texts(question)]
    numbers = [each for each in read if each is not None]
    if question.kind != "choice" or len(numbers) < 3 or len(numbers) < len(read):
        return
    bare = sum(1 for each in numbers if not each.unit)
    if 0 < bare < len(numbers):
        yield "単位のある数とない数が混じっています。"


def k_type(question: Question) -> Iterator[str]:
    """Options are combinations of labelled statements."""
    texts = [fold_label(text) for text in _texts(question)]
    joined = [text for text in texts if K_TYPE.match(text)]
    if (len(joined) >= 2 or any(BOTH.search(text) for text in joined)) and any(
        len(text) > 1 for text in joined
    ):
        yield f"選択肢「{joined[-1]}」は、記号の組合せです。"


def dont_know(question: Question) -> Iterator[str]:
    """An option says that one doesn't know."""
    for text in _texts(question):
        if DONT_KNOW.match(bare(text)):
            yield f"選択肢「{text}」があります。"


def vague_frequency(question: Question) -> Iterator[str]:
    """A word of frequency that everybody reads differently."""
    for text in _texts(question):
        found = VAGUE.search(text)
        if found:
            yield f"選択肢の「{found[0]}」は、人によって受け取り方が違います。"
            return


def options_long(question: Question) -> Iterator[str]:
    """An option takes long to read."""
    if question.kind not in ("choice", "set"):
        return
    longest = max(_texts(question), key=length, default="")
    if length(longest) > LONGEST_OPTION:
        shown = f"選択肢「{longest[:20]}…」が{length(longest)}字あります"
        yield f"{shown}（目安は{LONGEST_OPTION}字まで）。"


def many_options(question: Question) -> Iterator[str]:
    """More options than a reader holds in mind."""
    if question.kind == "choice" and not question.several:
        count = len(question.options)
        if count > MOST_OPTIONS:
            yield f"選択肢が{count}個あります。"


def common_start(question: Question) -> Iterator[str]:
    """Every option begins with the same words."""
    texts = _texts(question)
    if question.kind != "choice" or len(texts) < 3:
        return
    start = 0
    shortest = min(len(text) for text in texts)
    while start < shortest and len({text[start] for text in texts}) == 1:
        start += 1
    if LONG_START <= start < shortest:
        yield f"どの選択肢も「{texts[0][:start]}」で始まっています。"


def fold_label(text: str) -> str:
    """Return a text without marks at its end, for comparing with labels."""
    return text.strip().rstrip("。．.")


def _texts(question: Question) -> list[str]:
    if question.kind == "judged":
        return []
    return [option.text for option in question.options]


def _all_texts(question: Question) -> list[str]:
    return [option.text for option in question.options]


def bare(text: str) -> str:
    """Return a text without spaces, commas and the mark at its end."""
    return fold_label(text).replace(" ", "").replace("、", "")


def _contained(inner: str, outer: str) -> bool:
    """Whether a whole option is the beginning of another that goes on with an addition."""
    inner, outer = fold(inner), fold(outer)
    return len(inner) >= LEAST_CONTAINED and inner != outer and inner in outer


CHOICES: tuple[Rule[Question], ...] = (
    Rule(
        "duplicate-options",
        "同じ選択肢がある",
        "error",
        f"{HALADYNA} 17",
        "正答が二つになったり、選ぶ余地がなくなったりします。どちらかを別の内容にしてください。",
        duplicate_options,
    ),
    Rule(
        "overlapping-options",
        "選択肢の範囲が重なる",
        "warning",
        f"{HALADYNA} 20、NBME「重なる選択肢」",
        "一方が正しければもう一方も正しくなります。重ならないように直してください。",
        overlapping_options,
    ),
    Rule(
        "all-of-above",
        "「すべて正しい」がある",
        "error",
        f"{HALADYNA} 24",
        "二つが正しいと分かれば答えられます。「すべて選ぶ」の形式にするか、別の選択肢にしてください。",
        all_of_above,
    ),
    Rule(
        "none-of-above",
        "「該当なし」がある",
        "error",
        f"{HALADYNA} 23、NBME「どれでもない」",
        "正しい内容を知っているかが測れません。ありがちな誤りを選択肢にしてください。",
        none_of_above,
    ),
    Rule(
        "unequal-endings",
        "選択肢の終わり方がそろわない",
        "warning",
        f"{HALADYNA} 21・29、NBME「文法の手がかり」",
        "です・ます、た、る、体言止めのどれかにそろえてください。",
        unequal_endings,
    ),
    Rule(
        "numbers-unsorted",
        "数が順に並んでいない",
        "hint",
        f"{HALADYNA} 19",
        "小さい順か大きい順に並べてください。",
        numbers_unsorted,
    ),
    Rule(
        "units-differ",
        "単位の有無が混じる",
        "warning",
        f"{HALADYNA} 34、NBME「数のそろい」",
        "どの選択肢にも同じ単位を付けてください。",
        units_differ,
    ),
    Rule(
        "k-type",
        "記号の組合せを選ばせる",
        "warning",
        f"{HALADYNA} 8、NBME「K型」",
        "一部だけ知っていれば解けます。「すべて選ぶ」の形式か、表で答える形式にしてください。",
        k_type,
    ),
    Rule(
        "dont-know",
        "「わからない」がある",
        "warning",
        f"{HALADYNA} 25",
        "答えないままにできるので要りません。ありがちな誤りに替えてください。",
        dont_know,
    ),
    Rule(
        "vague-frequency",
        "あいまいな頻度の語",
        "hint",
        f"{HALADYNA} 33、NBME「不明確な語」",
        "回数や割合で書くか、その語なしで言い切れる文にしてください。",
        vague_frequency,
    ),
    Rule(
        "options-long",
        "選択肢が長い",
        "hint",
        f"{HALADYNA} 11・35",
        "二つのことを言っていれば分け、くり返しは問題文に移してください。",
        options_long,
    ),
    Rule(
        "many-options",
        "選択肢が多い",
        "hint",
        f"{HALADYNA} 16、Rodriguez（2005）",
        "三つあれば足ります。だれも選ばないものを除いてください。",
        many_options,
    ),
    Rule(
        "common-start",
        "選択肢の初めが同じ",
        "hint",
        f"{HALADYNA} 11・13",
        "くり返す部分を問題文に移してください。",
        common_start,
    ),
)
