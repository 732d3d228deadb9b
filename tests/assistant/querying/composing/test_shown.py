"""A composed answer beside its words: a table for channels that show one, a picture of a split."""

from __future__ import annotations

import pytest

from assistant.reply import Reply
from engine.usecases.context import BudgetEngine
from tests.conversing import Conversation


def told(engine: BudgetEngine, text: str) -> Reply:
    talking = Conversation(engine, "finance", channel="dingtalk")
    talking.say(text)
    return talking.replies[-1]


@pytest.mark.parametrize(
    "text", ["去年培训花费按季度排序", "top 4 quarters of 2025 by training cost"]
)
def test_rows_are_a_table_too(sample_engine: BudgetEngine, text: str) -> None:
    table = told(sample_engine, text).table
    assert table is not None
    assert len(table.rows) == 4
    assert len(table.columns) == 2


@pytest.mark.parametrize(
    "text",
    ["2024年、2025年的每季度培训花费对比", "2025 training cost by quarter vs 2024"],
)
def test_a_split_over_time_is_drawn_with_both_times(sample_engine: BudgetEngine, text: str) -> None:
    file = told(sample_engine, text).file
    assert file is not None
    assert file.name == "spending.png"
    assert "2025" in file.alt
    assert "→" in file.alt


def test_two_rows_are_told_and_not_drawn(sample_engine: BudgetEngine) -> None:
    assert told(sample_engine, "2024年和2025年的培训花费").file is None


def test_a_list_is_no_picture(sample_engine: BudgetEngine) -> None:
    assert told(sample_engine, "top 5 courses of 2025 by training cost").file is None
