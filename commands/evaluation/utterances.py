"""`./peisuan eval utterances`: sentences with the capability and entities they mean."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from commands.evaluation import scores
from commands.evaluation.files import read_lines
from commands.evaluation.scores import Count, Reading
from commands.evaluation.understanding import understand
from engine.settings import CHECKOUT

CONFUSIONS_SHOWN = 15


def utterances(
    file: Annotated[Path, typer.Argument(help="JSON lines: role, text, capability, entities")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object, for machines")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="say which lines were wrong")] = False,
) -> None:
    """Measure understanding of single sentences, against the sample company's names."""
    readings = understand(read_lines(file, ("text", "capability")))
    summary = summarise(readings)
    if as_json:
        print(json.dumps(summary, ensure_ascii=False))
    else:
        _print(summary)
    if errors:
        _print_errors(readings)


def summarise(readings: Sequence[Reading]) -> dict[str, Any]:
    """All scores, as they are written for machines."""
    milliseconds = [one.milliseconds for one in readings]
    entities = scores.by_entity(readings)
    contained = scores.by_entity(readings, contained=True)
    sure = scores.sure_changes(readings, threshold())
    return {
        "sentences": len(readings),
        "accuracy": scores.accuracy(readings),
        "top3": scores.accuracy(readings, within=3),
        "macro_f1": scores.macro_f1(readings),
        "sure_change_precision": sure.precision,
        "ms_per_message": statistics.median(milliseconds),
        "capabilities": {
            name: _scored(one) for name, one in scores.by_capability(readings).items()
        },
        "entities": {
            name: {**_scored(one), "contained_f1": contained[name].f1}
            for name, one in entities.items()
        },
        "confusions": [
            {"meant": meant, "understood": said, "times": times}
            for meant, said, times in scores.confusions(readings)
        ],
    }


def threshold() -> float:
    """The confidence below which a change of the store is asked back, as `config.yml` sets it."""
    found = re.search(r"change_threshold: ([0-9.]+)", (CHECKOUT / "config.yml").read_text())
    if found is None:
        raise ValueError("config.yml sets no change_threshold")
    return float(found[1])


def _scored(count: Count) -> dict[str, Any]:
    return {
        "precision": count.precision,
        "recall": count.recall,
        "f1": count.f1,
        "of": count.right + count.missed,
    }


def _print(summary: dict[str, Any]) -> None:
    print(f"{summary['sentences']} sentences, {summary['ms_per_message']:.1f} ms a message")
    for name in ("accuracy", "top3", "macro_f1", "sure_change_precision"):
        print(f"{name:22} {summary[name]:.3f}")
    for title in ("capabilities", "entities"):
        print(f"\n{title:22} precision recall    f1    of")
        for name, one in summary[title].items():
            within = f"   contained {one['contained_f1']:.2f}" if "contained_f1" in one else ""
            print(
                f"{name:22} {one['precision']:9.2f} {one['recall']:6.2f} {one['f1']:5.2f}"
                f" {one['of']:5d}{within}"
            )
    print("\nconfusions (meant, understood, times)")
    for one in summary["confusions"][:CONFUSIONS_SHOWN]:
        print(f"  {one['meant']} → {one['understood']}: {one['times']}")


def _print_errors(readings: Sequence[Reading]) -> None:
    print("\nwrong capability")
    for one in readings:
        if not one.right:
            said = one.ranked[0] if one.ranked else "nothing"
            print(f"  {one.meant} → {said} ({one.confidence:.2f}): {one.text}")
    print("\nwrong entities (expected, found)")
    for one in readings:
        wrong = [
            (kind, one.expected.get(kind), one.found.get(kind))
            for kind, count in scores.by_entity([one]).items()
            if count.wrong or count.missed
        ]
        if wrong:
            print(f"  {one.text}")
            for kind, expected, found in wrong:
                print(f"      {kind}: {expected!r} / {found!r}")
