"""What is said of figures, as approved: every answer, in both languages, from made-up results."""

import re
from pathlib import Path

import pytest

from assistant.language import LANGUAGES
from tests.assistant.made_up import everything

APPROVED = Path(__file__).parent / "approved"
# What no reader must see: days, names and codes that stand for something else.
INTERNAL = re.compile(r"0001-01-01|9999-12-31|COMPANY|\b(?:TC|SK|KP|CE|U|PO)-\w+|@|\bNone\b")


def written(language: str) -> str:
    return "\n\n".join(
        "\n".join([f"# {about}", *lines]) for about, lines in everything(language).items()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_said_as_approved(language: str) -> None:
    approved = (APPROVED / f"figures-{language}.txt").read_text(encoding="utf-8")
    assert written(language) == approved.rstrip("\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_internal_is_said(language: str) -> None:
    for about, lines in everything(language).items():
        for line in lines:
            assert not INTERNAL.search(line), (about, line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_part_is_more_than_its_whole(language: str) -> None:
    """A count "a of b", and in Chinese "b 人中 a 人"."""
    said = written(language)
    pattern = (
        r"(\d+) 人中[，]? ?(\d+) 人"
        if language == "zh"
        else r"of (?:the )?(\d+) people[^,]*, (\d+) \("
    )
    found = re.findall(pattern, said)
    assert found
    assert all(int(part) <= int(whole) for whole, part in found)
