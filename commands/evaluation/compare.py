"""`./peisuan eval compare`: what became better from one run to another, and what worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from commands.evaluation.form import JudgedDialogue, JudgedTurn, Verdict, read_judgement
from commands.evaluation.run_folder import RunFolder

ORDER = list(Verdict)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A turn, or with number 0 a dialogue, that was judged otherwise the second time."""

    dialogue: str
    number: int
    said: str
    before: Verdict
    after: Verdict
    remark: str
    answered_alike: bool

    @property
    def better(self) -> bool:
        return ORDER.index(self.after) < ORDER.index(self.before)

    def __str__(self) -> str:
        where = f"{self.dialogue} {self.number or 'as a whole'}"
        said = "".join(f" {part}" for part in (self.said, self.remark and f"({self.remark})"))
        return f"{where}: {self.before} → {self.after}{said.rstrip()}"


def compare(
    before: Annotated[Path, typer.Argument(help="the folder of a judged run")],
    after: Annotated[Path, typer.Argument(help="the folder of a later one")],
) -> None:
    """Say, dialogue by dialogue and turn by turn, what is better and what is worse."""
    first, second = (_dialogues(path) for path in (before, after))
    both = [name for name in first if name in second]
    moved = [one for name in both for one in moves(first[name], second[name])]
    print("\n".join(_lines(moved, len(both))))
    for title, names in (
        ("harm that is gone", [one for one in both if first[one].harm and not second[one].harm]),
        ("new harm", [one for one in both if second[one].harm and not first[one].harm]),
        ("only in the first", [one for one in first if one not in second]),
        ("only in the second", [one for one in second if one not in first]),
    ):
        print(f"{title}: {', '.join(names) or 'none'}")


def moves(before: JudgedDialogue, after: JudgedDialogue) -> Iterator[Moved]:
    """The dialogue, and those of its turns, whose verdict is another one; turns that say
    something else than before are not compared."""
    said = zip(before.turns, after.turns, strict=False)
    pairs = [(old, new) for old, new in said if old.user == new.user]
    if before.verdict is not after.verdict:
        yield Moved(
            dialogue=after.id,
            number=0,
            said="",
            before=before.verdict,
            after=after.verdict,
            remark=after.remark,
            answered_alike=all(old.answer == new.answer for old, new in pairs),
        )
    yield from (_moved(after.id, *pair) for pair in pairs if pair[0].verdict is not pair[1].verdict)


def _moved(dialogue: str, old: JudgedTurn, new: JudgedTurn) -> Moved:
    better = ORDER.index(new.verdict) < ORDER.index(old.verdict)
    return Moved(
        dialogue=dialogue,
        number=new.number,
        said=new.user,
        before=old.verdict,
        after=new.verdict,
        # What was wrong with it then, or what is now.
        remark=old.remark if better else new.remark,
        answered_alike=old.answer == new.answer,
    )


def _dialogues(path: Path) -> Mapping[str, JudgedDialogue]:
    return {one.id: one for one in read_judgement(RunFolder(path)).dialogues}


def _lines(moved: list[Moved], compared: int) -> Iterator[str]:
    yield f"{compared} dialogues judged in both"
    ours = [one for one in moved if not one.answered_alike]
    for title, those in (
        ("better", [one for one in ours if one.better]),
        ("worse", [one for one in ours if not one.better]),
        ("answered as before, judged otherwise", [one for one in moved if one.answered_alike]),
    ):
        turns = sum(one.number > 0 for one in those)
        yield f"\n{title}: {turns} turns, {len(those) - turns} dialogues"
        yield from (f"  {one}" for one in those)
    yield ""
