"""What the texts of word fields mean: as was said, as the sheet itself says, or as the kind spells
them; unknown ones are asked about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from engine.imports.amounts import plain
from engine.imports.kinds.kind import Kind
from engine.imports.questions import Answers, Question
from engine.imports.reading.legend import legend_of
from engine.imports.reading.word_parts import meant_by_parts
from engine.imports.shape.table import Fact, Table
from engine.imports.sheet_mapping import SheetMapping
from engine.imports.sheet_report import SheetReport

# Of the unknown words of a column that nothing rests on, so many can be said what they mean.
MOST_OFFERED = 20


class Meanings:
    def __init__(
        self,
        table: Table,
        mapping: SheetMapping,
        kind: Kind,
        report: SheetReport,
        answers: Answers,
    ) -> None:
        self.table, self.mapping, self.kind = table, mapping, kind
        self.report, self.answers = report, answers
        self._legend: Mapping[str, str] | None = None
        self._unknown: dict[str, Counter[str]] = defaultdict(Counter)
        self._by_parts: dict[str, dict[str, str]] = defaultdict(dict)

    def tell(self) -> None:
        """Once all rows are read: ask about what is unknown, and say what was read by its
        parts."""
        self._ask()
        self._say()

    def of(self, name: str, text: str) -> str | None:
        """The value that a text has among the words of a field, or that its parts have; unknown
        ones are asked about."""
        said = self.mapping.words.get(name, {}).get(text)
        if said is None:
            said = self.answers.to("word", f"{name}={text}")
        if said is not None:
            return said or None
        values = self.kind.words.get(name, {})
        found = self._by_legend(name, text)
        if found is None:
            found = next((one for one, spelt in values.items() if plain(text) in spelt), None)
        if found is None and (found := self._meant(name, text, values)) is None:
            self._unknown[name][text] += 1
        return found

    def _by_legend(self, name: str, text: str) -> str | None:
        """What the sheet itself says that a sign means, if that is a word of the field."""
        if self._legend is None:
            self._legend = legend_of(self.table)
        meaning = self._legend.get(plain(text))
        values = self.kind.words.get(name, {})
        if meaning is None or text in self._by_parts[name]:
            return self._by_parts[name].get(text) if meaning is not None else None
        found = next((one for one, spelt in values.items() if meaning in spelt), None)
        self._by_parts[name][text] = found or meant_by_parts(meaning, values) or ""
        return self._by_parts[name][text] or None

    def _meant(self, name: str, text: str, values: Mapping[str, Sequence[str]]) -> str | None:
        if text not in self._by_parts[name]:
            self._by_parts[name][text] = meant_by_parts(text, values) or ""
        return self._by_parts[name][text] or None

    def _say(self) -> None:
        for name, texts in self._by_parts.items():
            if read := {text: value for text, value in texts.items() if value}:
                said = {"kind": self.kind.name, "field": name, "meant": read}
                self.report.facts.append(Fact("words_read_as", said))

    def _ask(self) -> None:
        """What costs no more than a cell that nothing rests on need not be answered."""
        for name, texts in self._unknown.items():
            is_asked = self.kind.fields[name].asked
            ask = self.report.ask if is_asked else self.report.offer
            for text, rows in texts.most_common(None if is_asked else MOST_OFFERED):
                ask(
                    Question(
                        code="word",
                        subject=f"{name}={text}",
                        args={"kind": self.kind.name, "field": name, "text": text, "rows": rows},
                        options=(*self.kind.words.get(name, {}), ""),
                        rows=rows,
                    )
                )
