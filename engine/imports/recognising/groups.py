"""Headings of two lines, whose upper one names groups of columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, takewhile

from engine.imports.recognising.periods import period_in
from engine.imports.shape.table import Table

LINES = "headings_in_row"


def own_headings(table: Table) -> Mapping[str, str]:
    """Every heading as its column's own: "MIG" of "Joining MIG", where columns side by side are
    of a group "Joining". A period stays: it tells columns apart."""
    if not any(fact.code == LINES and fact.args["last"] > fact.args["row"] for fact in table.facts):
        return {one: one for one in table.headings}
    own = {}
    for _, group in groupby(table.headings, key=lambda one: one.split(" ")[0]):
        headings = list(group)
        shared = _shared(headings)
        for one in headings:
            own[one] = " ".join(one.split(" ")[len(shared) :])
    is_clear = len(set(own.values())) == len(own)
    return own if is_clear else {one: _or_whole(one, own) for one in own}


def _shared(headings: Sequence[str]) -> list[str]:
    """The words that all of a group begin with, and that none consists of."""
    if len(headings) == 1:
        return []
    words = [one.split(" ") for one in headings]
    shared = [
        each[0] for each in takewhile(lambda each: len(set(each)) == 1, zip(*words, strict=False))
    ]
    at_most = min(map(len, words)) - 1
    shared = shared[:at_most]
    return [] if period_in(" ".join(shared)) else shared


def _or_whole(heading: str, own: Mapping[str, str]) -> str:
    """The whole heading where two columns would have the same."""
    mine = own[heading]
    return mine if sum(one == mine for one in own.values()) == 1 else heading
