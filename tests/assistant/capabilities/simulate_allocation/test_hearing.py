"""What is heard in questions about an allocation."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.capabilities.simulate_allocation.hearing import Heard, LimitSaid, hear
from assistant.message import Message
from assistant.understanding.quantities.read import read_quantities
from engine.usecases.allocation_asked import Part

TODAY = date(2026, 11, 28)
NAMES = {
    "销售部": Part("unit", "SAL"),
    "sales": Part("unit", "SAL"),
    "精益": Part("course", "LEAN"),
    "lean": Part("course", "LEAN"),
}
KINDS = {"unit": "department", "course": "course"}


def heard(text: str) -> Heard:
    figures = [
        {
            "entity": one.entity,
            "value": str(one.value),
            "start": one.start,
            "end": one.end,
            **one.extra,
        }
        for one in read_quantities(text, TODAY)
    ]
    names = [
        {
            "entity": KINDS[part.of],
            "code": part.code,
            "value": name,
            "start": at,
            "end": at + len(name),
        }
        for name, part in NAMES.items()
        if (at := text.find(name)) >= 0
    ]
    return hear(
        Message(
            text=text,
            intent="simulate_allocation",
            confidence=1.0,
            choices=(),
            message_id="m",
            person="hr",
            channel="console",
            today=TODAY,
            entities=(*figures, *names),
        )
    )


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("70万按50/30/20分", (50, 30, 20)),
        ("战略50 业务30 员工20，70万", (50, 30, 20)),
        ("权重4:3:3，70万", (4, 3, 3)),
        ("权重50、30、20", (50, 30, 20)),
        ("weights 50, 30 and 20 for 700k", (50, 30, 20)),
        ("strategy 0.5, business 0.3, employees 0.2", ("0.5", "0.3", "0.2")),
        ("strategy weight 50%, business 25%, staff 25%", (50, 25, 25)),
    ],
)
def test_three_weights(text: str, weights: tuple[object, ...]) -> None:
    named = zip(("strategy", "business", "employee"), weights, strict=True)
    assert heard(text).weights == {origin: Decimal(str(one)) for origin, one in named}


@pytest.mark.parametrize(
    ("text", "origin", "weight"),
    [
        ("业务权重提到60%", "business", 60),
        ("员工那项设成0", "employee", 0),
        ("ignore the employee weight", "employee", 0),
        ("put 60% on strategy", "strategy", 60),
    ],
)
def test_one_weight(text: str, origin: str, weight: int) -> None:
    assert heard(text).weights == {origin: weight}


@pytest.mark.parametrize(
    "text", ["那平均权重呢", "权重都一样", "equal weights then", "weigh them all alike"]
)
def test_equal_weights(text: str) -> None:
    assert heard(text).equal


@pytest.mark.parametrize(
    "text", ["业务部门的需求20万", "战略类课程70万怎么分", "what do employees get of 700,000"]
)
def test_sums_are_no_weights(text: str) -> None:
    assert heard(text).weights is None


@pytest.mark.parametrize(
    ("text", "of", "bound", "sum_", "share"),
    [
        ("销售部不超过30%，总额70万", "unit", "at_most", None, "0.3"),
        ("销售部最多三成，总额70万", "unit", "at_most", None, "0.3"),
        ("精益封顶一半", "course", "at_most", None, "0.5"),
        ("给销售部保底5万，一共70万", "unit", "at_least", 50000, None),
        ("sales no more than 30% of 700k", "unit", "at_most", None, "0.3"),
        ("at least 20,000 for lean, total 700,000", "course", "at_least", 20000, None),
        ("员工需求至少20%", "origin", "at_least", None, "0.2"),
        ("管理类不超过10万", "category", "at_most", 100000, None),
    ],
)
def test_a_limit(text: str, of: str, bound: str, sum_: int | None, share: str | None) -> None:
    (limit,) = heard(text).limits
    assert limit.part is not None
    assert (limit.part.of, limit.bound, limit.amount, limit.share) == (
        of,
        bound,
        sum_,
        None if share is None else Decimal(share),
    )


def test_a_limit_of_nobody_knows_what_is_kept_to_be_asked() -> None:
    (limit,) = heard("基建那块至少2万，总额70万").limits
    assert limit == LimitSaid(
        part=None, bound="at_least", amount=Decimal(20000), words="基建那块至少2万"
    )


@pytest.mark.parametrize("text", ["总额不超过70万怎么分", "at most 700,000 in all, how to split"])
def test_a_ceiling_of_all_is_the_total(text: str) -> None:
    assert heard(text).limits == ()
    assert heard(text).total == (Decimal(700000), None)


@pytest.mark.parametrize(
    "text", ["70万，不要精益", "精益去掉", "700k without lean", "lean left out"]
)
def test_what_is_left_out(text: str) -> None:
    assert heard(text).without == (Part("course", "LEAN"),)


@pytest.mark.parametrize("text", ["只看销售部，30万", "only sales, 300k"])
def test_what_alone_is_in(text: str) -> None:
    assert heard(text).only == (Part("unit", "SAL"),)


@pytest.mark.parametrize(
    ("text", "mandatory"),
    [
        ("必修先保，剩下再分", "first"),
        ("mandatory courses first", "first"),
        ("不算必修的怎么分", "apart"),
        ("leave the mandatory ones aside", "apart"),
        ("必修课和别的一样竞争", "alike"),
        ("70万怎么分", None),
    ],
)
def test_what_is_mandatory(text: str, mandatory: str | None) -> None:
    assert heard(text).mandatory == mandatory


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("按得分比例分", "proportional"),
        ("剩下按权重分", "proportional"),
        ("share it in proportion to the scores", "proportional"),
        ("换成最优组合", "best"),
        ("now the best set", "best"),
        ("70万怎么分", None),
        ("按比例放大", None),
    ],
)
def test_in_which_way(text: str, mode: str | None) -> None:
    assert heard(text).mode == mode
