"""What differs in a browser: without a network there is no matplotlib, and figures say so.

The site's wheel carries this module as ``tableside.in_browser`` and starts it with the package.
A figure that cannot be drawn is shown as it was when its lesson was built, with one sentence.
And what a widget knows to be nothing arrives on its page as null, as it does on a desktop.
"""

import importlib.abc
import importlib.machinery
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from tableside.errors import TablesideError

DRAWING = ("matplotlib", "numpy")
"""What figures are drawn with, and a browser may not have."""

SENTENCE = (
    "This figure needs the internet to be drawn anew; "
    "connect this computer and reload the page to change it."
)


class FigureUnavailableError(TablesideError):
    """A figure would have to be drawn, and what draws it could not be loaded."""

    def __init__(self) -> None:
        super().__init__(SENTENCE)


def start() -> None:
    """Let lessons run where matplotlib could not be loaded, and widgets as on a desktop."""
    # It answers only for what none before it finds, so it is never in the way.
    sys.meta_path.append(_StandIn())
    if "IPython" in sys.modules and (shell := sys.modules["IPython"].get_ipython()):
        shell.set_custom_exc((TablesideError,), show_instead)
    if "pyodide_kernel.comm" in sys.modules:
        send_null(sys.modules["pyodide_kernel.comm"].Comm, sys.modules["pyodide.ffi"].jsnull)


def send_null(comm: Any, null: object) -> None:  # noqa: ANN401 - a class of the browser's kernel
    """Let messages of the class *comm* carry *null* for None, which otherwise gets lost on the way.

    The browser's kernel turns None into undefined, and a page that asks for null then fails.
    """
    publish = comm.publish_msg

    def publish_msg(self: object, kind: str, data: object = None, **others: object) -> None:
        publish(self, kind, data=with_null(data or {}, null), **others)

    comm.publish_msg = publish_msg


def with_null(content: object, null: object) -> object:
    """Return *content* with *null* in the place of every None."""
    match content:
        case None:
            return null
        case Mapping():
            return {name: with_null(each, null) for name, each in content.items()}
        case list() | tuple():
            return [with_null(each, null) for each in content]
    return content


class _AnyClass(type):
    """The type of what stands for everything that matplotlib has."""

    def __getattr__(cls, name: str) -> "type[_Undrawn]":
        if name.startswith("__"):
            raise AttributeError(name)
        return _Undrawn


class _Undrawn(metaclass=_AnyClass):
    """Anything of matplotlib: it may be named, and drawing with it fails."""

    def __init__(self, *_: object, **__: object) -> None:
        raise FigureUnavailableError


class _Absent(ModuleType):
    """A module of matplotlib that is not there."""

    def __getattr__(self, name: str) -> type[_Undrawn]:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Undrawn


class _StandIn(importlib.abc.Loader):
    """Finds the modules that could not be loaded, after all others have looked."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return what makes the module *name*, if it is one of theirs."""
        del path, target
        if name.partition(".")[0] not in DRAWING:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Return a module in which everything can be named."""
        return _Absent(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Run nothing: there is nothing to run."""


def show_instead(
    shell: Any,  # noqa: ANN401 - IPython's, which the rules of this course do not know
    kind: type[BaseException],
    error: BaseException,
    where: TracebackType | None,
    tb_offset: int | None = None,
) -> None:
    """Show, in the place of a figure, what its lesson was built with, and the sentence."""
    if not for_want_of_drawing(error):
        shell.showtraceback((kind, error, where), tb_offset=tb_offset)
        return
    cell = str(shell.history_manager.input_hist_raw[-1])
    built = built_output(Path.cwd(), cell)
    note = f'<p role="note">{SENTENCE}</p>'
    publish = sys.modules["IPython.display"].publish_display_data
    words = f"{built.get('text/plain', '')}\n{SENTENCE}".strip()
    publish({"text/html": built.get("text/html", "") + note, "text/plain": words})


def for_want_of_drawing(error: BaseException | None) -> bool:
    """Return whether *error* came about because a figure could not be drawn."""
    while error is not None and not isinstance(error, FigureUnavailableError):
        error = error.__cause__
    return error is not None


def built_output(folder: Path, cell: str) -> dict[str, str]:
    """Return what the lessons in *folder* show for the code of *cell*, by kind; empty if none.

    Whichever lesson has it: the same code shows the same.
    """
    for lesson in sorted(folder.glob("*.ipynb")):
        for data in _outputs(lesson, cell.strip()):
            return {kind: "".join(text) for kind, text in data.items()}
    return {}


def _outputs(lesson: Path, cell: str) -> Iterator[dict[str, list[str] | str]]:
    try:
        cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
        for each in cells:
            if each["cell_type"] == "code" and "".join(each["source"]).strip() == cell:
                for output in each["outputs"]:
                    if "text/html" in output.get("data", {}) and SENTENCE not in str(output):
                        yield output["data"]
    except (OSError, ValueError, KeyError, TypeError):
        return  # a lesson that cannot be read shows nothing
