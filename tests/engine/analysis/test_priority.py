"""The weighted ranking."""

from decimal import Decimal

from engine.analysis.priority import Criteria, rank

WEIGHTS = {"strategy": Decimal("0.4"), "business": Decimal("0.3"), "employee": Decimal("0.3")}


def test_the_score_is_the_weighted_sum() -> None:
    only = rank([Criteria("A", {"strategy": Decimal(1), "business": Decimal("0.5")})], WEIGHTS)
    assert only[0].score == Decimal("0.55")


def test_the_highest_score_comes_first_and_equal_ones_share_a_rank() -> None:
    ranked = rank(
        [
            Criteria("A", {"business": Decimal(1)}),
            Criteria("B", {"strategy": Decimal(1)}),
            Criteria("C", {"employee": Decimal(1)}),
        ],
        WEIGHTS,
    )
    assert [(row.code, row.rank) for row in ranked] == [("B", 1), ("A", 2), ("C", 2)]
