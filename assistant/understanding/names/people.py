"""Names of people, and of levels, by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.understanding.names.name import Name
from assistant.understanding.names.vocabulary import patterns_of
from assistant.understanding.patterns import Patterns

_SAID = Patterns(__file__, surnames_joined=patterns_of("surnames", spaced=False))

CHINESE_TAIL = _SAID["chinese_tail"]
CHINESE = re.compile(_SAID["chinese"])
TOOK = re.compile(_SAID["took"])
TOOK_ENGLISH = _SAID.compiled("took_english")
_NOT_ONE = re.compile(_SAID["not_one"])
# An employee number: letters and figures.
NUMBER = re.compile(r"(?<![A-Za-z0-9-])(?P<number>[A-Z]{1,2}\d{5,8})(?![A-Za-z0-9-])")
_NOT_NAMES = re.compile(_SAID["not_names"])
ENGLISH = re.compile(_SAID["english"])
_NOT_ENGLISH = re.compile(_SAID["not_english"])
LEVEL = _SAID.compiled("level")


def read_people(text: str) -> Iterator[Name]:
    """Each person named in full in `text`."""
    for match in CHINESE.finditer(text):
        if not _NOT_NAMES.match(match["name"]):
            yield Name("employee_name", *match.span("name"), match["name"])
    for match in TOOK.finditer(text):
        if not (_NOT_NAMES.match(match["name"]) or _NOT_ONE.search(match["name"])):
            yield Name("employee_name", *match.span("name"), match["name"])
    for match in TOOK_ENGLISH.finditer(text):
        yield Name("employee_name", *match.span("name"), match["name"])
    for match in NUMBER.finditer(text):
        yield Name("employee_name", *match.span("number"), match["number"])
    for match in ENGLISH.finditer(text):
        group = match.lastgroup or ""
        if not _NOT_ENGLISH.match(match[group]):
            yield Name("employee_name", *match.span(group), match[group])


def read_levels(text: str) -> Iterator[Name]:
    """Each level of skill or of evaluation in `text`."""
    for match in LEVEL.finditer(text):
        yield Name("level", match.start(), match.end(), match.group())
