"""Knows what the usual words of HR files mean: titles, types, absences, kinds.

Pure. These are first guesses; a city's own table and what a person confirmed win.
Absences are mapped to neutral classes and their reasons are not kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from learning.japanese.width import fold

MAIN = "main"
CONCURRENT = "concurrent"


class Subject(StrEnum):
    """What a remembered value is about; the values of ``ValueMapping.subject``."""

    POST_TITLE = "post_title"
    EMPLOYMENT_TYPE = "employment_type"
    ABSENCE = "absence"
    POSTING_KIND = "posting_kind"
    CHARACTER = "character"


SUBJECT_LABELS = {
    Subject.POST_TITLE: "職名",
    Subject.EMPLOYMENT_TYPE: "任用形態",
    Subject.ABSENCE: "休業等区分",
    Subject.POSTING_KIND: "本務兼務区分",
    Subject.CHARACTER: "外字",
}


@dataclass(frozen=True, slots=True)
class TypeDefault:
    """An employment type as shipped: its name and what it counts as."""

    code: str
    name: str
    counts_as_staff: bool = True
    in_all_staff: bool = True
    shown_apart: bool = False


EMPLOYMENT_TYPES = (
    TypeDefault("executive", "特別職", shown_apart=True),
    TypeDefault("regular", "正規"),
    TypeDefault("reappointed", "再任用"),
    TypeDefault("fixed_term", "任期付"),
    TypeDefault("annual_full", "会計年度任用職員（フルタイム）"),
    TypeDefault("annual_part", "会計年度任用職員（パートタイム）"),
    TypeDefault("temporary", "臨時的任用"),
    TypeDefault("seconded_in", "派遣受入"),
    TypeDefault("council", "議員", counts_as_staff=False, in_all_staff=False),
    TypeDefault("agency", "派遣労働者", counts_as_staff=False, shown_apart=True),
    TypeDefault("contractor", "委託先常駐", counts_as_staff=False, shown_apart=True),
)
# The first pattern that fits decides; order matters (会計年度 before パート…).
_TYPE_PATTERNS = (
    (r"会計年度.*(フル|常勤)|会計年度.*第2号|^会フル", "annual_full"),
    (r"会計年度|会任|^会パ|パートタイム", "annual_part"),
    (r"再任用|定年前再|再短", "reappointed"),
    (r"任期付|任期付き|任付", "fixed_term"),
    (r"臨時|臨任", "temporary"),
    (r"労働者派遣|派遣労働|派遣社員|人材派遣", "agency"),
    (r"委託|常駐", "contractor"),
    (r"派遣受|受入|研修生|割愛", "seconded_in"),
    (r"議員", "council"),
    (r"特別職|市長|教育長", "executive"),
    (r"正規|正職|一般職|任期の定めのない|常勤職員|^常勤$|定数内|^職員$", "regular"),
)
_RANK_PATTERNS = (
    (r"課長補佐|室長補佐|所長補佐|補佐$|主幹", "assistant"),
    (r"次長|副部長|部次長|審議監|^理事", "deputy"),
    (r"係長|班長|グループ長|主査|担当長", "unit_head"),
    (r"^(市長|副市長|町長|副町長|教育長|管理者|特別職)$", "executive"),
    (r"部長|局長|会計管理者|消防長|本部長|技監", "bureau_head"),
    (r"課長|室長|所長|館長|園長|署長|センター長|支所長|参事|場長|校長", "section_head"),
    (r"主任|主任主事", "senior"),
    (r"主事|技師|書記|主事補|保育士|保健師|司書|技能|職員$|消防士|補助員", "staff"),
)
_HEAD = re.compile(
    r"(部長|局長|課長|室長|所長|館長|園長|署長|センター長|支所長|消防長)$"
)
_KINDS = (
    (r"本務|主務|^本$|^主$|^1$|^01$|^0$|^00$", MAIN),
    (r"事務取扱|事務代理|心得|^事$", "acting"),
    (r"併任|^併$|^3$|^03$", "joint"),
    (r"兼務|兼職|^兼$|^2$|^02$", CONCURRENT),
    (r"充て職|充職|^充$", "ex_officio"),
    (r"派遣|出向", "dispatched"),
)
KIND_LABELS = {
    MAIN: "本務",
    CONCURRENT: "兼務",
    "joint": "併任",
    "acting": "事務取扱",
    "ex_officio": "充て職",
    "dispatched": "派遣",
}
NOT_ABSENT = "none"
ABSENCE_LABELS = {
    NOT_ABSENT: "休業等ではない",
    "leave": "休業等",
    "dispatched": "派遣中",
    "other": "その他",
}
_ABSENCES = (
    (r"部分休業|短時間|時短|部分休|修学部分|高齢者部分", NOT_ABSENT),
    (r"^(なし|無|在職|在籍|勤務中|通常|現職|0|00)$", NOT_ABSENT),
    (r"派遣|研修|出向", "dispatched"),
    (r"休職|休業|育休|産休|休暇|病休|療養|専従|介護|停職|^休$|休み", "leave"),
)
_RANKS = (
    "none",
    "staff",
    "senior",
    "unit_head",
    "assistant",
    "section_head",
    "deputy",
    "bureau_head",
    "executive",
)


RANK_LABELS = {
    "executive": "特別職",
    "bureau_head": "部長級",
    "deputy": "次長級",
    "section_head": "課長級",
    "assistant": "課長補佐級",
    "unit_head": "係長級",
    "senior": "主任級",
    "staff": "主事級",
    "none": "該当なし",
}


def meanings(subject: Subject) -> dict[str, str]:
    """What a word about this subject may mean: stored value → word on the screen."""
    return {
        Subject.POST_TITLE: RANK_LABELS,
        Subject.EMPLOYMENT_TYPE: {kind.code: kind.name for kind in EMPLOYMENT_TYPES},
        Subject.ABSENCE: ABSENCE_LABELS,
        Subject.POSTING_KIND: KIND_LABELS,
        Subject.CHARACTER: {},
    }[subject]


def meaning_label(subject: Subject, meaning: str) -> str:
    """The word on the screen for a stored meaning."""
    return meanings(subject).get(meaning, meaning)


@dataclass(frozen=True, slots=True)
class Title:
    """A post title's rank class and whether it heads its unit."""

    rank_class: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The city's tables and what was confirmed before.

    `types`: folded name or code → type code. `titles`: title → `Title`. `confirmed`:
    (subject, value) → meaning; for a title the meaning is its rank class.
    """

    types: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, Title] = field(default_factory=dict)
    confirmed: Mapping[tuple[str, str], str] = field(default_factory=dict)


def guess_employment_type(text: str) -> str | None:
    """The shipped type that a word means, or None."""
    return _first(_TYPE_PATTERNS, fold(text))


def guess_title(title: str) -> Title | None:
    """Rank class and headship by a title's usual meaning, or None."""
    rank = _first(_RANK_PATTERNS, fold(title))
    return Title(rank, bool(_HEAD.search(fold(title)))) if rank else None


def guess_kind(text: str) -> str | None:
    """The posting kind that a word means; an empty cell is the main post."""
    return _first(_KINDS, fold(text)) if text.strip() else MAIN


def guess_absence(text: str) -> str | None:
    """The neutral class that a word means, `NOT_ABSENT`, or None if unknown."""
    return _first(_ABSENCES, fold(text)) if text.strip() else NOT_ABSENT


def is_promotion(before: str, after: str) -> bool:
    """Whether one rank class is above another; 該当なし is below all."""
    return _RANKS.index(after) > _RANKS.index(before) > 0


def _first(patterns: tuple[tuple[str, str], ...], text: str) -> str | None:
    found = (meaning for pattern, meaning in patterns if re.search(pattern, text))
    return next(found, None)
