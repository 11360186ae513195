"""Read everything the course knows from its TOML files, and refuse it unless all of it is sound."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from tableside.errors import KnowledgeError, UnknownNameError
from tableside.knowledge.entry import Entry, Fault, Reference, Table, nearest, read_table
from tableside.knowledge.signs import Sign
from tableside.knowledge.sources import Source
from tableside.knowledge.steps import Step, order_cycle

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All facts of the course, each kind in the order of its file.

    A look-up by a name that nobody has raises UnknownNameError.
    """

    sources: tuple[Source, ...]
    steps: tuple[Step, ...]
    signs: tuple[Sign, ...]

    def source(self, key: str) -> Source:
        """Return the source with this key, such as ``WERNER-MB48``."""
        return _named(self.sources, key, "source")

    def step(self, name: str) -> Step:
        """Return the step with this name, such as ``hot-towel``."""
        return _named(self.steps, name, "step")

    def sign(self, name: str) -> Sign:
        """Return the sign with this name, such as ``says-stop``."""
        return _named(self.signs, name, "sign")


@cache
def knowledge() -> Knowledge:
    """Return what the course knows; raise KnowledgeError with all faults of all its files."""
    return read_knowledge(files("tableside.knowledge"))


def read_knowledge(folder: Traversable) -> Knowledge:
    """Return what the TOML files of *folder* say; raise KnowledgeError with all their faults."""
    reading = _Reading(folder)
    known = Knowledge(
        sources=reading.read(Source, "source"),
        steps=reading.read(Step, "step"),
        signs=reading.read(Sign, "sign"),
    )
    if faults := (*reading.faults(), *reading.dangling(), *reading.ring_of_steps()):
        raise KnowledgeError(faults)
    return known


class _Reading:
    """The tables read so far, for the checks that need more than one of them."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._tables: dict[str, Table[Entry]] = {}

    def read(self, model: type[E], table: str) -> tuple[E, ...]:
        """Return the sound entries of the table, which stands in the file of its plural name."""
        file = f"{table}s.toml"
        try:
            text = (self._folder / file).read_text(encoding="utf-8")
        except FileNotFoundError:
            fault = Fault(file=file, entry="", field="", value="missing", expected="put it back")
            self._tables[table] = Table(entries=(), faults=(fault,), names=None, references=())
            return ()
        found = read_table(text, file=file, table=table, model=model)
        self._tables[table] = Table(
            entries=found.entries,
            faults=found.faults,
            names=found.names,
            references=found.references,
        )
        return found.entries

    def faults(self) -> Iterable[Fault]:
        """Yield the faults of each file taken alone."""
        for table in self._tables.values():
            yield from table.faults

    def dangling(self) -> Iterable[Fault]:
        """Yield every reference to a name that its file does not declare."""
        for table in self._tables.values():
            for reference in table.references:
                known = self._names(reference)
                # A file that cannot be read has its own fault; do not blame those who name it.
                if known is not None and reference.target not in known:
                    kind = " or ".join(reference.table.split("|"))
                    yield Fault(
                        file=reference.file,
                        entry=reference.entry,
                        field=reference.field,
                        value=repr(reference.target),
                        expected=f"there is no such {kind}; {nearest(reference.target, known)}",
                    )

    def _names(self, reference: Reference) -> frozenset[str] | None:
        names = frozenset[str]()
        for table in reference.table.split("|"):
            found = self._tables[table].names if table in self._tables else None
            if found is None:
                return None
            names |= found
        return names

    def ring_of_steps(self) -> Iterable[Fault]:
        """Yield a fault if steps wait for each other, so that no order could please all."""
        steps = self._tables["step"]
        before: dict[str, set[str]] = {}
        for reference in steps.references:
            if reference.table == "step":
                before.setdefault(reference.owner, set()).add(reference.target)
        if ring := order_cycle(before):
            yield Fault(
                file="steps.toml",
                entry="",
                field="after",
                value=" → ".join(ring),
                expected="these steps each wait for the one before; take one of the waits out",
            )


def _named(entries: tuple[E, ...], name: str, kind: str) -> E:
    field = entries[0].unique[0] if entries else "id"
    for entry in entries:
        if getattr(entry, field) == name:
            return entry
    known = (getattr(entry, field) for entry in entries)
    raise UnknownNameError(f"There is no {kind} {name!r}; {nearest(name, known)}")
