"""What a company has and lacks, as it is read."""

import pytest

from assistant.language import LANGUAGES, read_toml
from assistant.setup_told.telling import TEXTS, how_to_load, kinds_lacking, told
from assistant.speech import Speech
from engine.imports.kinds.kind import kinds
from engine.store.database import Database
from engine.usecases.setup.status import setup_status
from tests.conftest import engine_over


def lines(store: Database, language: str) -> list[str]:
    engine = engine_over(store)
    found = engine.perform_as_operator(setup_status)
    return told(Speech(language, found.company.fiscal), found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_kind_makes_possible_has_a_text(language: str) -> None:
    feeds = read_toml(TEXTS / f"{language}.toml")["feeds"]
    assert {code for kind in kinds().values() for code in kind.feeds} == set(feeds)


def test_an_empty_store_in_chinese(empty_store: Database) -> None:
    found = lines(empty_store, "zh")
    assert "贵公司（还没有登记名称）" in found[0]
    assert (
        "  技能评估：没有它就没有技能差距、申请的依据、最该参训人员的筛选。可以由人力资源部导入。"
        in found
    )


def test_an_empty_store_in_english(empty_store: Database) -> None:
    found = lines(empty_store, "en")
    assert "What is missing:" in found
    assert (
        "  skill levels: without it no skill gaps, evidence for a request, choice of who needs a "
        "training most. HR can load it." in found
    )


def test_the_sample_has_what_it_shows(sample_store: Database) -> None:
    found = lines(sample_store, "en")
    assert "  people: 540" in found


def test_whom_to_turn_to(empty_store: Database) -> None:
    speech = Speech("zh", engine_over(empty_store).company().fiscal)
    assert how_to_load(speech, ["skills", "requirements"], "看不出差距。") == (
        "看不出差距。缺的是：技能评估、岗位技能要求。人力资源部可以用表格导入：在网页的「导入数据」里（有模板可下载），"
        "或用 ./peisuan import。"
    )


def test_what_is_said_to_be_missing_are_kinds() -> None:
    assert {kind for lacking in kinds_lacking().values() for kind in lacking} <= set(kinds())
