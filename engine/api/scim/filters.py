"""SCIM's filters as conditions on the store.

A condition is exact, or it lets through at least what fits: then what comes of it has to be
looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from scim2_models import ScimFilter
from scim2_models.path import (
    AttrPath,
    CompareOperator,
    Comparison,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ValuePath,
)
from sqlalchemy import ColumnElement, String, and_, cast, false, func, or_, true

from engine.store.tables import Employee, ExternalId, OrgUnit

TEXT_OPERATORS = (CompareOperator.eq, CompareOperator.co, CompareOperator.sw, CompareOperator.ew)


@dataclass(frozen=True, slots=True)
class Which:
    """`exact`: nothing that does not fit fulfils the condition."""

    condition: ColumnElement[bool]
    exact: bool


ALL = Which(true(), exact=True)
ANY = Which(true(), exact=False)
Translates = Callable[[CompareOperator, Any], Which | None]


# Of a person, what stands as it is told in one of the columns that are searched as text.
IN_TEXT = frozenset(
    {
        "displayname",
        "name.formatted",
        "name.familyname",
        "name.givenname",
        "title",
        "emails",
        "emails.value",
        "emails.type",
        "employeenumber",
        "department",
        "externalid",
        "username",
        "manager.value",
    }
)


def which_people(said: ScimFilter[Any] | None) -> Which:
    return ALL if said is None else _Reader(PEOPLE, IN_TEXT).visit(said.ast)


def which_units(said: ScimFilter[Any] | None) -> Which:
    return ALL if said is None else _Reader(UNITS, frozenset()).visit(said.ast)


class _Reader(FilterVisitor[Which]):
    """Attributes that are `columns`, and those that are found `in_text`."""

    def __init__(self, columns: Mapping[str, Translates], in_text: Collection[str]) -> None:
        self._columns, self._in_text = columns, in_text

    def visit_comparison(self, node: Comparison) -> Which:
        name, text = _called(node.attr_path), node.value
        translate = self._columns.get(name)
        if translate and (found := translate(node.op, text)) is not None:
            return found
        if name in self._in_text and node.op in TEXT_OPERATORS and _is_plain(text):
            return _in_people(text)
        return ANY

    def visit_logical_expr(self, node: LogicalExpr) -> Which:
        parts = [self.visit(term) for term in node.terms]
        both = and_ if node.op == LogicalOperator.and_ else or_
        return Which(both(*(one.condition for one in parts)), all(one.exact for one in parts))

    def visit_not(self, node: Not) -> Which:
        return ANY

    def visit_present(self, node: Present) -> Which:
        return ANY

    def visit_value_path(self, node: ValuePath) -> Which:
        """`emails[type eq "work" and value eq "x"]`: what is asked of one of several."""
        name = _called(node.attr_path)
        parts = {one.removeprefix(f"{name}.") for one in self._in_text if one.startswith(name)}
        return _Reader({}, parts).visit(node.val_filter)


def _called(path: AttrPath) -> str:
    return ".".join(part for part in (path.attr, path.sub_attr) if part).lower()


def _is_plain(text: Any) -> TypeGuard[str]:
    """Whether it is the same in a column, in JSON and in every case folding."""
    return (
        isinstance(text, str)
        and text.isascii()
        and text.isprintable()
        and not {'"', "\\"} & set(text)
    )


def _in_people(text: str) -> Which:
    """It occurs somewhere in what is said or known of a person."""
    columns = (
        cast(ExternalId.said, String),
        ExternalId.external_id,
        ExternalId.login,
        Employee.name,
        Employee.emp_no,
        OrgUnit.name,
    )
    return Which(or_(*(one.icontains(text, autoescape=True) for one in columns)), exact=False)


def _identity(column: Any) -> Translates:
    def translate(op: CompareOperator, value: Any) -> Which | None:
        if op != CompareOperator.eq or not isinstance(value, str):
            return None
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            return Which(false(), exact=True)
        return Which(column == int(value), exact=value == str(int(value)))

    return translate


def _exactly(column: Any) -> Translates:
    def translate(op: CompareOperator, value: Any) -> Which | None:
        if op != CompareOperator.eq or not _is_plain(value):
            return None
        return Which(column == value, exact=True)

    return translate


def _in_any_case(column: Any) -> Translates:
    ways: Mapping[CompareOperator, Callable[[Any, str], ColumnElement[bool]]] = {
        CompareOperator.eq: lambda lower, text: lower == text,
        CompareOperator.co: lambda lower, text: lower.contains(text, autoescape=True),
        CompareOperator.sw: lambda lower, text: lower.startswith(text, autoescape=True),
        CompareOperator.ew: lambda lower, text: lower.endswith(text, autoescape=True),
    }

    def translate(op: CompareOperator, value: Any) -> Which | None:
        if op not in ways or not _is_plain(value):
            return None
        return Which(ways[op](func.lower(column), value.lower()), exact=True)

    return translate


def _active(op: CompareOperator, value: Any) -> Which | None:
    if op != CompareOperator.eq or not isinstance(value, bool):
        return None
    left = Employee.status == "left"
    return Which(~left if value else left, exact=True)


PEOPLE: Mapping[str, Translates] = {
    "id": _identity(Employee.id),
    "externalid": _exactly(ExternalId.external_id),
    "username": _in_any_case(ExternalId.login),
    "active": _active,
}
UNITS: Mapping[str, Translates] = {
    "id": _identity(OrgUnit.id),
    "externalid": _exactly(ExternalId.external_id),
    "displayname": _in_any_case(OrgUnit.name),
}
