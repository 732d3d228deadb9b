"""The history of loads as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.imports_told.wording import Wording
from engine.usecases.imports.views import PastLoad
from engine.values.company import Company


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLoad:
    """One load: `can_undo` says that nothing is known to be in the way of taking it back."""

    id: int
    state: str
    text: str
    in_the_way: tuple[str, ...]
    can_undo: bool


def told_load(wording: Wording, load: PastLoad, company: Company) -> ToldLoad:
    when = load.undone_at or load.loaded_at or load.created_at
    text = wording.say(
        f"imports.past.{load.state}",
        id=load.id,
        when=f"{company.here(when):%Y-%m-%d %H:%M}",
        actor=load.actor_name or wording.actor(load.actor),
        files=_what(wording, load),
        added=f"{load.added:,}",
        changed=f"{load.changed:,}",
        refused=f"{load.refused:,}",
    )
    ways = tuple(
        wording.way(one.code, {"table": one.table, "count": one.count, "loads": list(one.ids)})
        for one in load.in_the_way
    )
    return ToldLoad(
        id=load.id,
        state=load.state,
        text=text,
        in_the_way=ways,
        can_undo=load.state == "loaded" and not ways,
    )


def _what(wording: Wording, load: PastLoad) -> str:
    if load.record is None:
        return wording.people(load.files)
    return wording.say("imports.entered", kind=wording.kind(load.record))


def past_text(wording: Wording, loads: Sequence[PastLoad], company: Company) -> str:
    if not loads:
        return wording.say("imports.no_past")
    return "\n".join(told_load(wording, one, company).text for one in loads)
