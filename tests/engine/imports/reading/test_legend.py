"""What a sheet says of its own signs."""

from engine.imports.reading.legend import legend_of
from tests.engine.imports.recognising.tables import a_table


def test_signs_and_their_meaning_in_any_language() -> None:
    title = (
        "✓ = attended, A = absent (sick / holiday), blank = not booked",
        "注:√表示参加,×表示缺席",
        "Unit: EUR; L means late",
    )
    assert legend_of(a_table("a|b", "1|2", title=title)) == {
        "✓": "attended",
        "a": "absent",
        "√": "参加",
        "×": "缺席",
        "l": "late",
    }
