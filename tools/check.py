#!/usr/bin/env python3
"""Run every check of the course: style, types, arrows, scripts and tests.

    python3 start.py test            set up what the checks need, then run this
    python3 start.py test -k towel   the same, but pytest alone, with these words handed to it

Every stage runs, whatever became of the one before; the summary at the end names those that
failed.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.executable).parent
WINDOWS = os.name == "nt"

STAGES = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy", "lib", "start.py"],
    "import-linter": ["lint-imports", "--no-logo"],
    "JavaScript types": ["python", "tests/javascript/check_types.py"],
    "pytest": ["pytest", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"],
}
"""Each stage by name, with its program in the environment; pytest last, to have the last word."""

WINDOWLESS = "chromium-headless-shell"
"""Chromium without its windows, which tests in half the time."""

CHROMIUM = (
    WINDOWLESS,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
EDGE = ("microsoft-edge", "microsoft-edge-stable", "msedge")


def main(words: list[str]) -> int:
    """Run the stages, or pytest alone when *words* for it are given; return the exit status."""
    browser = find_browser()
    if browser is None:
        sys.stderr.write(
            "The tests need a browser: install Google Chrome or Chromium and run this again.\n"
        )
        return 1
    os.environ["TABLESIDE_BROWSER"] = browser
    if words:
        return run(["pytest", *words])
    return report({name: timed(name, command) for name, command in STAGES.items()})


def run(command: list[str]) -> int:
    """Run a program of the environment in the course's folder; return its exit status."""
    program, *words = command
    found = shutil.which(program, path=str(PROGRAMS)) or program
    return subprocess.run([found, *words], cwd=ROOT, check=False).returncode  # noqa: S603 - ours


def timed(name: str, command: list[str]) -> tuple[int, float]:
    """Run one stage under its name; return its exit status and its seconds."""
    say(f"\n== {name}")
    began = time.monotonic()
    status = run(command)
    return status, time.monotonic() - began


def report(outcomes: dict[str, tuple[int, float]]) -> int:
    """Print one line for each stage; return 1 if any failed."""
    say("\n== summary")
    for name, (status, seconds) in outcomes.items():
        say(f"{'FAILED' if status else 'passed'}  {name:<18}{seconds:6.1f} s")
    return int(any(status for status, _ in outcomes.values()))


def find_browser() -> str | None:
    """Return the path of a browser that starts: the one named, one found, or one installed now."""
    sources: tuple[Callable[[], Iterable[str]], ...] = (
        lambda: [os.environ.get("TABLESIDE_BROWSER", "")],
        installed_browsers,
        from_debian,
        from_playwright,
    )
    return next((path for source in sources for path in source() if path and starts(path)), None)


def installed_browsers() -> Iterator[str]:
    """Yield the browsers of Chromium's family on this computer, Edge last."""
    for family, product in ((CHROMIUM, "Google/Chrome"), (EDGE, "Microsoft/Edge")):
        yield from filter(None, map(shutil.which, family))
        program = "chrome.exe" if family is CHROMIUM else "msedge.exe"
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            yield str(Path(os.environ.get(variable, ""), product, "Application", program))
        bundles = ("Google Chrome", "Chromium") if family is CHROMIUM else ("Microsoft Edge",)
        yield from (f"/Applications/{name}.app/Contents/MacOS/{name}" for name in bundles)


def from_debian() -> Iterator[str]:
    """Install Chromium with apt-get, where that is there and we may; yield where it then is."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    say("Installing Chromium with apt-get ...")
    patient = [apt, "-o", "DPkg::Lock::Timeout=500"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["-qq", "install", "-y", "--no-install-recommends"]
    for words in (
        ["-qq", "update"],
        [*install, WINDOWLESS, "fonts-dejavu-core"],
        [*install, "chromium", "fonts-dejavu-core"],  # older systems have no other
    ):
        subprocess.run([*patient, *words], env=quiet, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - ours
        if "install" in words:
            yield from filter(None, map(shutil.which, CHROMIUM))


def from_playwright() -> Iterator[str]:
    """Let playwright install its own Chromium; yield where that then is."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and seldom needed

    say("Installing playwright's Chromium ...")
    if run(["playwright", "install", "chromium"]) == 0:
        with sync_playwright() as playwright:
            yield playwright.chromium.executable_path


def starts(path: str) -> bool:
    """Return whether the browser at *path* is there and starts; some are only stand-ins."""
    if not Path(path).is_file():
        return False
    if WINDOWS:
        return True  # there it would open a window, and has no stand-ins
    command = [path, "--version", "--no-sandbox"]
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0  # noqa: S603 - found above
    except (OSError, subprocess.TimeoutExpired):
        return False


def say(text: str) -> None:
    """Print *text* before whatever runs next prints."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
