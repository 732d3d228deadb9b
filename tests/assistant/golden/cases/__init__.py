"""The cases, by what the actions are about."""

from tests.assistant.golden.cases import (
    analyses,
    bookings,
    correlation,
    decisions,
    declining,
    gaps,
    lookups,
    needs,
    needs_on_record,
    open_requests,
    own_record,
    querying,
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
    *gaps.CASES,
    *analyses.CASES,
    *correlation.CASES,
    *own_record.CASES,
    *requests.CASES,
    *open_requests.CASES,
    *request_money.CASES,
    *decisions.CASES,
    *needs.CASES,
    *needs_on_record.CASES,
    *statements.CASES,
    *bookings.CASES,
    *querying.CASES,
    *running.CASES,
    *reports.CASES,
    *small_talk.CASES,
    *declining.CASES,
)
