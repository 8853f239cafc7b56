"""The forms in which authors write items: a family for each kind of document.

What a document must be is judged by ``quizzes.item_types`` alone; here is how it is
written. Adding a type is one line here, and a family where no present one fits.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from quizzes.authoring.choices import ChoiceFamily, TrueFalseFamily
from quizzes.authoring.family import Family, Words
from quizzes.authoring.gaps import ClozeFamily
from quizzes.authoring.pairs import MatchingFamily, MatrixFamily
from quizzes.authoring.passage import HottextFamily
from quizzes.authoring.scenario import ScenarioFamily
from quizzes.authoring.sequence import OrderingFamily
from quizzes.authoring.surveys import FreeTextFamily, ScaleFamily
from quizzes.authoring.written import NumericFamily, ShortTextFamily
from quizzes.models import ItemType

PART_FAMILIES: Mapping[str, Family] = {
    "single_choice": ChoiceFamily("single_choice"),
    "multiple_response": ChoiceFamily("multiple_response"),
    "true_false": TrueFalseFamily("true_false"),
    "matching": MatchingFamily("matching"),
    "ordering": OrderingFamily("ordering"),
    "numeric": NumericFamily("numeric"),
    "short_text": ShortTextFamily("short_text"),
    "cloze": ClozeFamily("cloze"),
    "matrix": MatrixFamily("matrix"),
    "hottext": HottextFamily("hottext"),
}
FAMILIES: Mapping[str, Family] = {
    **PART_FAMILIES,
    "scenario": ScenarioFamily(
        "scenario",
        families=lambda: PART_FAMILIES,
        names={each.value: each.label for each in ItemType},
    ),
    "likert": ScaleFamily("likert"),
    "rating": ScaleFamily("rating"),
    "free_text": FreeTextFamily("free_text"),
}
# When an author takes which type, in one line each; grouped as the page shows them.
USES: Mapping[Words, Mapping[str, Words]] = {
    _("選んで答える"): {
        "single_choice": _("正しいものが一つだけのとき。迷ったらこの形で。"),
        "multiple_response": _("あてはまるものが二つ以上あるとき。"),
        "true_false": _("一つの文が正しいかどうかを判断させるとき。"),
        "matrix": _(
            "いくつもの事例を、同じ基準（よい・いけないなど）で見分けさせるとき。"
        ),
        "hottext": _("メールやページの中から、怪しいところを見つけさせるとき。"),
    },
    _("組み立てて答える"): {
        "matching": _("語と意味、場面と連絡先のように、二つを結び付けさせるとき。"),
        "ordering": _("手順や優先順位を並べさせるとき。"),
        "cloze": _("決まりや説明の大事な語を、文の中で補わせるとき。"),
        "scenario": _("一つの場面を読ませて、続けて何問か考えさせるとき。"),
    },
    _("書いて答える"): {
        "numeric": _("計算や数の知識をたずねるとき。"),
        "short_text": _("用語を一語で書かせるとき。"),
    },
    _("アンケート（採点しない）"): {
        "likert": _("どのくらいそう思うかを5段階でたずねるとき。"),
        "rating": _("勧めたい度合いなどを0から10でたずねるとき。"),
        "free_text": _("意見や困りごとを自由に書いてもらうとき。"),
    },
}
__all__ = ["FAMILIES", "PART_FAMILIES", "USES", "Family"]
