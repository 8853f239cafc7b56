"""Figures, their aims, and the table they are printed in."""

import json
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured figure; ``aim`` None where the issue names none."""

    name: str
    value: float
    unit: str
    aim: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the aim is met; smaller is better for every figure here."""
        if self.aim is None:
            return ""
        return "met" if self.value <= self.aim else "MISSED"


@dataclass
class Results:
    """All figures of one run."""

    title: str
    figures: list[Figure] = field(default_factory=list)
    costs: list[tuple[str, float, float | None]] = field(default_factory=list)

    def add(self, name: str, value: float, unit: str, aim: float | None = None) -> None:
        """Keep a figure and show it at once."""
        figure = Figure(name, value, unit, aim)
        self.figures.append(figure)
        print("  " + self._line(figure), flush=True)

    def table(self) -> str:
        """Return the figures as a Markdown table."""
        head = f"{self.title} ({machine()})\n\n| what | measured | aim | |\n|---|--:|--:|---|"
        return "\n".join([head, *map(self._line, self.figures)])

    def write(self, path: Path) -> None:
        """Write the figures as JSON."""
        data = {
            "title": self.title,
            "machine": machine(),
            "figures": [
                {**asdict(figure), "verdict": figure.verdict} for figure in self.figures
            ],
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")

    def cost(self, name: str, cpu_ms: float, aim: float | None = None) -> None:
        """Keep the CPU of a request; ``aim`` is in floors, which are known at the end."""
        self.add(f"{name}, CPU", cpu_ms, "ms")
        self.costs.append((f"{name}, CPU in floors", cpu_ms, aim))

    def divide_by(self, floor_ms: float) -> None:
        """Give every cost in floors as well."""
        for name, cpu_ms, aim in self.costs:
            self.add(name, cpu_ms / floor_ms, "", aim)

    @staticmethod
    def _line(figure: Figure) -> str:
        aim = "" if figure.aim is None else f"≤ {figure.aim:g} {figure.unit}"
        value = f"{figure.value:,.2f}" if figure.value < 100 else f"{figure.value:,.0f}"
        return f"| {figure.name} | {value} {figure.unit} | {aim} | {figure.verdict} |"


def machine() -> str:
    """Say on what this was measured."""
    import os

    return f"{os.cpu_count()} cores, Python {platform.python_version()}"
