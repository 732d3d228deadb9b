"""Whom the rows of a list of people are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from engine.imports.loading.run import Run
from engine.imports.loading.staff.numbers import MADE, is_somebody_else
from engine.imports.loading.staff.person import Person
from engine.imports.questions import Question
from engine.imports.sheet_report import SheetReport
from engine.imports.values.people import YES_NO, Known, People
from engine.imports.values.spelling import name_of, unit_key
from engine.store.tables import Employee


class Whose:
    """Finds everybody of a list in the store: by his number; where the row has none, by his name
    and unit. `mentioned` are all whom the list may be about, whatever became of their rows."""

    def __init__(self, run: Run, report: SheetReport) -> None:
        self._answers, self._report = run.answers, report
        self._people = People(run.session)
        self.employees = {one.id: one for one in run.session.scalars(select(Employee))}
        self.mentioned: set[int] = set()

    def settle(self, people: Sequence[Person]) -> list[Person]:
        """The people of the list, one each; who waits or was refused is not among them."""
        if not people:
            return []
        self._by_numbers(people)
        self._by_names([one for one in people if not one.number])
        self._given_numbers(people)
        return [one for one in self._once(people) if self._is_himself(one)]

    def _take(self, person: Person, known: Known | None) -> None:
        if known is not None:
            person.known, person.stored = self.employees[known.id], known.id
            self.mentioned.add(known.id)

    # ---- by number

    def _by_numbers(self, people: Sequence[Person]) -> None:
        padded = self._people.padded_in(people[0].row.rows, "emp_no")
        answer = self._answers.to("padded_numbers")
        width = max((len(self.employees[one].emp_no) for one in padded.values()), default=0)
        for person in people:
            known = self._people.by_number.get(person.number)
            if known is not None or not person.number:
                self._take(person, known)
            elif person.number in padded:
                self.mentioned.add(padded[person.number])
                if answer == "yes":
                    person.stored = padded[person.number]
                    person.known = self.employees[person.stored]
                elif answer is None:
                    person.wait()
            elif answer == "yes" and person.number.isdigit():
                person.number = person.number.zfill(width)

    # ---- by name

    def _by_names(self, people: Sequence[Person]) -> None:
        """First those who are where they were; then those who moved, if nobody else is called so."""
        people = list(self._refuse_twice(people))
        times = Counter(name_of(one.name) for one in people)
        rest = []
        for person in people:
            known = self._called(person)
            here = [one for one in known if self._people.belongs(one, person.unit_text)]
            if len(here) == 1:
                self._take(person, here[0])
            else:
                rest.append((person, bool(here)))
        for person, is_unclear in rest:
            known = self._called(person)
            if len(known) == 1 and not is_unclear and times[name_of(person.name)] == 1:
                self._take(person, known[0])
            elif known:
                self.mentioned |= {one.id for one in known}
                self._refuse_namesake(person, known)

    def _called(self, person: Person) -> list[Known]:
        """All of his name about whom no other row of the list is."""
        named = self._people.named(person.name)
        return [one for one in named if one.id not in self.mentioned]

    def _refuse_twice(self, people: Iterable[Person]) -> Iterable[Person]:
        seen = set()
        for person in people:
            key = (name_of(person.name), unit_key(person.unit_text), person.moved_on)
            if key in seen:
                person.row.refuse("name", "twice_in_file")
            else:
                seen.add(key)
                yield person

    def _refuse_namesake(self, person: Person, known: Sequence[Known]) -> None:
        names = ", ".join(f"{one.emp_no} {one.name}" for one in known[:10])
        self._report.remark("namesakes", person.row.number, name=person.name, people=names)
        person.row.refuse("name", "namesakes")

    # ---- numbers that somebody had not had, or that somebody else had

    def _given_numbers(self, people: Sequence[Person]) -> None:
        """Who had a made number and has one of his own now."""
        found = []
        times = Counter(one.number for one in people)
        for person in people:
            is_new = person.known is None and person.row.ok and bool(person.number)
            if not is_new or times[person.number] > 1:
                continue
            made = [one for one in self._called(person) if MADE.fullmatch(one.emp_no)]
            here = [one for one in made if self._people.belongs(one, person.unit_text)]
            if len(here) == 1:
                found.append((person, here[0]))
        answer = self._answers.to("numbers_given")
        if found and answer is None:
            self._ask_given(found)
        for person, known in found:
            self.mentioned.add(known.id)
            if answer == "yes":
                self._take(person, known)
                person.values["emp_no"] = person.number
            elif answer is None:
                person.wait()

    def _ask_given(self, found: Sequence[tuple[Person, Known]]) -> None:
        names = ", ".join(f"{one.name} {known.emp_no} → {one.number}" for one, known in found[:10])
        self._report.ask(
            Question(
                code="numbers_given",
                args={"people": len(found), "names": names},
                options=YES_NO,
                proposed="yes",
                rows=len(found),
            )
        )

    def _is_himself(self, person: Person) -> bool:
        """Whether the row can be loaded: the number is still his, or it is said whose it is."""
        known = person.known
        if known is None or not is_somebody_else(
            known, person.name, person.values.get("hire_date")
        ):
            return True
        answer = self._answers.to("number_reused", person.number)
        if answer == "yes":
            person.known, person.replaces = None, known
        elif answer is None:
            self._ask_whose(person, known)
            person.wait()
            return False
        return True

    def _ask_whose(self, person: Person, known: Employee) -> None:
        args = {
            "emp_no": person.number,
            "old": known.name,
            "new": person.name,
            "row": person.row.number,
        }
        self._report.ask(
            Question(code="number_reused", subject=person.number, args=args, options=YES_NO, rows=1)
        )

    # ---- several rows of one

    def _once(self, people: Sequence[Person]) -> list[Person]:
        """Everybody once, with the rows of his earlier places where they have days."""
        groups: dict[object, list[Person]] = defaultdict(list)
        for person in people:
            if person.row.ok:
                groups[_key(person)].append(person)
        found = []
        for group in groups.values():
            days = [one.moved_on for one in group if one.moved_on is not None]
            if len(set(days)) == len(group):
                *earlier, last = sorted(group, key=lambda one: one.moved_on or days[0])
                last.earlier = earlier
                found.append(last)
                continue
            found.append(group[0])
            for person in group[1:]:
                person.row.refuse("emp_no" if person.number else "name", "twice_in_file")
        return found


def _key(person: Person) -> object:
    if person.known is not None:
        return person.known.id
    return person.number or (name_of(person.name), unit_key(person.unit_text))
