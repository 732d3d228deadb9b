"""What a message says of a goal."""

import pytest

from assistant.goal_reading import GoalSaid, read_goal_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("销售额提高10%", GoalSaid(change=0.10)),
        ("明年转化率要从25%提高到30%，要做什么培训", GoalSaid(to=0.30, start=0.25)),
        ("转化率25到30", GoalSaid(to=0.30, start=0.25)),
        ("明年转化率想到30，得花多少", GoalSaid(to=0.30)),
        ("get conversion from 25 to 30", GoalSaid(to=0.30, start=0.25)),
        ("20到30个人", GoalSaid()),
        ("reach 30 people", GoalSaid()),
        ("转化率提升2个百分点", GoalSaid(change=0.02, reading="pp")),
        ("故障下降15%", GoalSaid(change=-0.15)),
        ("转化率相对提高1%", GoalSaid(change=0.01, reading="relative")),
        ("what would it take to raise sales by 10%?", GoalSaid(change=0.10)),
        ("conversion from 25% to 30%", GoalSaid(to=0.30, start=0.25)),
        ("cut faults by 12.5 percent", GoalSaid(change=-0.125)),
        ("yield up 3 percentage points", GoalSaid(change=0.03, reading="pp")),
        ("业绩再好一点", GoalSaid()),
        ("转化率提高两个点", GoalSaid(change=0.02, reading="pp")),
        ("故障想降三成", GoalSaid(change=-0.3, reading="relative")),
        ("故障减半", GoalSaid(change=-0.5, reading="relative")),
        ("halve the faults", GoalSaid(change=-0.5, reading="relative")),
        ("double our sales", GoalSaid(change=1.0, reading="relative")),
        ("这样三成本就高了", GoalSaid()),
    ],
)
def test_a_goal_is_read(text: str, said: GoalSaid) -> None:
    assert read_goal_words(text) == said
