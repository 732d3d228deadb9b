"""Of which times, and which are held against each other."""

from __future__ import annotations

from assistant.querying.composing.reading import Reading
from engine.values.period import Period


def take_times(reading: Reading) -> None:
    found = [at for at, one in enumerate(reading.terms) if one.days is not None]
    reading.used.update(found)
    asking = reading.asking
    asking.compares = any(
        one.marks("compare", "differ") and not one.marks("and") for one in reading.terms
    )
    said = sorted(_days(reading, found), key=lambda one: (one.end, one.start))
    if len(said) == 2 and asking.compares:
        asking.against, asking.days = said
    elif len(said) == 1 and asking.compares and _is_against(reading, found[0]):
        asking.against = said[0]
    elif len(said) > 1 and asking.compares:
        asking.unread += [reading.said(reading.terms[at]) for at in found]
    elif said:
        asking.days, *also = said
        asking.also = tuple(also)


def _days(reading: Reading, found: list[int]) -> set[Period]:
    return {days for at in found if (days := reading.terms[at].days) is not None}


def _is_against(reading: Reading, at: int) -> bool:
    beside = [one for place in (at - 1, at + 1) if (one := reading.at(place)) is not None]
    return any(one.marks("compare") for one in beside)
