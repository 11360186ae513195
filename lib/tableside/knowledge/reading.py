"""Read the files of facts one after the other, and check what each says about the others."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from importlib.resources.abc import Traversable
from typing import TypeVar

from tableside.knowledge.entry import Entry, Fault, Reference, Table, nearest, read_table

E = TypeVar("E", bound=Entry)


class Reading:
    """The tables read so far from one folder, with the faults of each and between them."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._tables: dict[str, Table[Entry]] = {}

    def read(self, model: type[E], *, table: str, file: str) -> tuple[E, ...]:
        """Return the sound entries of ``[[table]]`` in *file*; the others become faults."""
        try:
            text = (self._folder / file).read_text(encoding="utf-8")
        except FileNotFoundError:
            self._unreadable(table, file, "the file is missing; put it back")
            return ()
        except UnicodeDecodeError:
            self._unreadable(table, file, "the file is not UTF-8 text; save it as UTF-8")
            return ()
        found = read_table(text, file=file, table=table, model=model)
        self._tables[table] = found
        return found.entries

    def faults(self) -> tuple[Fault, ...]:
        """Return every fault: of each file alone, of names that lead nowhere, of rings."""
        alone = (fault for table in self._tables.values() for fault in table.faults)
        return (*alone, *self._dangling(), *self._rings())

    def _unreadable(self, table: str, file: str, expected: str) -> None:
        fault = Fault(file=file, entry="", field="", value="", expected=expected)
        self._tables[table] = Table(entries=(), faults=(fault,), names=None, references=())

    def _references(self) -> Iterable[Reference]:
        for table in self._tables.values():
            yield from table.references

    def _dangling(self) -> Iterable[Fault]:
        for reference in self._references():
            known = self._names(reference.table)
            # A file that cannot be read has its own fault; those who name it have none.
            if known is not None and reference.target not in known:
                kind = reference.table.replace("|", " or ")
                yield Fault(
                    file=reference.file,
                    entry=reference.entry,
                    field=reference.field,
                    value=repr(reference.target),
                    expected=f"there is no such {kind}; {nearest(reference.target, known)}",
                )

    def _names(self, tables: str) -> frozenset[str] | None:
        found = [self._tables[table].names for table in tables.split("|")]
        readable = [names for names in found if names is not None]
        return frozenset().union(*readable) if len(readable) == len(found) else None

    def _rings(self) -> Iterable[Fault]:
        """Yield a fault if steps wait for each other, so that no order can please all."""
        before: dict[str, set[str]] = {}
        for reference in self._tables["step"].references:
            if reference.table == "step":
                before.setdefault(reference.owner, set()).add(reference.target)
        if ring := _ring(before):
            yield Fault(
                file="steps.toml",
                entry="",
                field="after",
                value=" before ".join(ring),
                expected="each of these waits for the one named before it; take one wait out",
            )


def _ring(before: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return steps that wait for each other, the first named again last; nothing if none do."""
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()
