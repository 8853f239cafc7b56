"""Knows how to make keys of Japanese text: width, kana, dashes and spaces folded.

Every function returns a key for searching and matching, or a name for the screen.
None replaces a delivered value: store that as it came.
"""

import re
import unicodedata

# か゛ typed as two characters: NFKC would put a space between them.
_SPACING_VOICING_MARKS = str.maketrans({"゛": "\u3099", "゜": "\u309a"})
# Characters that CP932 turns into a twin on the way (〜 comes back as ～).
_CP932_TWINS = str.maketrans({"〜": "~", "‖": "∥"})
_HIRAGANA_TO_KATAKANA = {
    code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)
}
_KANA = "ぁ-ゖァ-ヺｦ-ﾝ"
_DASHES = r"\-\u2010-\u2015\u2212\u2500\ufe58\ufe63\uff0d"
_DASH_RUN = re.compile(f"(^|.)([ー{_DASHES}]+)", re.DOTALL)
_ANY_DASH = re.compile(f"[{_DASHES}]")
# Invisible: format characters (zero width, joiners, marks of direction) and the
# selectors that pick a glyph of a kanji (辻 with one dot or two).
_INVISIBLE = re.compile(
    "[\u00ad\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff]"
)
# Kanji that names write in several forms; staff search for the usual one.
_NAME_VARIANTS = str.maketrans(
    "髙﨑嵜栁桺濵濱瀨德邊邉齋齊斉澤櫻眞惠𠮷𣘺廣嶋嶌冨槇國圓曻淸靑增橫",
    "高崎崎柳柳浜浜瀬徳辺辺斎斎斎沢桜真恵吉橋広島島富槙国円昇清青増横",
)


def fold(text: str) -> str:
    """Fold width, case, dashes and spaces; kana keep their kind.

    The key for comparing headers, unit names and codes: NFKC, so Ａ, ｱ and ① become
    a, ア and 1; invisible characters dropped; runs of spaces one space, none at the
    ends. Of the dashes, one that follows kana is a long vowel (サ-ビス, ｻｰﾋﾞｽ), any
    other is a hyphen, also where ー was typed for it (０３ー１２３４).
    """
    plain = _INVISIBLE.sub("", text.translate(_SPACING_VOICING_MARKS))
    plain = unicodedata.normalize("NFKC", plain).translate(_CP932_TWINS)
    plain = unicodedata.normalize("NFKC", plain.casefold())
    return _DASH_RUN.sub(_fold_dashes, " ".join(plain.split()))


def fold_kana(text: str) -> str:
    """Return the key for matching kana: full-width katakana without any space."""
    katakana = fold(text).translate(_HIRAGANA_TO_KATAKANA)
    return unicodedata.normalize("NFKC", katakana.replace(" ", ""))


def fold_for_search(text: str) -> str:
    """Return the key for searching text and names.

    As `fold`, with hiragana as katakana and name variants (髙, 﨑, 𠮷) as the usual
    kanji. Words stay apart by one space.
    """
    return fold(text).translate(_HIRAGANA_TO_KATAKANA).translate(_NAME_VARIANTS)


def normalise_spaces(text: str) -> str:
    """Return a name for the screen: its parts apart by one full-width space."""
    return "　".join(text.split())


def _fold_dashes(found: re.Match[str]) -> str:
    before, run = found.groups()
    if re.match(f"[{_KANA}]", before):
        return before + "ー" * len(run)
    if before:
        return before + "-" * len(run)
    return _ANY_DASH.sub("-", run)
