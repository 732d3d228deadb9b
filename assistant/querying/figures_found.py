"""The rows of the figure that is wanted, from wherever they are kept."""

from __future__ import annotations

from assistant.base import Turn
from assistant.querying.spent import OF_HISTORY, spent_table
from assistant.querying.table import Table, table_of
from assistant.querying.wanted import Wanted
from assistant.querying.wanted_reading import RECORDS


def figures_of(turn: Turn, wanted: Wanted) -> Table | None:
    """None where no record has that figure split like that.

    Raises:
        EngineError: it may not be seen.
    """
    if wanted.domain == RECORDS and wanted.measure in OF_HISTORY:
        return spent_table(turn, wanted)
    return table_of(turn, wanted)
