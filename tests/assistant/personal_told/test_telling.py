"""What is kept is told in both languages, and the pages in docs/ say it as it is."""

import pytest

from assistant.personal_told.telling import page, told
from assistant.speech import Speech
from engine.personal.kept import all_kept
from engine.policy import RetentionRules, load_policy
from engine.settings import CHECKOUT

PAGES = {"zh": "personal-data.zh-CN.md", "en": "personal-data.md"}


@pytest.mark.parametrize("language", PAGES)
def test_every_kind_is_told(language: str) -> None:
    found = told(Speech(language), RetentionRules())
    assert [one.table for one in found] == [one.table for one in all_kept()]
    assert len({one.what for one in found}) == len(found)


def test_the_policy_says_for_how_long() -> None:
    by_table = {one.table: one for one in told(Speech("en"), RetentionRules(messages=9))}
    assert by_table["inbound_message"].kept == "9 days"
    assert by_table["audit_event"].seen_by == "auditors"


@pytest.mark.parametrize(("language", "file"), PAGES.items())
def test_the_page_in_the_documentation_is_the_programs(language: str, file: str) -> None:
    """Made again by `./peisuan person kept --language …`."""
    written = (CHECKOUT / "docs" / file).read_text(encoding="utf-8")
    assert written == page(Speech(language), load_policy().retention).lstrip()
