"""Examples of the learned reader as rows of numbers, in batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np

from assistant.acting.context import Context
from assistant.acting.features import ACTS
from assistant.acting.signs import signs_of
from assistant.reading.mention import KINDS, ROLES
from assistant.understanding.reader.adapters import HEADS
from assistant.understanding.reader.naming import NOTHING, tags, tags_of
from assistant.understanding.reader.pieces import Cutter
from bot.reader_examples import Example

BATCH = 32
# Batches among which their examples are sorted by length.
AMONG = 64
# Lengths are made even, so that fewer different ones come.
STEP = 4
UNKNOWN = -1
Batch = dict[str, np.ndarray]


def names_of(every: Sequence[Example]) -> dict[str, list[str]]:
    """What the outputs of the heads stand for, and the signs of the talk that occur."""
    signs = {sign for one in every for sign in signs_of(one.context)}
    return {
        "capability": sorted({one.capability for one in every if one.capability}),
        "act": list(ACTS),
        "tag": tags(KINDS),
        "role": sorted(ROLES),
        "talk": sorted(signs | set(signs_of(Context()))),
    }


class Rows:
    """`occurring` are the pieces' numbers of all examples: a batch holds their rows, from 1 on."""

    def __init__(
        self, every: Sequence[Example], names: dict[str, list[str]], cutter: Cutter
    ) -> None:
        self.every = every
        self._numbers = {
            name: {one: number for number, one in enumerate(those)} for name, those in names.items()
        }
        self._cut = [cutter.cut(one.text) for one in every]
        self._pieces = [cutter.framed(those) for those in self._cut]
        self.occurring = sorted({number for those in self._pieces for number in those})
        self._row = {number: row for row, number in enumerate(self.occurring, 1)}
        self._marks = [self._marked(place) for place in range(len(every))]

    def batches(self, signs: Sequence[Sequence[str]], draw: random.Random) -> Iterator[Batch]:
        """All examples once, in a mixed order; `signs` are those of each one's talk."""
        order = list(range(len(self.every)))
        draw.shuffle(order)
        made = []
        for first in range(0, len(order), BATCH * AMONG):
            some = order[first : first + BATCH * AMONG]
            some.sort(key=lambda place: len(self._pieces[place]) + len(signs[place]))
            made += [some[start : start + BATCH] for start in range(0, len(some), BATCH)]
        draw.shuffle(made)
        for some in made:
            yield self._batch(some, [signs[place] for place in some])

    def _batch(self, some: Sequence[int], signs: Sequence[Sequence[str]]) -> Batch:
        sizes = [len(self._pieces[place]) for place in some]
        longest = max(size + len(one) for size, one in zip(sizes, signs, strict=True))
        shape = len(some), -(-longest // STEP) * STEP
        made = {name: np.zeros(shape, np.int32) for name in ("pieces", "talk")}
        made |= {name: np.full(shape, UNKNOWN, np.int32) for name in ("tag", "role")}
        for row, (place, size, talk) in enumerate(zip(some, sizes, signs, strict=True)):
            made["pieces"][row, :size] = [self._row[one] for one in self._pieces[place]]
            known = [self._numbers["talk"][one] + 1 for one in talk]
            made["talk"][row, size : size + len(known)] = known
            made["tag"][row, :size], made["role"][row, :size] = self._marks[place]
        for name in HEADS[:2]:
            labels = (getattr(self.every[place], name) for place in some)
            numbers = [self._numbers[name].get(one, UNKNOWN) for one in labels]
            made[name] = np.array(numbers, np.int32)
        return made

    def _marked(self, place: int) -> tuple[list[int], list[int]]:
        """The tags and roles of the pieces and of the frame around them."""
        mentions, pieces = self.every[place].mentions, self._cut[place]
        nothing = [UNKNOWN] * len(self._pieces[place])
        if mentions is None:
            return nothing, nothing
        tag_numbers, roles = self._numbers["tag"], self._numbers["role"]
        found = tags_of(pieces, mentions)
        tag = [tag_numbers[NOTHING if one is None else one[0]] for one in found]
        role = [UNKNOWN if one is None else roles[one[1]] for one in found]
        return [UNKNOWN, *tag, UNKNOWN], [UNKNOWN, *role, UNKNOWN]
