"""What a capability says stands in its folder, and nobody else says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.capabilities import CAPABILITIES, Capability
from assistant.language import LANGUAGES, read_toml
from assistant.speech.speech import files
from tests.assistant.said_by import makers, users
from tests.sources import SOURCES

# Who speaks for a capability from outside of its folder.
HELPERS = {
    "change_plan": ("statements/",),
    "query_budget_status": ("asking/books",),
    "query_calendar": ("querying/calendar_told",),
    "query_people": ("asking/gaps", "querying/figures_told", "querying/people_told"),
    "query_profile": ("asking/person_trainings", "asking/profile", "rendering/profile"),
    "query_skill_gap": ("asking/gaps", "rendering/gaps"),
    "query_training_history": (
        "asking/held",
        "asking/person_trainings",
        "asking/sessions",
        "rendering/history",
    ),
    "record_invoice": ("statements/",),
    "set_budget": ("statements/",),
    "set_rate": ("statements/",),
    "transfer_budget": ("statements/",),
}
# What is said of each capability by its name, or of values that only it tells of.
OF_EACH = ("back", "choice", "column", "error", "state", "statement", "unkept", "way_out", "why")


def keys(file: Path) -> Iterator[str]:
    for section, said in read_toml(file).items():
        yield from (f"{section}.{name}" for name in said)


OWN = [(one, key) for one in CAPABILITIES.values() for key in keys(one.texts(LANGUAGES[0]))]


def is_own(one: Capability, file: Path) -> bool:
    """Whether the file is of that capability: in its folder, or a helper's."""
    helpers = tuple(f"assistant/{helper}" for helper in HELPERS.get(one.name, ()))
    return one.folder in (SOURCES / file).parents or str(file).startswith(helpers)


@pytest.mark.parametrize(("one", "key"), OWN, ids=lambda said: getattr(said, "name", said))
def test_nobody_else_says_what_a_capability_says(one: Capability, key: str) -> None:
    section, name = key.split(".")
    if name != one.name:
        said_by = users(key) if section in OF_EACH else users(key) | makers(key)
        assert [file for file in said_by if not is_own(one, file)] == []


def test_what_only_one_capability_says_stands_with_it() -> None:
    """Those that change something have theirs in part where all flows have them."""
    alone = [
        (one.name, key)
        for key in keys(files(LANGUAGES[0])[0])
        for one in CAPABILITIES.values()
        if one.kind != "change"
        if (said_by := users(key) | makers(key)) and all(is_own(one, file) for file in said_by)
    ]
    assert alone == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_stands_in_two_places(language: str) -> None:
    counts = Counter(key for file in files(language) for key in keys(file))
    assert [key for key, count in counts.items() if count > 1] == []
