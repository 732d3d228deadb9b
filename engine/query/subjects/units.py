"""The unit that something is of, for subjects that are not about people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from engine.query.subject import THING, UNIT, Asked, Dimension, Join
from engine.store.tables import OrgUnit

FOR_UNIT = "for_unit"


def of_units(asked: Asked) -> dict[str, Dimension]:
    """The part of the unit asked about that it is in; and the very unit."""
    return {
        UNIT: Dimension(
            kind=THING,
            key=asked.part_of.c.code,
            names=(asked.part_of.c.name, asked.part_of.c.name_en),
            joins=(UNIT,),
            table=OrgUnit,
        ),
        FOR_UNIT: Dimension(
            kind=THING,
            key=OrgUnit.code,
            names=(OrgUnit.name, OrgUnit.name_en),
            joins=(FOR_UNIT,),
            table=OrgUnit,
        ),
    }


def joins_of_units(asked: Asked, unit: InstrumentedAttribute[Any]) -> Mapping[str, Join]:
    """To a statement that has `unit`, the unit's id."""
    part = asked.part_of
    return {
        UNIT: Join(target=part, on=part.c.unit_id == unit, outer=True),
        FOR_UNIT: Join(target=OrgUnit, on=OrgUnit.id == unit),
    }
