"""What a link leads to: files as they were made, charts drawn now."""

from __future__ import annotations

from dataclasses import replace

from assistant.charts.chart import MEDIA_TYPE, Chart
from engine.usecases.context import BudgetEngine
from engine.usecases.report_files import StoredFile, fetch_file


def stored_file(engine: BudgetEngine, secret: str) -> StoredFile:
    """The file with that secret.

    Raises:
        NotFound: there is none, or it expired.
    """
    found = engine.perform_as_system(fetch_file, secret)
    if found.media_type != MEDIA_TYPE:
        return found
    # Here, since the plot's library takes a second to load, and the start need not wait for it.
    from assistant.charts.drawing import draw

    return replace(found, media_type="image/png", content=draw(Chart.read(found.content)))
