"""Departments: words of what units do and where, with or without 部, 中心, 车间 …"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.understanding.names.name import Name
from assistant.understanding.names.vocabulary import any_of
from assistant.understanding.patterns import Patterns

_SAID = Patterns(
    __file__,
    unit_words_joined=any_of("unit_words", spaced=False),
    unit_words_spaced=any_of("unit_words", spaced=True),
    places_joined=any_of("places", spaced=False),
    places_spaced=any_of("places", spaced=True),
)
WITH_SUFFIX = re.compile(_SAID["with_suffix"])
BARE = re.compile(_SAID["bare"])
ENGLISH = _SAID.compiled("english")
AFTER_PREPOSITION = _SAID.compiled("after_preposition")
AS_SUBJECT = _SAID.compiled("as_subject")


def read_departments(text: str) -> Iterator[Name]:
    """Each department named in `text`."""
    for match in WITH_SUFFIX.finditer(text):
        yield Name("department", match.start(), match.end(), match.group())
    for pattern in (BARE, ENGLISH, AFTER_PREPOSITION, AS_SUBJECT):
        for match in pattern.finditer(text):
            yield Name("department", *match.span("name"), match["name"])
