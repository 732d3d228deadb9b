"""What a directory knows of a company, and what taking it over changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.usecases.directory.gone import PersonGone, UnitGone


@dataclass(frozen=True, slots=True)
class DirectoryUnit:
    """A department; `parent` is the id of the one above, empty for the top."""

    id: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPerson:
    """A member: his main department's id, and the ids of those he leads. `emp_no` is empty
    where the directory has no number for him; `proves_email` says whether the address is one
    that the organisation gave him."""

    user_id: str
    emp_no: str
    name: str
    email: str
    proves_email: bool = True
    unit: str
    title: str
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """What a chat tool knows of a company; units come after those above them."""

    channel: str
    tenant: str
    units: tuple[DirectoryUnit, ...]
    people: tuple[DirectoryPerson, ...]


@dataclass(slots=True, kw_only=True)
class DirectoryReport:
    """What was (or would be) changed. Nobody is taken out: `units_gone` and `people_gone` were
    in the directory once and are no more, `not_in_directory` are people of the store whom it
    never had, `without_number` the other way round.

    `units_known_again` have another id than before, under the same name and at the same place.
    `number_reused` have the number of somebody else who left, whose history is not theirs;
    `numbers_differ` another number there than here; `two_accounts` are people who have another
    account in the directory; `left_here` left, as far as is known here. None of them is touched.
    """

    units_added: list[str] = field(default_factory=list)
    units_renamed: list[str] = field(default_factory=list)
    units_moved: list[str] = field(default_factory=list)
    units_known_again: list[str] = field(default_factory=list)
    units_gone: list[UnitGone] = field(default_factory=list)
    people_added: list[str] = field(default_factory=list)
    people_changed: list[str] = field(default_factory=list)
    people_gone: list[PersonGone] = field(default_factory=list)
    heads_set: list[str] = field(default_factory=list)
    linked: int = 0
    without_number: list[str] = field(default_factory=list)
    number_reused: list[str] = field(default_factory=list)
    numbers_differ: list[str] = field(default_factory=list)
    two_accounts: list[str] = field(default_factory=list)
    left_here: list[str] = field(default_factory=list)
    not_in_directory: list[str] = field(default_factory=list)
