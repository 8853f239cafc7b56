"""Rules on the stem: what makes it hard to read for reasons that aren't the matter's."""

import re
from collections.abc import Iterator

from quizzes.flaws.flaw import HALADYNA, Rule
from quizzes.flaws.question import Question
from quizzes.flaws.words import length

# House rule; a scenario's scene and a passage with gaps are read once for several answers.
LONGEST_STEM = 120
LONGEST_SCENE = 600
SHORTEST_STEM = 16

SENTENCE = re.compile(r"[^。？?\n]+[。？?]?")
ASKS = re.compile(r"(どれ|どちら|何|なに|だれ|誰|いくつ|いつ|どこ|選|挙げ|答え|[？?])")
NEGATIVE = re.compile(
    r"(誤っている|誤った|まちがっている|間違っている|間違った|正しくない|適切(?:で(?:は)?)ない|"
    r"不適切(?:な)?|適当で(?:は)?ない|不適当(?:な)?|当てはまらない|あてはまらない|該当しない|"
    r"含まれない|含まない|ふさわしくない|[んぁ-ん一-鿿ァ-ヶー]で(?:は)?ない|と(?:は)?[い言]えない|"
    r"[しっ]て(?:は)(?:いけない|ならない)|べきで(?:は)?ない|必要(?:が|の)ない)"
    r"(?=(?:もの|こと|説明|記述|文|組合せ|組み合わせ|例|行動|対応|選択肢|用語|項目|語|人|場合|方法|扱い|考え方|理由|取組|使い方|の)"
    r"|.{0,6}どれ)"
)
# 「守らなくてよいものはどれ」; 「問題がないもの」 says yes in the form of a no.
LACKING = re.compile(
    r"((?<!問題)(?<!支障)(?<!無理)(?<!差し支え)(?<!誤り)(?<!間違い)"
    r"(?:[がのはも]ない|くない|なくて(?:も)?(?:よい|いい)|[さかがたなばまらわじしきけせてねべめれえり]ない))"
    r"(?=(?:もの|こと)(?:は|を|として))|(誤り|間違い)(?=(?:は|を)(?:どれ|選|一つ))"
)
NEGATED = re.compile(r"(ない|ません|ず|ぬ|なかった)[。．]?$")
NO_DUTY = re.compile(
    r"な(?:ければ|くては|いと)(?:なら|いけ)な[いく]|なければなりません"
)
DOUBLE = re.compile(
    r"な(?:い|く)(?:わけ|こと|もの|の)?(?:で)?(?:は|も)(?:な[いくか]|あり?ません|[い言]えな|限らな)|"
    r"ないと(?:は|も)(?:[い言]え|限ら)(?:ない|ません)|"
    r"(?:しない|せず|なし)に(?:は)?.{0,8}(?:できない|すんではならない)|"
    r"ないで(?:は)?い(?:ら)?(?:れ)ない"
)
UNFOCUSED = re.compile(
    r"^(?:次の(?:うち|中|記述|説明|文)?(?:で|から|のうち)?、?)?(?:最も)?"
    r"(?:正しい|適切な|適当な|誤っている|【誤っている】|不適切な|当てはまる)"
    r"(?:もの|記述|説明|文|選択肢)(?:は|を|が|と).*$"
)
PAIRS = {"「": "」", "『": "』", "（": "）", "(": ")", "【": "】", "［": "］"}


def unmarked_negative(question: Question) -> Iterator[str]:
    """The question asks for what isn't so, and the word that turns it isn't marked."""
    found = negative_of(question)
    if found and not any(
        found in mark or mark in found for mark in question.emphasised if mark
    ):
        yield f"否定の問い「{found}」が、目立つように書かれていません。"


def double_negative(question: Question) -> Iterator[str]:
    """The reader has to turn the sense round twice."""
    for text in (question.stem, *(option.text for option in question.options)):
        found = DOUBLE.search(NO_DUTY.sub("", text))
        if found:
            yield f"「{found[0]}」は二重の否定です。"
            return
    negative = negative_of(question)
    turned = [each.text for each in question.options if NEGATED.search(each.text)]
    if negative and question.kind == "choice" and turned:
        yield f"「{negative}」と問いながら、選択肢にも否定の文「{turned[0][:20]}」があります。"


def stem_long(question: Question) -> Iterator[str]:
    """The stem takes long to read."""
    for text, most, name in (
        (question.stem, LONGEST_STEM, "問題文"),
        (question.scene, LONGEST_SCENE, "場面や本文"),
    ):
        if not question.gap and length(text) > most:
            yield f"{name}が{length(text)}字あります（目安は{most}字まで）。"


def stem_unfocused(question: Question) -> Iterator[str]:
    """The stem names no matter, so every option is a question of its own."""
    stem = question.stem.strip()
    if (
        question.kind == "choice"
        and not question.gap
        and not question.place
        and length(stem) < SHORTEST_STEM + 8
        and UNFOCUSED.match(stem)
    ):
        yield "問題文だけでは、何を問われているのかが分かりません。"


def brackets_open(question: Question) -> Iterator[str]:
    """A bracket is opened and not closed, or the other way round."""
    for text in (question.stem, *(option.text for option in question.options)):
        for left, right in PAIRS.items():
            if text.count(left) != text.count(right):
                yield f"「{text[:20]}」の中の括弧 {left}{right} が対になっていません。"
                return


def picture_unread(question: Question) -> Iterator[str]:
    """An image says nothing to those who don't see it."""
    missing = sum(1 for text in question.pictures if not text)
    if missing:
        yield f"代わりの文（alt）のない画像が{missing}枚あります。"


def negative_of(question: Question) -> str:
    """Return the word that turns the question round; empty where it asks straight."""
    for sentence in SENTENCE.findall(question.stem):
        for pattern in (NEGATIVE, LACKING):
            found = pattern.search(sentence)
            if found and ASKS.search(sentence[found.end() :]):
                return found[1] or found[0]
    return ""


WORDING: tuple[Rule[Question], ...] = (
    Rule(
        "unmarked-negative",
        "否定の問いが目立たない",
        "warning",
        f"{HALADYNA} 15、NBME「否定の問い」",
        "正しいものを問う形に変えるか、否定の語を【 】で囲むなどして目立たせてください。",
        unmarked_negative,
    ),
    Rule(
        "double-negative",
        "二重の否定",
        "warning",
        f"{HALADYNA} 15・26",
        "どちらかを肯定の文に直してください。",
        double_negative,
    ),
    Rule(
        "stem-long",
        "問題文が長い",
        "warning",
        f"{HALADYNA} 11・14、NBME「長い読み」",
        "答えるのに要らない事情を削ってください。",
        stem_long,
    ),
    Rule(
        "stem-unfocused",
        "問題文に主題がない",
        "warning",
        f"{HALADYNA} 12・13、NBME「焦点のない問い」",
        "選択肢を隠しても答えを考えられるように、何についての問いかを書いてください。",
        stem_unfocused,
    ),
    Rule(
        "brackets-open",
        "括弧が対になっていない",
        "warning",
        f"{HALADYNA} 10",
        "括弧を閉じるか、余分なものを消してください。",
        brackets_open,
    ),
    Rule(
        "picture-unread",
        "画像に代わりの文がない",
        "error",
        "ウェブアクセシビリティ（JIS X 8341-3）1.1.1",
        "画像が見えない人にも解けるように、何が写っているかを書いてください。",
        picture_unread,
    ),
)
