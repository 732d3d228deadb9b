"""The person who asks, with the roles that the store gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    EMPLOYEE = "employee"
    HEAD = "head"
    HR = "hr"
    FINANCE = "finance"
    MANAGEMENT = "management"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """`paths` holds, for each role, the org subtrees (path prefixes) in which it is held.

    `acting_for` are those whose decisions he may take today, by a delegation. `by_policy` says
    which roles have a right where the company decides that itself.
    """

    employee_id: int
    emp_no: str
    name: str
    org_unit_id: int
    paths: Mapping[Role, tuple[str, ...]]
    acting_for: tuple[Actor, ...] = ()
    by_policy: Mapping[str, tuple[Role, ...]] = field(default_factory=dict)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(self.paths)

    @property
    def powers(self) -> frozenset[Role]:
        """The roles in which he asks for money, decides, books, audits or administers: his own,
        and those of whom he stands in for."""
        roles = self.roles.union(*(one.roles for one in self.acting_for))
        return roles - {Role.EMPLOYEE}
