"""`./peisuan picture`: the life of a request, drawn from the state machine itself."""

from __future__ import annotations

import shutil
import subprocess

from commands.failure import Failure
from engine.settings import CHECKOUT
from engine.workflow.life import BOUND, OPEN, PENDING, TRANSITIONS, Event, State

PICTURES = CHECKOUT / "docs" / "pictures"
NAME = "request-life"
COLOURS = {
    **dict.fromkeys(OPEN, "#fff3cd"),
    **dict.fromkeys(PENDING, "#dbeafe"),
    **dict.fromkeys(BOUND, "#d9f2e0"),
}
AGAINST = (Event.RETURN, Event.REJECT, Event.WITHDRAW, Event.EXPIRE, Event.CALL_OFF)


def picture() -> None:
    """Draw docs/pictures/request-life anew (needs Graphviz)."""
    if shutil.which("dot") is None:
        raise Failure("Graphviz is missing; install the package graphviz.")
    source = PICTURES / f"{NAME}.dot"
    source.write_text(drawing(), encoding="utf-8")
    target = source.with_suffix(".svg")
    subprocess.run(["dot", "-Tsvg", str(source), "-o", str(target)], check=True)
    print(f"Drawn: {target}")


def drawing() -> str:
    """The machine in Graphviz's language. Yellow: the requester has it; blue: it is being
    decided, and its sum reserved; green: approved, and its sum committed."""
    lines = [
        "digraph life {",
        '  graph [rankdir=TB, nodesep=0.35, ranksep=0.4, fontname="sans-serif"];',
        '  node [shape=box, style="rounded,filled", fillcolor="#f1f1f1", fontname="sans-serif"];',
        '  edge [fontname="sans-serif", fontsize=10];',
    ]
    for state in State:
        colour = COLOURS.get(state, "#f1f1f1")
        lines.append(f'  {state.value} [fillcolor="{colour}"];')
    for event, sources, target in TRANSITIONS:
        style = ', style=dashed, color="#b45309"' if event in AGAINST else ""
        lines += [
            f'  {source.value} -> {target.value} [label="{event.value}"{style}];'
            for source in sources
        ]
    return "\n".join([*lines, "}", ""])
