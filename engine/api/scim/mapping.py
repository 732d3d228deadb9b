"""SCIM's resources, and what the engine keeps of people and units."""

from __future__ import annotations

from typing import Any

from scim2_models import Context, InvalidValueException, Meta, Reference

from engine.api.scim.models import EnterpriseUser, Group, InGroup, Manager, Member, Person
from engine.usecases.directory.kept_people import KeptPerson
from engine.usecases.directory.kept_units import KeptUnit, UnitSaid
from engine.usecases.directory.saying import PersonSaid
from engine.values.person_names import is_han

LARGEST_ID = 2**31 - 1
LONGEST_ID, LONGEST_TEXT = 255, 200
# What the person himself, or the store, says of him is not kept a second time.
ELSEWHERE = ("schemas", "id", "externalId", "userName", "groups", "meta")


class Mapping:
    """`address` is that of the SCIM service."""

    def __init__(self, address: str) -> None:
        self._address = address

    def person(self, kept: KeptPerson) -> Any:
        """As the provider said it, but for what is otherwise here by now."""
        found = Person.model_validate({**kept.attributes, "userName": kept.login})
        found.id, found.external_id = str(kept.id), kept.external_id
        if found.active is not None or not kept.active:
            found.active = kept.active
        if found.display_name is not None:
            found.display_name = kept.name
        more = found[EnterpriseUser]
        if more is not None:
            self._enterprise(more, kept)
        if kept.unit is not None:
            ref = self._ref("Groups", kept.unit)
            found.groups = [InGroup(value=str(kept.unit), ref=ref, display=kept.unit_name)]
        found.meta = self._meta("User", "Users", kept.id)
        return found

    def _enterprise(self, more: Any, kept: KeptPerson) -> None:
        if more.employee_number is not None:
            more.employee_number = kept.number
        if more.department is not None:
            more.department = kept.unit_name
        if more.manager is not None:
            value = more.manager.value
            ref = self._ref("Users", value)
            more.manager = Manager(value=value, ref=ref) if kept.manager_is_kept else None

    def group(self, kept: KeptUnit) -> Group:
        return Group(
            id=str(kept.id),
            external_id=kept.external_id,
            display_name=kept.name,
            members=[Member(value=str(one), ref=self._ref("Users", one)) for one in kept.members]
            or None,
            meta=self._meta("Group", "Groups", kept.id),
        )

    def _meta(self, kind: str, endpoint: str, here: int) -> Meta:
        return Meta(resource_type=kind, location=self._ref(endpoint, here))

    def _ref(self, endpoint: str, here: int | str) -> Reference[Any]:
        return Reference(f"{self._address}/{endpoint}/{here}")


def person_said(user: Any) -> PersonSaid:
    """What a user resource says of a person."""
    attributes = user.model_dump(scim_ctx=Context.DEFAULT, exclude_none=True)
    more = user[EnterpriseUser] or EnterpriseUser()
    manager = more.manager.value if more.manager else None
    return PersonSaid(
        login=_text("userName", user.user_name, LONGEST_ID, needed=True),
        external_id=_text("externalId", user.external_id, LONGEST_ID) or None,
        active=user.active is not False,
        number=_text("employeeNumber", more.employee_number),
        name=_text("displayName", _name(user)),
        email=_text("emails", _email(user)),
        title=_text("title", user.title),
        department=_text("department", more.department),
        manager=here(manager) if manager else None,
        attributes={key: value for key, value in attributes.items() if key not in ELSEWHERE},
    )


def unit_said(group: Group) -> UnitSaid:
    """What a group resource says of a unit."""
    return UnitSaid(
        external_id=_text("externalId", group.external_id, LONGEST_ID) or None,
        name=_text("displayName", group.display_name, needed=True),
        members=frozenset(here(one.value or "") for one in group.members or ()),
    )


def here(value: str) -> int:
    """One of our ids, as SCIM has it.

    Raises:
        InvalidValueException: it cannot be one.
    """
    if not (value.isascii() and value.isdigit() and int(value) <= LARGEST_ID):
        raise InvalidValueException(detail=f"nobody here has the id {value!r}")
    return int(value)


def _text(what: str, value: str | None, most: int = LONGEST_TEXT, needed: bool = False) -> str:
    """Without blanks around it.

    Raises:
        InvalidValueException: it is longer than what is kept, or empty and needed.
    """
    text = (value or "").strip()
    if len(text) > most:
        raise InvalidValueException(detail=f"{what} has more than {most} characters")
    if needed and not text:
        raise InvalidValueException(detail=f"{what} is empty")
    return text


def _name(user: Any) -> str:
    """As it is shown, else put together as its script has it, else the login."""
    name = user.name
    parts = [name.given_name, name.family_name] if name else []
    parts = [part.strip() for part in parts if part and part.strip()]
    whole = "".join(reversed(parts)) if is_han("".join(parts)) else " ".join(parts)
    shown = (user.display_name, name and name.formatted, whole, user.user_name)
    return next((one.strip() for one in shown if one and one.strip()), "")


def _email(user: Any) -> str:
    """The primary address, else the first one."""
    addresses = [one for one in user.emails or () if one.value]
    primary = [one for one in addresses if one.primary]
    return next((one.value.strip().lower() for one in [*primary, *addresses]), "")
