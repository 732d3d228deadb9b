"""What is settled before the solver is asked is so in every set that is worth as much."""

from decimal import Decimal
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.analysis.core import decided
from engine.analysis.frontier import Parts
from engine.analysis.limits import WholeLimits

# Alike in cost, so that the number of programmes is what binds; or of any cost.
COSTS = st.integers(90, 110) | st.integers(1, 400)


@st.composite
def problems(draw: st.DrawFn) -> tuple[WholeLimits, int | None]:
    rows = draw(st.lists(st.tuples(COSTS, st.integers(0, 60)), min_size=2, max_size=10))
    tied = frozenset(range(draw(st.integers(0, 2))))
    whole = WholeLimits(
        total=draw(st.integers(100, 1_200)),
        costs=tuple(cost for cost, _ in rows),
        values=tuple(value for _, value in rows),
        mandatory=frozenset(),
        alternatives=(tied,) if len(tied) > 1 else (),
        bounds=(),
        amount_unit=Decimal(1),
        value_unit=Decimal(1),
    )
    return whole, draw(st.none() | st.integers(0, len(rows) - 1))


@settings(deadline=None, max_examples=400)
@given(problems())
def test_what_is_settled_is_so_in_every_set(problem: tuple[WholeLimits, int | None]) -> None:
    whole, needed = problem
    rows = range(len(whole.costs))
    every = [
        set(one)
        for one in chain.from_iterable(combinations(rows, n) for n in range(len(rows) + 1))
        if sum(whole.costs[i] for i in one) <= whole.total
        and (needed is None or needed in one)
        and all(len(group & set(one)) <= 1 for group in whole.alternatives)
    ]
    if not every:
        return
    worth = max(sum(whole.values[i] for i in one) for one in every)
    best = [one for one in every if sum(whole.values[i] for i in one) == worth]

    found = decided(whole, Parts.of(whole), whole.total, worth, needed)

    for index, is_in in found.items():
        assert all((index in one) is is_in for one in best)


def test_of_hundreds_most_are_settled() -> None:
    costs = tuple(4_000_000 + n * 7_919 % 600_000 for n in range(400))
    values = tuple(1_000 + n * 104_729 % 8_000 for n in range(400))
    whole = WholeLimits(
        total=200_000_000,
        costs=costs,
        values=values,
        mandatory=frozenset(),
        alternatives=(),
        bounds=(),
        amount_unit=Decimal(1),
        value_unit=Decimal(1),
    )
    parts = Parts.of(whole, whole.total)
    worth = parts.together().worth(whole.total)

    assert worth is not None
    assert len(decided(whole, parts, whole.total, worth)) > 350
