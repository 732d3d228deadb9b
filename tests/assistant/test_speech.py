"""Both languages say the same things with the same values."""

import ast
import re
import string

import pytest

from assistant.capabilities import of_kind
from assistant.language import LANGUAGES
from assistant.speech import Speech
from assistant.speech.speech import phrases
from engine.access import Right
from engine.usecases.requests.due import STEPS
from tests.assistant.said_by import makers, users
from tests.sources import SOURCES

ASSISTANT = SOURCES / "assistant"
# Keys that are put together: the first part stands in the code, the second is a code.
PREFIXES = (
    "due.",
    "part.",
    "whose.",
    "training_report.",
    "survey.question_",
    "imports.",
    "actor.",
    "way.",
    "power.",
    "back.",
    "budget.books_",
    "statement.yes_",
    "statement.confirm_",
    "transfer.ask_",
    "transfer.unit_as_",
    "invoicing.ask_",
    "exchange.ask_",
    "correlation.",
    "effect.",
    "goal.",
    "performance.",
    "people.",
    "calendar.",
    "figures.",
    "unkept.",
    "out_of_scope.",
    "not_kept.",
    "why.",
    "cut.",
    "measure.",
    "measure_asked.",
    "sheet.",
    "composed.",
    "result.level_",
    "result.measure_",
    "way_out.",
    "error.",
    "not_permitted.",
    "role.",
    "origin.",
    "state.",
    "caveat.",
    "choice.",
    "ask.audience_",
    "ask.basis_",
    "level.",
    "rule.",
    "certificate.",
    "effect.",
    "allocation.left_out_",
    "event.",
    "duty.",
    "decider.",
    "finding.",
    "check.",
    "notice.",
    "decision.why_",
    "decision.confirm_",
    "decision.done_",
    "decision.which_",
    "priced.dearer",
    "priced.cheaper",
    "priced.more",
    "priced.less",
    "whom.longer",
    "whom.shorter",
    "allocation.change_",
    "allocation.at_",
    "allocation.mandatory_",
    "decision.doubt_",
    "decision.choice_",
    "decision.say_",
    "deciding.act_",
    "deciding.undo_",
    "deciding.undone_",
    "step.",
    "change.",
    "column.",
    "audience.",
    "tax.",
    "doubt.",
    "category.",
    "entries.",
    "figure_of.",
    "kind.",
    "stage.",
    "status.",
    "wanted.",
    "trouble.ask_",
    "deciding.ask_",
    "plan.version_",
    "plan.why_",
    "plan.out_",
    "plan.line_",
    "planning.ask_",
    "planned.a_",
)

# Keys that are filled in from their beginning on.
FILLED_IN = (
    "imports.",
    "not_kept.",
    "out_of_scope.",
    "role.",
    "entries.",
    "stage.",
    "kind.",
    "status.",
)


def fields(phrase: str) -> list[tuple[str, str]]:
    parsed = string.Formatter().parse(phrase)
    return sorted((name, spec or "") for _, name, spec, _ in parsed if name)


def test_every_phrase_is_there_in_both_languages() -> None:
    assert set(phrases("zh")) == set(phrases("en"))


@pytest.mark.parametrize("key", sorted(phrases("zh")))
def test_a_phrase_takes_the_same_values_in_both(key: str) -> None:
    assert fields(phrases("zh")[key]) == fields(phrases("en")[key])


def test_no_phrase_is_left_over_or_missing() -> None:
    code = "\n".join(
        path.read_text()
        for path in [*ASSISTANT.rglob("*.py"), *(ASSISTANT.parent / "channels").rglob("*.py")]
    )
    used = set(re.findall(r'"([a-z]+\.[a-z_]+)"', code))
    known = {key for key in phrases("zh") if not key.startswith(PREFIXES)}
    assert known - used == set()
    assert {key for key in used if key.split(".")[0] in {k.split(".")[0] for k in known}} <= set(
        phrases("zh")
    )


def test_every_phrase_is_said_by_somebody() -> None:
    """Also those whose keys are put together; all but those whose section is filled in, too."""
    others = [key for key in phrases("zh") if not key.startswith(FILLED_IN)]
    assert [key for key in others if not users(key) | makers(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_chinese_phrases_hold_chinese_and_english_ones_do_not(language: str) -> None:
    for key, phrase in phrases(language).items():
        bare = re.sub(r"\{[^}]*\}|[^\w]", "", phrase)
        if bare:
            assert bool(re.search(r"[\u4e00-\u9fff]", bare)) is (language == "zh"), key


@pytest.mark.parametrize("key", sorted(phrases("zh")))
def test_every_reading_of_a_value_is_known(key: str) -> None:
    assert {spec for _, spec in fields(phrases("zh")[key]) if spec} <= set(Speech("zh").readings)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_message_may_be_taken_for_can_be_offered(language: str) -> None:
    kinds = of_kind("change", "question", "export", "elsewhere")
    assert {name for name in kinds if f"choice.{name}" not in phrases(language)} == set()


def test_a_name_is_said_in_the_readers_language() -> None:
    name = {"name": "一车间", "name_en": "Workshop 1"}
    assert (Speech("zh").name(name), Speech("en").name(name)) == ("一车间", "Workshop 1")


def test_a_name_without_a_translation_stays_as_the_company_has_it() -> None:
    assert Speech("en").name({"name": "一车间", "name_en": ""}) == "一车间"


# Said by the commands, which speak of files and settings, not by the assistant.
BY_COMMANDS = ("imports", "sample")
RAISED = {"InvalidInput", "NotEnoughData", "NotFound", "BudgetExceeded"}


def codes(names: set[str]) -> set[tuple[str, frozenset[str]]]:
    """Every code that the engine gives to a call of `names`, with the arguments it names."""
    found = set()
    engine = ASSISTANT.parent / "engine"
    for path in engine.rglob("*.py"):
        if str(path.relative_to(engine)).startswith(BY_COMMANDS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    found.add((code.value, frozenset(k.arg or "" for k in node.keywords)))
    return found


@pytest.mark.parametrize(("code", "given"), sorted(codes(RAISED), key=str))
def test_every_refusal_is_said_with_what_it_carries(code: str, given: frozenset[str]) -> None:
    phrase = phrases("zh")[f"error.{code}"]
    assert {name for name, _ in fields(phrase)} <= given


@pytest.mark.parametrize("code", sorted({code for code, _ in codes({"Caveat"})}))
def test_every_caveat_is_said(code: str) -> None:
    assert f"caveat.{code}" in phrases("zh")


@pytest.mark.parametrize("right", sorted(Right))
def test_every_refused_right_is_said(right: Right) -> None:
    assert f"not_permitted.{right}" in phrases("en")


def told() -> set[str]:
    """The codes of all notices that the engine stores."""
    found = set()
    for path in (ASSISTANT.parent / "engine" / "usecases").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            if getattr(node.func, "attr", "") in ("notify", "alert"):
                code = node.args[1]
                codes = [code.body, code.orelse] if isinstance(code, ast.IfExp) else [code]
            else:
                telling = getattr(node.func, "id", "") in ("tell", "_tell", "pass_on")
                codes = node.args if telling else []
            found |= {code.value for code in codes if isinstance(code, ast.Constant)}
    # Put together from the decision, or given to the one place that tells.
    for_others = {f"{how}_for_you" for how in ("approved", "confirmed", "returned", "rejected")}
    reminders = {one.what for one in STEPS} | {"training_soon_at"}
    others = {"request_returned", "request_rejected", "requester_left"}
    return found | for_others | reminders | others


def test_every_notice_is_said_and_none_besides() -> None:
    said = {key.removeprefix("notice.") for key in phrases("zh") if key.startswith("notice.")}
    assert said - {"head", "in_place_of"} == told()


def test_every_finding_of_a_check_is_said() -> None:
    said = {key.removeprefix("check.") for key in phrases("zh") if key.startswith("check.")}
    source = (ASSISTANT.parent / "engine" / "analysis" / "request_check.py").read_text()
    found = set(re.findall(r'(?:OK|NOTE|PROBLEM), "([a-z_]+)"', source))
    assert said == found
