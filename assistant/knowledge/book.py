"""The book of answers: our texts with the company's over them, found and filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge.likeness import Found, Likeness
from assistant.knowledge.topics import Problem, Topic, shipped, with_company
from assistant.language import LANGUAGES, fallbacks

# Where in the home (`PEISUAN_HOME`) a company's own texts lie, a file for each language.
FOLDER = "knowledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Topics by language and name; `problems` are what a company's files have wrong."""

    topics: Mapping[str, Mapping[str, Topic]]
    problems: tuple[Problem, ...]
    likeness: Mapping[str, Likeness]

    def knows(self, topic: str) -> bool:
        return any(topic in topics for topics in self.topics.values())

    def answer(self, topic: str, language: str, figures: Mapping[str, str]) -> str:
        """What is told of a topic, line by line, with `figures` filled in (see
        `assistant.knowledge.figures.said`). A company's topic that it wrote in one language
        only is told in that one.

        Raises:
            KeyError: there is no such topic.
        """
        for one in fallbacks(language):
            if found := self.topics[one].get(topic):
                return found.answer.format_map(figures)
        raise KeyError(topic)

    def title(self, topic: str, language: str) -> str:
        """The first of the sentences that ask for it."""
        for one in fallbacks(language):
            if found := self.topics[one].get(topic):
                return found.asked[0]
        raise KeyError(topic)

    def nearest(self, text: str, language: str, most: int = 3) -> list[Found]:
        """The topics that a sentence is most like, also where it may ask for something else:
        to offer them, or to choose among them once it is known that it asks for one."""
        return self.likeness[language].nearest(text, most)

    def find(self, text: str, language: str) -> list[Found]:
        """The topics that a sentence asks for, the likeliest first; none where it is like
        none of them. Needs no training: so a company's own topics are found, too."""
        return self.likeness[language].find(text)


def load_book(home: Path | None = None) -> Book:
    """Our texts with those of the company in `home` over them."""
    read = {language: _of(language, home) for language in LANGUAGES}
    return Book(
        topics={language: topics for language, (topics, _) in read.items()},
        problems=tuple(problem for _, problems in read.values() for problem in problems),
        likeness={
            language: Likeness(language, {name: topic.asked for name, topic in topics.items()})
            for language, (topics, _) in read.items()
        },
    )


def _of(language: str, home: Path | None) -> tuple[Mapping[str, Topic], tuple[Problem, ...]]:
    if home is None:
        return shipped(language), ()
    return with_company(home / FOLDER / f"{language}.toml", shipped(language))


def training_sentences() -> list[str]:
    """What the classifier learns to be a general question: which topic it is for, likeness tells
    better than a class for each (measured: 0.92 of the held out, 0.75 by the classifier)."""
    return [
        sentence
        for language in LANGUAGES
        for topic in shipped(language).values()
        for sentence in topic.asked
    ]
