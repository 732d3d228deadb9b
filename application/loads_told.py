"""What the routes of loads say, in the language that a client prefers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.imports_told.plain import plain_kinds, plain_look, plain_past
from assistant.imports_told.records import plain_description, plain_entered
from assistant.imports_told.refused import refused_workbook
from assistant.imports_told.templates import Format, template
from assistant.imports_told.wording import Wording
from assistant.language import spoken_for
from engine.imports.kinds.kind import kinds
from engine.usecases.context import BudgetEngine
from engine.usecases.imports.records import Entered
from engine.usecases.imports.refused import RefusedSheet
from engine.usecases.imports.views import ImportLook, PastLoad
from engine.values.errors import NotFound


class LoadsTold:
    """`preferred` is always the header of the client."""

    def __init__(self, engine: BudgetEngine) -> None:
        self._engine = engine

    def look(self, look: ImportLook, preferred: str) -> dict[str, Any]:
        return plain_look(look, spoken_for(preferred))

    def history(self, loads: Sequence[PastLoad], preferred: str) -> list[dict[str, Any]]:
        return plain_past(loads, self._engine.company(), spoken_for(preferred))

    def kinds(self, preferred: str) -> list[dict[str, Any]]:
        return plain_kinds(spoken_for(preferred))

    def kinds_named(self, names: Sequence[str], preferred: str) -> list[dict[str, str]]:
        wording = Wording(spoken_for(preferred))
        return [{"name": name, "label": wording.kind(name)} for name in names]

    def described(self, kind: str, preferred: str) -> dict[str, Any]:
        return plain_description(Wording(spoken_for(preferred)), kinds()[kind])

    def entered(self, entered: Entered, preferred: str) -> dict[str, Any]:
        fiscal = self._engine.company().fiscal
        return plain_entered(Wording(spoken_for(preferred), fiscal), entered)

    def refused(self, sheets: Sequence[RefusedSheet], preferred: str) -> bytes:
        return refused_workbook(Wording(spoken_for(preferred)), sheets)

    def template(
        self,
        kind: str,
        rows: Sequence[Mapping[str, str]] | None,
        form: Format,
        preferred: str,
    ) -> tuple[bytes, str]:
        """The file and its name.

        Raises:
            NotFound: there is no such kind.
        """
        if kind not in kinds():
            raise NotFound("unknown_kind", kind=kind, known=list(kinds()))
        wording = Wording(spoken_for(preferred))
        return template(wording, kinds()[kind], rows, form), f"{wording.kind(kind)}.{form}"
