"""DingTalk's directory, read through its API: all departments, their people and leaders."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from channels.dingtalk.api import DingTalkApi
from channels.dingtalk.messages import CHANNEL
from engine.usecases.directory.values import Directory, DirectoryPerson, DirectoryUnit

TOP = 1
PAGE = 100


async def read_directory(api: DingTalkApi, tenant: str, company: str) -> Directory:
    """Everything the app may see of the organisation `tenant`, called `company` at the top.

    Raises:
        SendFailed: DingTalk refuses, for instance for want of a permission.
    """
    units = [DirectoryUnit(str(TOP), company, "")]
    units += [unit async for unit in _below(api, TOP)]
    found: dict[str, dict[str, Any]] = {}
    leads: dict[str, list[str]] = {}
    for unit in units:
        async for member in _members(api, int(unit.id)):
            found.setdefault(member["userid"], member)
            if member.get("leader"):
                leads.setdefault(member["userid"], []).append(unit.id)
    people = tuple(_person(member, leads.get(user, [])) for user, member in found.items())
    return Directory(CHANNEL, tenant, tuple(units), people)


async def _below(api: DingTalkApi, department: int) -> AsyncIterator[DirectoryUnit]:
    """Depth first, each after the one above it."""
    for one in await api.topapi("/topapi/v2/department/listsub", {"dept_id": department}) or []:
        yield DirectoryUnit(str(one["dept_id"]), str(one["name"]), str(department))
        async for unit in _below(api, one["dept_id"]):
            yield unit


async def _members(api: DingTalkApi, department: int) -> AsyncIterator[dict[str, Any]]:
    cursor = 0
    while True:
        asked = {"dept_id": department, "cursor": cursor, "size": PAGE}
        page = await api.topapi("/topapi/v2/user/list", asked) or {}
        for member in page.get("list") or []:
            yield member
        if not page.get("has_more"):
            return
        cursor = page["next_cursor"]


def _person(member: dict[str, Any], leads: list[str]) -> DirectoryPerson:
    departments = member.get("dept_id_list") or [TOP]
    return DirectoryPerson(
        user_id=str(member["userid"]),
        emp_no=str(member.get("job_number") or ""),
        name=str(member.get("name") or member["userid"]),
        email=str(member.get("org_email") or member.get("email") or ""),
        proves_email=bool(member.get("org_email")),
        unit=str(departments[0]),
        title=str(member.get("title") or ""),
        leads=tuple(leads),
    )
