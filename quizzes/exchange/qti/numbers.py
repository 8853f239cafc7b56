"""Reads which numbers an item takes as right: a value and an absolute tolerance."""

from decimal import Decimal
from xml.etree.ElementTree import Element

from quizzes.exchange.gathering import Refused
from quizzes.exchange.qti.choices import best_entries
from quizzes.exchange.qti.declarations import Declaration, number
from quizzes.exchange.qti.item import Item
from quizzes.exchange.qti.processing import MAP
from quizzes.exchange.xml_tree import attribute, child, text_of

NOTHING = Decimal(0)
HALF = Decimal("0.5")
PERCENT = Decimal(100)


def number_with_tolerance(item: Item, declared: Declaration) -> tuple[Decimal, Decimal]:
    """Return the right number and the difference that is allowed.

    Raises
    ------
    Refused
        If no right number is written.
    """
    within = _range(item, declared)
    if within is not None:
        return within
    value = _value(item, declared)
    comparison = item.processing.comparison(
        declared.identifier, "equal", "equalRounded"
    )
    if comparison is None:
        return value, NOTHING
    constant = number(text_of(child(comparison, "baseValue")))
    if constant is not None:
        value = constant
    if comparison.tag == "equalRounded":
        return value, _rounding(item, comparison)
    return _tolerance(item, comparison, value)


def _value(item: Item, declared: Declaration) -> Decimal:
    written = declared.correct[0] if declared.correct else ""
    if item.rule(declared) == MAP and declared.mapping is not None:
        best = best_entries(item, declared.mapping)
        if len(best) > 1:
            raise Refused("正答の数が二つ以上あります。")
        written = best[0].key
    comparison = item.processing.comparison(declared.identifier, "equal", "match")
    if not written and comparison is not None:
        written = text_of(child(comparison, "baseValue"))
    value = number(written)
    if value is None:
        raise Refused("正答の数が書かれていません。")
    return value


def _tolerance(
    item: Item, comparison: Element, value: Decimal
) -> tuple[Decimal, Decimal]:
    mode = attribute(comparison, "toleranceMode", "exact")
    written = [number(text) for text in attribute(comparison, "tolerance").split()]
    allowed = [abs(each) for each in written if each is not None]
    if mode == "exact" or not allowed:
        return value, NOTHING
    if len(allowed) == 1:
        allowed = allowed * 2
    below, above = allowed[0], allowed[1]
    if mode == "relative":
        below, above = (abs(value) * each / PERCENT for each in (below, above))
    if below == above:
        return value, below
    item.gathering.note("上と下で異なる許す差を、範囲の真ん中からの差にしました。")
    return value + (above - below) / 2, (above + below) / 2


def _rounding(item: Item, comparison: Element) -> Decimal:
    figures = number(attribute(comparison, "figures")) or NOTHING
    if (
        attribute(comparison, "roundingMode") != "decimalPlaces"
        or not 0 <= figures < 20
    ):
        item.gathering.note(
            "有効数字による丸めは取り込まず、同じ数だけを正解にしました。"
        )
        return NOTHING
    item.gathering.note("小数の桁による丸めを、その桁の半分までの差にしました。")
    return HALF.scaleb(-int(figures))


def _range(item: Item, declared: Declaration) -> tuple[Decimal, Decimal] | None:
    """Return the middle and half the width of a range that is asked for."""
    low: list[Decimal] = []
    high: list[Decimal] = []
    names = ("gte", "gt", "lte", "lt")
    for comparison in item.processing.comparisons(declared.identifier, *names):
        if len(comparison) != 2:
            continue
        first, second = comparison
        bound = number(text_of(second if first.tag == "variable" else first))
        if bound is None:
            continue
        is_least = comparison.tag in ("gte", "gt")
        if first.tag != "variable":
            is_least = not is_least
        (low if is_least else high).append(bound)
        if comparison.tag in ("gt", "lt"):
            item.gathering.note("範囲の端の数も正解にしました。")
    if len(low) != 1 or len(high) != 1:
        return None
    # Some systems write the two sides of a comparison the other way round.
    return (low[0] + high[0]) / 2, abs(high[0] - low[0]) / 2
