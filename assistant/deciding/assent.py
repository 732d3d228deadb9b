"""Whether a message is a yes to the act that is asked about, and nothing else."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from assistant.deciding.meaning import INTENTS, words_of
from assistant.deciding.sharing import without_numbers
from assistant.deciding.words import pattern, words
from assistant.language import LANGUAGES

# How like a verb a misspelt one is: "sumbit", "aprove"; below it, it is another word.
LIKE = 80
SHORTEST = 4
LATIN = re.compile(r"[a-z']+", re.IGNORECASE)
ACTS = {intent: meant for meant, intent in INTENTS.items()}


def confirms(text: str, decision: str) -> bool:
    """An assent, the act's own verb, or both, with words of courtesy: "ok", "嗯 撤", "sumbit".
    Whatever holds more is none: "ok, and file it again", "行，改成 20 人"."""
    bare = without_numbers(text)
    rest, agreed = bare, False
    for assenting in (pattern("yes", "says", whole=True), *_verbs(decision)):
        agreed = agreed or bool(assenting.search(rest))
        rest = assenting.sub(" ", rest)
    rest = pattern("yes", "beside", whole=True).sub(" ", rest)
    for word in LATIN.findall(rest):
        if _is_like(word, decision):
            agreed = True
            rest = rest.replace(word, " ", 1)
    return agreed and not re.search(r"\w|[?？]", rest)


def assents_and_more(text: str) -> bool:
    """Whether it begins with a yes, and goes on with something else."""
    begins = pattern("yes", "says", whole=True).match(without_numbers(text))
    return begins is not None


def _verbs(decision: str) -> list[re.Pattern[str]]:
    if decision in ACTS:
        return [words_of(language).deeds[ACTS[decision]] for language in LANGUAGES]
    return [pattern("yes", decision, whole=True)]


def _is_like(word: str, decision: str) -> bool:
    if len(word) < SHORTEST:
        return False
    known = [
        one
        for language in LANGUAGES
        for name in ("spelt", f"spelt_{decision}")
        for one in words(language, "yes", name)
    ]
    return any(fuzz.ratio(word.lower(), one) >= LIKE for one in known)
