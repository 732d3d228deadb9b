"""What the courses of the catalogue are called."""

from __future__ import annotations

from engine.queries.catalogue import CatalogueName, catalogue_names
from engine.usecases.context import Context, reads


@reads
def course_names(context: Context) -> tuple[CatalogueName, ...]:
    """Every name of every course, in all languages, and the aliases."""
    return tuple(one for one in catalogue_names(context.session) if one.kind == "course")
