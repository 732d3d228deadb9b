"""What a budget line may be for: a course, a category of courses, or a programme that is known."""

from __future__ import annotations

from sqlalchemy import or_, select

from engine.queries.budget import ALL
from engine.store.tables import Alias, BudgetLine, Course, RequestLine
from engine.usecases.context import Context
from engine.values.errors import NotFound


def programme_meant(context: Context, words: str) -> str:
    """The programme as lines have it: "all", a course's code (which may be said by its name), a
    category, or what requests, other lines or the policy call one.

    Raises:
        NotFound: nothing is called so; no request would ever draw on such a line.
    """
    words = words.strip()
    if words in ("", ALL):
        return ALL
    found = _course(context, words) or _known(context, words)
    if found is None:
        raise NotFound("unknown_programme", name=words)
    return found


def _course(context: Context, words: str) -> str | None:
    """Its code, where one course alone is called so."""
    aliased = select(Alias.code).where(Alias.kind == "course", Alias.name == words)
    called = or_(
        Course.code == words,
        Course.name == words,
        Course.name_en == words,
        Course.code.in_(aliased),
    )
    codes = context.session.scalars(select(Course.code).where(called).limit(2)).all()
    if words in codes:
        return words
    return codes[0] if len(codes) == 1 else None


def _known(context: Context, words: str) -> str | None:
    columns = (Course.category, BudgetLine.programme, RequestLine.programme)
    known = any(
        context.session.scalar(select(column).where(column == words).limit(1)) is not None
        for column in columns
    )
    by_policy = any(one.programme == words for one in context.policy.approval.levels)
    return words if known or by_policy else None
