"""Both languages say the same things with the same values."""

import re
import string
from pathlib import Path

import pytest

from actions.speech import Speech
from actions.speech.speech import LANGUAGES, phrases

ACTIONS = Path(__file__).resolve().parents[2] / "actions"
# Keys that are put together: the first part stands in the code, the second is a code.
PREFIXES = (
    "error.",
    "not_permitted.",
    "role.",
    "origin.",
    "state.",
    "caveat.",
    "choice.",
    "ask.audience_",
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
        for path in [*ACTIONS.rglob("*.py"), *(ACTIONS.parent / "channels").glob("*.py")]
    )
    used = set(re.findall(r'"([a-z]+\.[a-z_]+)"', code))
    known = {key for key in phrases("zh") if not key.startswith(PREFIXES)}
    assert known - used == set()
    assert {key for key in used if key.split(".")[0] in {k.split(".")[0] for k in known}} <= set(
        phrases("zh")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_chinese_phrases_hold_chinese_and_english_ones_do_not(language: str) -> None:
    for key, phrase in phrases(language).items():
        bare = re.sub(r"\{[^}]*\}|[^\w]", "", phrase)
        if bare:
            assert bool(re.search(r"[\u4e00-\u9fff]", bare)) is (language == "zh"), key


def test_a_name_is_said_in_the_readers_language() -> None:
    name = {"name": "一车间", "name_en": "Workshop 1"}
    assert (Speech("zh").name(name), Speech("en").name(name)) == ("一车间", "Workshop 1")


def test_a_name_without_a_translation_stays_as_the_company_has_it() -> None:
    assert Speech("en").name({"name": "一车间", "name_en": ""}) == "一车间"
