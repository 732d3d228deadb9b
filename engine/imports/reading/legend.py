"""What a sheet says of its own signs: "✓ = attended, A = absent", √表示参加."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.imports.amounts import plain
from engine.imports.shape.table import Table

# A sign, what joins it with its meaning, and the meaning until the next.
_SAYS = re.compile(
    r"(?:^|[\s,;.(:])[\"'“‘「]?(?P<sign>[^\s,;:()\"'“”‘’「」=]{1,4})[\"'”’」]?"
    r"\s*(?:=|表示|代表|指|为|means|stands for|steht für|signifie)\s*"
    r"(?P<meaning>[^,;。.=()|/]+?)\s*(?=[,;。.()|/]|$)"
)


def legend_of(table: Table) -> Mapping[str, str]:
    """The meaning of each sign, in the words of the sheet."""
    return {
        found["sign"]: found["meaning"]
        for line in table.title
        for found in _SAYS.finditer(plain(line))
    }
