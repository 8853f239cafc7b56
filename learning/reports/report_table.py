"""The report as a table of text and numbers, for CSV and Excel.

Knows headings, notes and marks; must not know bytes or count anything.
"""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from learning.japanese.wareki import format_wareki, format_wareki_short
from learning.literacy.states import PROVISIONAL
from learning.reports.measures import Measure, MeasureKind
from learning.reports.organisation import CITY, Level, Organisation
from learning.reports.report import DepartmentReport, Figure, ReportLine, TermGaps
from learning.reports.suppression import Reason
from learning.tabular.shares import points
from learning.tabular.table import Cell, Column, Kind, Table

HIDDEN = "－"
"""Stands for a hidden figure; full width, so that CP932 has it."""


def report_table(report: DepartmentReport, *, is_flat: bool = False) -> Table:
    """Make the table of a report.

    ``is_flat`` repeats day, plan, revision and organisation in each row and spares the
    indentation of names: for files without a title.
    """
    ground = _ground_columns() if is_flat else ()
    return Table(
        columns=(*ground, *_columns(report)),
        rows=tuple(
            (*_ground(report, is_flat), *_cells(report, one, is_flat))
            for one in report.lines
        ),
        title=title(report),
        notes=(*notes(report), *measure_notes(report), *gap_notes(report)),
        named_by=0 if is_flat else 2,
    )


def title(report: DepartmentReport) -> str:
    """Name the report with its day in both calendars."""
    return _("部局別の到達状況（基準日 %(wareki)s・%(short)s）") % {
        "wareki": format_wareki(report.as_of),
        "short": format_wareki_short(report.as_of),
    }


def level_word(level: str) -> str:
    """The city hall's word for a level."""
    words = {
        CITY: _("全体"),
        Level.BUREAU: _("部局"),
        Level.SECTION: _("課"),
        Level.UNIT: _("係"),
    }
    return words[level]


def note_of(one: ReportLine) -> str:
    """What a reader of this line must know; empty for most."""
    notes = []
    if one.beside:
        notes.append(_("併任のみ %(people)s人") % {"people": one.beside})
    if one.line.is_closed:
        notes.append(_("この組織図の時点にはない所属"))
    return "、".join(notes)


def organisation_word(organisation: Organisation) -> str:
    """The word for the organisation in which figures are shown."""
    return _("当時") if organisation is Organisation.THEN else _("現在")


def notes(report: DepartmentReport) -> Iterator[str]:
    """What a reader of the figures must know, line by line."""
    yield _("計画：%(plan)s（第%(number)s版、%(day)s から） %(term)s") % {
        "plan": report.plan_name,
        "number": report.revision,
        "day": format_wareki_short(report.revision_effective_on),
        "term": report.term_name,
    }
    yield _("組織：%s。人は基準日の本務の所属で 1 回だけ数えます。") % (
        organisation_word(report.organisation)
    )
    yield _(
        "職員数のうち、休業等の人と計画の対象外の人は、どの分母にも入りません。"
        "対象は、それぞれの求められる職員の人数です。"
    )
    apart = [
        _("%(name)s %(people)s人") % {"name": name, "people": f"{people:,}"}
        for name, people in report.apart()
    ]
    if apart:
        yield _("職員数のうち別掲（内数）：%s") % "、".join(apart)
    if report.has_hidden:
        yield _(
            "「－」は表示しない数字です。対象が 1〜%(most)s 人のもの（少人数）と、"
            "それをほかの数字から計算できてしまうもの（計算防止）です。"
        ) % {"most": report.threshold - 1}
    if report.has_small:
        yield _(
            "備考に「少人数」とある数字は、名簿を見てよい人だけに表示しています。"
            "ほかの人に渡さないでください。"
        )


def measure_notes(report: DepartmentReport) -> Iterator[str]:
    """What the codes of the headings stand for, for files; the page has them there."""
    for measure in report.measures:
        words = {"code": measure.code, "name": measure.name}
        if measure.certainty == PROVISIONAL:
            yield _("%(code)s：%(name)s（暫定）") % words
        else:
            yield _("%(code)s：%(name)s") % words


def gap_notes(report: DepartmentReport) -> Iterator[str]:
    """How far units lie apart, in words, for files; the page has a table of it."""
    for measure in report.literacies:
        gap = report.gaps.get(measure.key)
        if gap is not None:
            yield _(
                "所属間の差 %(code)s：P90−P10 %(spread)s ポイント、最大−最小 "
                "%(reach)s ポイント（表示した %(units)s 所属）"
            ) % {
                "code": measure.code,
                "spread": points(gap.spread),
                "reach": points(gap.reach),
                "units": gap.units,
            }
    for measure in report.literacies if report.gaps_by_term else ():
        yield _("所属間の差（P90−P10）の推移 %(code)s：%(course)s") % {
            "code": measure.code,
            "course": " → ".join(_spread(one, measure) for one in report.gaps_by_term),
        }


def _spread(one: TermGaps, measure: Measure) -> str:
    gap = one.gaps.get(measure.key)
    day = format_wareki_short(one.as_of)
    if gap is None:
        return _("%(day)s −") % {"day": day}
    return _("%(day)s %(spread)s ポイント") % {"day": day, "spread": points(gap.spread)}


def _ground_columns() -> tuple[Column, ...]:
    return (
        Column("as_of", _("基準日"), Kind.DATE),
        Column("plan", _("計画")),
        Column("revision", _("版"), Kind.INT),
        Column("organisation", _("組織")),
    )


def _ground(report: DepartmentReport, is_flat: bool) -> tuple[Cell, ...]:
    if not is_flat:
        return ()
    organisation = organisation_word(report.organisation)
    return report.as_of, report.plan_code, report.revision, organisation


def _columns(report: DepartmentReport) -> Iterator[Column]:
    yield Column("code", _("所属コード"))
    yield Column("name", _("所属名"))
    yield Column("level", _("区分"))
    yield Column("parent", _("上位所属コード"))
    yield Column("headcount", _("職員数"), Kind.INT)
    yield Column("absent", _("うち休業等"), Kind.INT)
    yield Column("outside", _("うち計画の対象外"), Kind.INT)
    yield Column("apart", _("うち別掲"), Kind.INT)
    for measure in report.measures:
        yield from _measure_columns(measure)
    yield Column("note", _("備考"))


def _measure_columns(measure: Measure) -> Iterator[Column]:
    is_literacy = measure.kind is MeasureKind.LITERACY
    done = _("到達") if is_literacy else _("達成")
    code, key = measure.code, measure.key
    yield Column(f"{key}:audience", f"{code} {_('対象')}", Kind.INT)
    yield Column(f"{key}:attained", f"{code} {done}", Kind.INT)
    yield Column(f"{key}:share", f"{code} {done}{_('率')}", Kind.SHARE)
    if is_literacy:
        yield Column(f"{key}:target", f"{code} {_('目標')}", Kind.SHARE)


def _cells(report: DepartmentReport, one: ReportLine, is_flat: bool) -> Iterator[Cell]:
    yield one.line.key
    yield one.line.name if is_flat else "　" * max(one.line.depth, 0) + one.line.name
    yield level_word(one.line.level)
    yield one.line.parent
    yield one.headcount
    yield one.absent
    yield one.outside
    yield one.apart_people
    for measure in report.measures:
        figure = one.figures[measure.key]
        yield from _figure_cells(figure)
        if measure.kind is MeasureKind.LITERACY:
            yield figure.target
    yield "；".join(_remarks(report, one)) or None


def _figure_cells(figure: Figure) -> tuple[Cell, Cell, Cell]:
    if figure.suppressed:
        return HIDDEN, HIDDEN, HIDDEN
    return figure.audience, figure.attained, figure.share


def _remarks(report: DepartmentReport, one: ReportLine) -> Iterator[str]:
    note = note_of(one)
    if note:
        yield note
    words = {
        Reason.PRIMARY: _("少人数のため非表示"),
        Reason.COMPLEMENTARY: _("計算防止のため非表示"),
    }
    for reason, word in words.items():
        hidden = {key for key, f in one.figures.items() if f.suppressed is reason}
        if hidden:
            yield f"{word}：{_codes(report, hidden)}"
    small = {key for key, figure in one.figures.items() if figure.is_small}
    if small:
        yield f"{_('少人数')}：{_codes(report, small)}"


def _codes(report: DepartmentReport, keys: Collection[str]) -> str:
    return "、".join(one.code for one in report.measures if one.key in keys)
