"""PURE: the lines of a report by department, and in which line each department counts.

Knows the tree, its levels, and what became of a closed department; must not know people,
figures or the database.

Decided here:

- Organisation "now" follows a succession only where a department has exactly one
  successor (also several departments into one). A department that was split, or closed
  without a successor, keeps a line of its own, marked, under what became of its former
  parent: nobody's result is moved to a unit by guessing.
- A department finer than the asked level gets a line where nothing of that level
  stands above it (会計課 beside the bureaux, a 係 directly under a 部).
- People counted in a department that has lines below it, and not in one of those, form
  the line 部付 (under a section 課付), so that the lines below add up to it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CITY = "city"
DIRECT = ":direct"


class Level(StrEnum):
    """How fine a report is."""

    BUREAU = "bureau"
    SECTION = "section"
    UNIT = "unit"

    @property
    def rank(self) -> int:
        """0 for the coarsest."""
        return tuple(Level).index(self)


class Organisation(StrEnum):
    """As it was on the report's day, or as it is today."""

    THEN = "then"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Unit:
    """One department, for as long as it kept its identity: [starts_on, ends_on)."""

    id: int
    code: str
    name: str
    level: Level
    parent_id: int | None
    path: str
    sort_key: str
    authority_id: int
    starts_on: date
    ends_on: date | None

    def is_on(self, day: date) -> bool:
        """Whether the department exists on ``day``."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report; ``key`` is its code in files and addresses.

    ``unit_id`` is the department it stands for, None for the city; ``is_direct`` marks
    部付; ``is_closed`` a department that is not there in the shown organisation.
    """

    key: str
    name: str
    level: str
    parent: str | None
    depth: int
    unit_id: int | None
    is_direct: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines in official order, and the line in which each department's people count."""

    lines: tuple[Line, ...]
    line_of: Mapping[int, str]

    def ancestors(self) -> list[tuple[str, str]]:
        """Each line with itself and with every line that it adds up to."""
        parents = {line.key: line.parent for line in self.lines}
        found = []
        for key in parents:
            above: str | None = key
            while above is not None:
                found.append((key, above))
                above = parents[above]
        return found

    def children(self) -> dict[str, tuple[str, ...]]:
        """The lines directly below each line that has any, in official order."""
        below: dict[str, list[str]] = defaultdict(list)
        for line in self.lines:
            if line.parent is not None:
                below[line.parent].append(line.key)
        return {key: tuple(keys) for key, keys in below.items()}


def placements(
    units: Mapping[int, Unit], successors: Mapping[int, Sequence[int]], today: date
) -> dict[int, int]:
    """Say in which department each one's people count in today's organisation.

    Parameters
    ----------
    units : every department there ever was, by id.
    successors : for a closed department those that took over; n:m.
    today : the day of the organisation that is shown.
    """
    found = {}
    for start in units:
        place, seen = start, {start}
        while not units[place].is_on(today):
            following = successors.get(place, ())
            if len(following) != 1 or following[0] in seen:
                break
            place = following[0]
            seen.add(place)
        # a chain that ends in a split is not followed half way
        found[start] = place if units[place].is_on(today) else start
    return found


def draw_chart(
    units: Mapping[int, Unit],
    *,
    level: Level,
    day: date,
    posted: Collection[int],
    places: Mapping[int, int] | None = None,
) -> Chart:
    """Draw the lines of a report.

    Parameters
    ----------
    units : every department there ever was, by id.
    level : the finest level that gets lines.
    day : the day of the organisation that is shown.
    posted : departments in which somebody is counted.
    places : from ``placements`` for today's organisation; None for that of ``day``.
    """
    places = places or {}
    parent_of = {
        unit.id: None if unit.parent_id is None else _place(places, unit.parent_id)
        for unit in units.values()
    }
    homes = {_place(places, unit_id) for unit_id in posted}
    kept = {u.id for u in units.values() if u.is_on(day)} | homes
    for unit_id in tuple(kept):
        above = parent_of[unit_id]
        while above is not None and above not in kept:
            kept.add(above)
            above = parent_of[above]
    drawing = _Drawing(units, _by_parent(units, kept, parent_of), level, day, homes)
    drawing.draw_city()
    line_of = {
        unit_id: drawing.line_of[place]
        for unit_id in units
        if (place := _place(places, unit_id)) in drawing.line_of
    }
    return Chart(tuple(drawing.lines), line_of)


def _place(places: Mapping[int, int], unit_id: int) -> int:
    return places.get(unit_id, unit_id)


def _by_parent(
    units: Mapping[int, Unit],
    kept: Iterable[int],
    parent_of: Mapping[int, int | None],
) -> dict[int | None, list[Unit]]:
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit_id in kept:
        below[parent_of[unit_id]].append(units[unit_id])
    for siblings in below.values():
        siblings.sort(key=lambda unit: (unit.sort_key, unit.code, unit.id))
    return below


class _Drawing:
    """Walks the tree once, from the top, in official order."""

    def __init__(
        self,
        units: Mapping[int, Unit],
        below: Mapping[int | None, list[Unit]],
        level: Level,
        day: date,
        homes: Collection[int],
    ) -> None:
        self.below = below
        self.level = level
        self.day = day
        self.homes = homes
        self.lines: list[Line] = []
        self.line_of: dict[int, str] = {}
        self.keys: set[str] = {CITY}
        self.unit_by_code = _codes_in_force(units, day)

    def draw_city(self) -> None:
        city = Line(CITY, "", CITY, None, 0, None)
        self.lines.append(city)
        for unit in self.below.get(None, ()):
            self.draw(unit, city, is_complete=False)

    def draw(self, unit: Unit, above: Line, *, is_complete: bool) -> None:
        """Draw a department; ``is_complete``: the asked level stands above it."""
        line = Line(
            key=self.key_of(unit),
            name=unit.name,
            level=unit.level.value,
            parent=above.key,
            depth=above.depth + 1,
            unit_id=unit.id,
            is_closed=not unit.is_on(self.day),
        )
        self.keys.add(line.key)
        self.lines.append(line)
        is_complete = is_complete or unit.level.rank >= self.level.rank
        children = self.below.get(unit.id, ())
        shown = [child for child in children if self.has_line(child, is_complete)]
        folded = [child for child in children if child not in shown]
        own = self.own_line(line, unit, bool(shown), folded)
        self.line_of[unit.id] = own
        for child in folded:
            self.fold(child, own)
        for child in shown:
            self.draw(child, line, is_complete=is_complete)

    def has_line(self, unit: Unit, is_complete: bool) -> bool:
        return not is_complete or unit.level.rank <= self.level.rank

    def own_line(
        self, line: Line, unit: Unit, has_lines_below: bool, folded: Iterable[Unit]
    ) -> str:
        """The key under which the department's own people count."""
        is_home = unit.id in self.homes or any(map(self.holds_people, folded))
        if not has_lines_below or not is_home:
            return line.key
        is_bureau = unit.level is Level.BUREAU
        direct = Line(
            key=line.key + DIRECT,
            name="部付" if is_bureau else "課付",
            level=(Level.SECTION if is_bureau else Level.UNIT).value,
            parent=line.key,
            depth=line.depth + 1,
            unit_id=unit.id,
            is_direct=True,
        )
        self.lines.append(direct)
        return direct.key

    def holds_people(self, unit: Unit) -> bool:
        if unit.id in self.homes:
            return True
        return any(self.holds_people(child) for child in self.below.get(unit.id, ()))

    def fold(self, unit: Unit, key: str) -> None:
        """Count a department without a line, and all below it, in a line above."""
        self.line_of[unit.id] = key
        for child in self.below.get(unit.id, ()):
            self.fold(child, key)

    def key_of(self, unit: Unit) -> str:
        """The department's code; with its first day where another one has the code."""
        has_code = self.unit_by_code.get(unit.code, unit.id) == unit.id
        if has_code and unit.code not in self.keys:
            return unit.code
        return f"{unit.code}@{unit.starts_on.isoformat()}"


def _codes_in_force(units: Mapping[int, Unit], day: date) -> dict[str, int]:
    return {unit.code: unit.id for unit in units.values() if unit.is_on(day)}
