"""The gaps of the units below another are those of the teams under each, on both databases and on
the copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.analysis.skill_gap import GapSums
from engine.queries.skills import gaps_by_team, gaps_by_unit
from engine.store.tables import OrgUnit
from engine.usecases.context import BudgetEngine

Key = tuple[str, Decimal, Decimal]


@contextmanager
def answering(company: BudgetEngine) -> Iterator[Session]:
    with company.database.reading() as store:
        standing = company.columns.standing(store) if company.columns else None
        if standing is None:
            yield store
            return
        with standing.snapshot.reading() as copy:
            yield copy


def added_up(rows: list[tuple[str, GapSums]]) -> dict[Key, list[Decimal]]:
    sums: dict[Key, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)
    for code, row in rows:
        key = (code, row.required, row.criticality)
        told = (Decimal(row.people), row.total, Decimal(row.short), row.short_total)
        sums[key] = [mine + more for mine, more in zip(sums[key], told, strict=True)]
    return dict(sums)


def test_a_unit_has_the_gaps_of_the_teams_below_it(company: BudgetEngine) -> None:
    with answering(company) as session:
        units = session.execute(select(OrgUnit.code, OrgUnit.path))
        paths = {one.code: one.path for one in units}
        for top in paths.values():
            teams = gaps_by_team(session, top)
            below = [
                (paths[row.group.code][len(top) :].split("/", 1)[0], row)
                for row in teams
                if paths[row.group.code] != top
            ]
            found = [(row.group.code, row) for row in gaps_by_unit(session, top)]
            assert added_up(found) == added_up(below)
            assert len(found) == len(added_up(found)), "several rows of one group"
