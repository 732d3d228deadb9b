"""A third language is files of words: German, laid over ours in a copy, is understood and spoken."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from assistant.language import LANGUAGES
from assistant.speech.speech import own_phrases
from tests.laid_over import files_in, lay_over, spoken_in

pytestmark = pytest.mark.long

GERMAN = Path(__file__).parent / "german"
TEXTS = {
    "Wie viel Budget ist noch da?": "de",
    "Was kostet die Schulung für 20 Leute": "de",
    "how much budget is left?": "en",
    "what does the training for 20 people cost": "en",
    "预算还剩多少": "zh",
    "给 sales team 报 negotiation 培训": "zh",
}
SAID = [
    ["Wie viel Budget ist noch da?", "query_budget_status"],
    ["und für Q1 2027?", ""],
    ["Hallo, wie ist es?", "greet"],
    ["Wie geht das mit dem Geld und so", ""],
    ["please speak German", "switch_language"],
]
REASON = "Wir haben zu viel Ausschuss und zu viele Fehler im Werk"
FLOW = [
    ["Wir haben eine Schulung zu beantragen: lean production", "request_budget"],
    ["20", ""],
    ["2027-03", ""],
    [REASON, ""],
    ["ja, gern", "affirm"],
]
AT_ONCE = [
    ["Wir haben im April 2027 eine Schulung für zwölf Leute: lean production", "request_budget"],
    [REASON, ""],
    ["doch nur 15 Leute", ""],
    ["lieber im Mai 2027", ""],
]
LAST_YEAR = [["Wie viel Budget ist noch da?", "query_budget_status"], ["und im letzten Jahr?", ""]]
# Figures and days, of each of which a file has the words: each kind with what it is worth.
READ = {
    "25 Leute": {"headcount": "25"},
    "fünfundzwanzig neue Mitarbeiter": {"headcount": "25"},
    "höchstens zwölf Personen": {"headcount": "12"},
    "für 20": {"headcount": "20"},
    "12.000 Euro": {"amount": "12000"},
    "1,5 Mio. Euro": {"amount": "1500000"},
    "20 Tausend Euro": {"amount": "20000"},
    "zweihundertfünfzig Euro pro Kopf": {"amount_per_head": "250"},
    "dreitausend Euro pro Kurs": {"amount_per_session": "3000"},
    "acht": {"number": "8"},
    "im März 2027": {"period": "2027-03-01/2027-03-31"},
    "12. bis 14. April 2027": {"period": "2027-04-12/2027-04-14"},
    "von März bis Mai": {"period": "2027-03-01/2027-05-31"},
    "bis Ende März": {"period": "2027-01-01/2027-03-31"},
    "ab April 2027": {"period": "2027-04-01/2027-12-31"},
    "seit Januar": {"period": "2026-01-01/2026-11-23"},
    "nächstes Quartal": {"period": "2027-01-01/2027-03-31"},
    "im 2. Quartal 2027": {"period": "2027-04-01/2027-06-30"},
    "nächstes Jahr": {"period": "2027-01-01/2027-12-31"},
    "in den nächsten 3 Monaten": {"period": "2026-11-23/2027-02-23"},
    "am Freitag": {"period": "2026-11-27/2026-11-27"},
    "übermorgen": {"period": "2026-11-25/2026-11-25"},
    "im Frühjahr": {"vague_period": "2027-03-01/2027-05-31"},
    "Wir brauchen im März 2027 eine Schulung für 25 Leute, höchstens 12.000 Euro": {
        "period": "2027-03-01/2027-03-31",
        "headcount": "25",
        "amount": "12000",
    },
    "in May with 25 people": {"period": "2027-05-01/2027-05-31", "headcount": "25"},
    "明年3月25个人": {"period": "2027-03-01/2027-03-31", "headcount": "25"},
}


@pytest.fixture(scope="module")
def told(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What an assistant with German words says."""
    root = lay_over(GERMAN, tmp_path_factory.mktemp("third"))
    store = shutil.copy(sample_file, root / "store.sqlite")
    given = {
        "store": str(store),
        "talks": [SAID, FLOW, AT_ONCE, LAST_YEAR],
        "texts": [*TEXTS, "ja, gern"],
        "read": [*READ],
    }
    return spoken_in(root, given)


def test_no_file_of_it_is_python() -> None:
    assert {file.suffix for file in files_in(GERMAN)} == {".toml", ".yml"}


def test_it_is_there_and_comes_last(told: dict[str, Any]) -> None:
    assert told["languages"] == [*LANGUAGES, "de"]


def test_it_is_told_from_the_others(told: dict[str, Any]) -> None:
    assert {text: told["detected"][text] for text in TEXTS} == TEXTS


def test_its_short_answers_are_read(told: dict[str, Any]) -> None:
    assert told["short"]["ja, gern"] == "affirm"


def test_its_figures_and_days_are_read_by_files_alone(told: dict[str, Any]) -> None:
    assert told["read"] == READ


def test_a_question_is_answered_in_it(told: dict[str, Any]) -> None:
    first = told["talks"][0][0]
    assert first["in"] == "de"
    assert (
        "Workshop 1, 2026: Schulungsbudget 700,000 CNY, noch 490,000 CNY übrig." in first["reply"]
    )


def test_so_is_what_follows(told: dict[str, Any]) -> None:
    assert "2027: Schulungsbudget" in told["talks"][0][1]["reply"]


def test_what_it_lacks_is_said_in_the_one_it_falls_back_to(told: dict[str, Any]) -> None:
    lacks, first = told["lacks"]["de"], told["talks"][0][0]
    assert "budget.source" in lacks
    assert own_phrases("en")["budget.source"] in first["reply"]


def test_what_it_lacks_is_listed(told: dict[str, Any]) -> None:
    ours = own_phrases("en").keys()
    own = ours - set(told["lacks"]["de"])
    assert own > {"small.greet", "budget.head"}
    assert len(told["lacks"]["de"]) + len(own) == len(ours)
    assert not any(told["lacks"][one] for one in LANGUAGES)


def test_courtesy_and_what_was_not_understood_too(told: dict[str, Any]) -> None:
    greeting, unclear, switched = told["talks"][0][2:]
    assert greeting["reply"].startswith("Guten Tag")
    assert unclear["reply"].startswith("Das habe ich nicht verstanden")
    assert unclear["choices"] == ["sehen, was ich kann"]
    assert switched["reply"] == "Gut, wir sprechen Deutsch."


def test_a_request_is_talked_through_in_it(told: dict[str, Any]) -> None:
    asked, when, why, summary, done = told["talks"][1]
    assert asked["reply"] == "Wie viele Leute? Workshop 1 hat zurzeit 209."
    assert when["reply"].endswith("Ein Monat oder ein Quartal genügt.")
    assert why["reply"].startswith("Wozu ist die Schulung nötig?")
    assert "· Lean production, Workshop 1, 20 people, Mär 2027" in summary["reply"]
    assert f"· Grund: {REASON}" in summary["reply"]
    assert summary["choices"][0] == "Einreichen"
    assert done["reply"].startswith("Eingereicht als TR-2026-0001: Lean production, 20 Leute")


def test_what_is_said_at_once_is_not_asked_again(told: dict[str, Any]) -> None:
    why, summary, *_ = told["talks"][2]
    assert "Lean production for 12 people" in why["reply"]
    assert why["reply"].splitlines()[-1].startswith("Wozu ist die Schulung nötig?")
    assert "· Lean production, Workshop 1, 12 people, Apr 2027" in summary["reply"]


def test_figures_and_days_are_changed_in_it(told: dict[str, Any]) -> None:
    *_, fewer, later = told["talks"][2]
    assert "· Lean production, Workshop 1, 15 people, Apr 2027" in fewer["reply"]
    assert "· Lean production, Workshop 1, 15 people, Mai 2027" in later["reply"]


def test_another_year_is_asked_about(told: dict[str, Any]) -> None:
    assert "Workshop 1, 2025: Schulungsbudget" in told["talks"][3][1]["reply"]
