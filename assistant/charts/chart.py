"""A bar chart in words and numbers, before it is drawn."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from engine.values.visible import one_line

# A chart is kept as this and drawn when somebody looks at it.
MEDIA_TYPE = "application/vnd.peisuan.chart+json"
MOST_ROWS = 10


@dataclass(frozen=True)
class ChartRow:
    """One label with a value for each series; `said` is how each value reads, or for stacked
    values their one sum."""

    label: str
    values: tuple[float, ...]
    said: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", one_line(self.label))
        object.__setattr__(self, "said", tuple(map(one_line, self.said)))


@dataclass(frozen=True)
class Chart:
    """Rows from the top; `series` names the values of each row, stacked or side by side."""

    title: str
    rows: tuple[ChartRow, ...]
    series: tuple[str, ...] = ()
    stacked: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "series", tuple(map(one_line, self.series)))

    @property
    def alt(self) -> str:
        """The picture for those who do not see it."""
        return f"{self.title}: " + "; ".join(
            f"{row.label} {' → '.join(row.said)}" for row in self.rows
        )

    def written(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def read(cls, written: bytes) -> Chart:
        plain = json.loads(written)
        rows = tuple(
            ChartRow(row["label"], tuple(row["values"]), tuple(row["said"]))
            for row in plain["rows"]
        )
        return cls(plain["title"], rows, tuple(plain["series"]), plain["stacked"])
