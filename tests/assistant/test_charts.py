"""Charts say what they show in words too, and are drawn with letters for every name."""

import io
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from matplotlib import image
from matplotlib.font_manager import get_font

from assistant.charts.chart import Chart, ChartRow
from assistant.charts.charts import budget_chart, effect_chart, gap_chart, priority_chart
from assistant.charts.drawing import DPI, FONT, WIDTH, draw
from assistant.speech import LANGUAGES, Speech
from engine.usecases.budget_status import budget_status
from engine.usecases.context import BudgetEngine
from engine.usecases.priorities import priorities
from engine.usecases.skill_gap import gap_breakdown
from engine.usecases.training_effect import training_effect
from tests.peoples_words import words

KNOWN = get_font(FONT).get_charmap()
# For any other character matplotlib warns that it draws a box.
drawn = words.map(lambda text: "".join(one for one in text if ord(one) in KNOWN))


def all_charts(engine: BudgetEngine, language: str) -> dict[str, Chart | None]:
    speech = Speech(language)
    return {
        "budget": budget_chart(speech, engine.perform(budget_status, "director", "test")),
        "priority": priority_chart(speech, engine.perform(priorities, "hr", "test")),
        "gap": gap_chart(speech, engine.perform(gap_breakdown, "hr", "test", "team")),
        "effect": effect_chart(speech, engine.perform(training_effect, "hr", "test", "TC-FUP")),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_drawn_for_a_phone(sample_engine: BudgetEngine, language: str) -> None:
    for name, chart in all_charts(sample_engine, language).items():
        assert chart is not None, name
        height, width = image.imread(io.BytesIO(draw(chart))).shape[:2]
        assert width == round(WIDTH * DPI)
        assert 400 < height < 2 * width


def test_the_words_say_what_the_picture_shows(sample_engine: BudgetEngine) -> None:
    chart = all_charts(sample_engine, "zh")["effect"]
    assert chart is not None
    assert "客户转化率 100% → 125%" in chart.alt


def test_a_chart_is_kept_as_it_was() -> None:
    chart = Chart("题", (ChartRow("一", (1.0, 2.0), ("1", "2")),), ("前", "后"), stacked=True)
    assert Chart.read(chart.written()) == chart


def test_one_row_is_no_chart(sample_engine: BudgetEngine) -> None:
    status = sample_engine.perform(budget_status, "workshop-head", "test")
    assert len(status.lines) == 1
    assert budget_chart(Speech("zh"), status) is None


def test_the_font_has_the_letters_of_names() -> None:
    assert [letter for letter in "喆堃珺玥淼鑫培算→△①" if ord(letter) not in KNOWN] == []


def test_a_long_name_and_a_negative_value_are_drawn() -> None:
    rows = (ChartRow("很长的部门名称" * 12, (-0.2,), ("-20%",)), ChartRow("短", (0.5,), ("50%",)))
    assert draw(Chart("标题" * 30, rows)).startswith(b"\x89PNG")


@given(drawn)
@example("　 题")  # a title is wrapped: a first line of nothing but blanks
@example("$ 预算 $")  # and mathematics looked for in it
@settings(deadline=None, max_examples=20)
def test_words_in_a_chart_are_drawn_as_they_were_written(text: str) -> None:
    """Between dollars matplotlib would read mathematics, and fail on what is none."""
    rows = (
        ChartRow(text, (0.2, 0.1), (text[:8], text[:8])),
        ChartRow("$x^2$", (0.5, 0.2), ("a", "b")),
    )
    with patch("matplotlib.mathtext.MathTextParser.parse") as parsed:
        assert draw(Chart(text, rows, (text[:8], "$y$"))).startswith(b"\x89PNG")
    assert not parsed.called
