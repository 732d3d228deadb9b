"""The cases, by what the actions are about."""

from tests.assistant.golden.cases import (
    analyses,
    decisions,
    lookups,
    needs,
    reports,
    request_money,
    requests,
    running,
    small_talk,
    statements,
)
from tests.assistant.golden.stage import Case

CASES: tuple[Case, ...] = (
    *lookups.CASES,
    *analyses.CASES,
    *requests.CASES,
    *request_money.CASES,
    *decisions.CASES,
    *needs.CASES,
    *statements.CASES,
    *running.CASES,
    *reports.CASES,
    *small_talk.CASES,
)
