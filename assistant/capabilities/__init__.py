"""What the assistant can be asked for: a folder each, and every list of them comes from here.

`capability.toml` says what is meant by it (`says`), of which `kind` it is, which `flow` it opens,
which report `exports` its answer, which kinds of what is named a question `uses` (what it does
not use is said back), which `measures` its answer tells, and how it can be laid out (`frames`: by
what it is split, against what it is held; `listed_by`: without being asked to). `explained_by` is
the engine's method of its figure, and `trains` what tells whom its answer would have trained, for
a request that follows it (gaps: who falls short; kpi: the skill behind a target missed). What `declines`
says who has or does it instead (`assistant/declining`). Which `analysis` it tells, by whose words
it is asked for (`assistant/analysing`). A query of the catalogue may be told in the place of its
answer (`queries`: always, where it asks for more than that can tell, or never). Of every answer it is
looked at what of the question is told in it, or was taken up by its readers
(`assistant/conversation/heeding`, `assistant/understanding/taken`), but of one that only goes on with
another: that one `hears_all`. What `looks_ahead` is of the time to come, and needs not say so.
`answer.py` answers a question, `texts/` has what it says;
`sentences/` has what people say when they mean it.
Rasa's intents are named after the folders.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
# change: something is stored at its end. question: looked up, and answered. general: answered from
# the book (`assistant/knowledge`), which has its sentences. elsewhere: cannot be done in the chat;
# who can is told, from the book where `topic` says so. courtesy: what people say around it. control: yes, no and stop. export: a file.
# outside: nothing of ours, or not kept or done here.
KINDS = (
    "change",
    "question",
    "general",
    "elsewhere",
    "courtesy",
    "control",
    "export",
    "outside",
)
# What is a list in the file.
LISTS = {"uses", "measures", "frames"}


@dataclass(frozen=True, kw_only=True)
class Capability:
    folder: Path
    says: str
    kind: str
    flow: str | None = None
    exports: str | None = None
    uses: tuple[str, ...] | None = None
    topic: str | None = None
    measures: tuple[str, ...] | None = None
    frames: tuple[str, ...] = ()
    listed_by: str | None = None
    explained_by: str | None = None
    trains: str | None = None
    declines: bool = False
    queries: str = "always"
    hears_all: bool = False
    looks_ahead: bool = False
    analysis: str | None = None

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def changes_store(self) -> bool:
        return self.kind == "change"

    def sentences(self, language: str) -> Path:
        """The file of what people say, in the form of Rasa's training data."""
        return self.folder / "sentences" / f"{language}.yml"

    def texts(self, language: str) -> Path:
        """The file of what its answers say, beside what all say (`assistant/speech`)."""
        return self.folder / "texts" / f"{language}.toml"


def read(folder: Path) -> dict[str, Capability]:
    """The capabilities whose folders are in `folder`, by name."""
    return {one.name: one for one in _read(folder)}


def _read(folder: Path) -> Iterator[Capability]:
    for file in sorted(folder.glob("*/capability.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        for name in LISTS & said.keys():
            said[name] = tuple(said[name])
        yield Capability(folder=file.parent, **said)


CAPABILITIES = read(HERE)


def of_kind(*kinds: str) -> frozenset[str]:
    """The names of those of these kinds."""
    return frozenset(one.name for one in CAPABILITIES.values() if one.kind in kinds)
