"""What was measured beside what is promised: one table, and a file to compare with."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One thing that was measured.

    :param section: what it is about, such as "Checkouts".
    :param what: what was done, with the size of it.
    :param measured: the median, where it was done several times.
    :param unit: of what was measured and promised, "x" for a ratio.
    :param promised: the most that it may be, or the least; None if nothing is promised.
    :param is_least: whether the promise is the least.
    :param is_binding: whether ``make bench`` fails where the promise is broken: not for
        times, which depend on the machine.
    :param spread: the quartiles.
    """

    section: str
    what: str
    measured: float
    unit: str
    promised: float | None = None
    is_least: bool = False
    is_binding: bool = False
    spread: tuple[float, float] | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the promise is kept."""
        if self.promised is None:
            return True
        if self.is_least:
            return self.measured >= self.promised
        return self.measured <= self.promised

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same figure as in another run."""
        return self.section, self.what, self.unit


def ratio(
    section: str, what: str, ratios: Sequence[float], promised: float | None
) -> Figure:
    """Return the figure of ratios that were measured in turns."""
    low, middle, high = quantiles(ratios, n=4)
    return Figure(section, what, middle, "x", promised, spread=(low, high))


def show(
    console: Console, figures: Iterable[Figure], before: Path | None = None
) -> bool:
    """Print the table, and tell whether all binding promises are kept.

    :param before: the file of another run, whose figures are to stand beside these.
    """
    earlier = _read(before) if before else {}
    table = Table("", "measured", "quartiles", "promised", "", expand=False)
    if before:
        table.add_column("before", justify="right")
    for column in table.columns[1:4]:
        column.justify = "right"
    is_kept, section = True, ""
    for each in figures:
        is_kept &= each.is_kept or not each.is_binding
        if each.section != section:
            section = each.section
            table.add_section()
            table.add_row(f"[bold]{section}[/bold]")
        row = [each.what, _written(each.measured, each.unit), "", "", ""]
        if each.spread:
            row[2] = " - ".join(f"{bound:.2f}" for bound in each.spread)
        if each.promised is not None:
            row[3] = f"{'>=' if each.is_least else '<='} {each.promised:,g}"
            broken = "NOT KEPT" if each.is_binding else "missed"
            row[4] = "kept" if each.is_kept else broken
        if before:
            was = earlier.get(each.key)
            row.append("" if was is None else _written(was, each.unit))
        table.add_row(*row)
    console.print(table)
    return is_kept


def write(figures: Iterable[Figure], file: Path) -> None:
    """Write what was measured into a file, to compare another run with."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([asdict(each) for each in figures], indent=1) + "\n")


def _read(file: Path) -> dict[tuple[str, str, str], float]:
    return {
        (each["section"], each["what"], each["unit"]): each["measured"]
        for each in json.loads(file.read_text())
    }


def _written(value: float, unit: str) -> str:
    if unit == "x":
        return f"{value:.2f} x"
    number = f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:,.2f}"
    return f"{number} {unit}".strip()
