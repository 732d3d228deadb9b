"""Sheets that hold no data of their own: notes, lists of choices, sums of other sheets."""

from __future__ import annotations

from engine.imports.recognising import naming
from engine.imports.recognising.assigning import View
from engine.imports.recognising.headings import is_listed
from engine.imports.recognising.scoring import Candidate

# From here on a table is data, whatever its sheet is called.
CLEAR = 0.6
# A table that is nothing like any kind and small is none that anybody misses.
HARDLY, SMALL = 0.15, 2


def nothing_in(view: View, best: Candidate) -> str | None:
    """Why nothing of a sheet is loaded (a code); None for data."""
    table = view.table
    if not len(table):
        return "empty_form"
    filled = [heading for heading, contents in view.contents.items() if contents.filled]
    told = [one for one in filled if not is_listed("aside", one)]
    if len(told) < SMALL:
        return "no_table"
    counts = [one for one in told if is_listed("heads", one) or is_listed("sums", one)]
    if counts and len(told) - len(counts) <= 1:
        return "only_sums"
    if naming.tells_of_others(table.sheet) and best.score < CLEAR and not view.alone:
        return "tells_of_others"
    if best.score < HARDLY and (len(told) <= SMALL or _is_prose(view)):
        return "no_table"
    return None


def _is_prose(view: View) -> bool:
    """Whether most cells are sentences."""
    shares = [contents.share("long") for contents in view.contents.values() if contents.filled]
    return sum(shares) > len(shares) / 3
