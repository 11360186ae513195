#!/usr/bin/env python3
"""Start the Tableside course on a machine that has Python and nothing else.

    python3 start.py                 set the course up (once), then open it
    python3 start.py --no-browser    open no browser, only print the address
    python3 start.py --port 9000     use this port
    python3 start.py test            set up what the tests need, then run them all
    python3 start.py test -k towel   run pytest alone and hand it these words

Everything goes into the folder .venv beside this file.
"""

# Only the standard library, and only syntax that Python 3.6 can read: so an old Python gets
# as far as the sentence below instead of a traceback.
import argparse
import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

OLDEST_PYTHON = (3, 11)


def refuse_old_python(version: "tuple[int, ...]") -> None:
    """Leave with one sentence if *version* of Python is too old for the course."""
    if version < OLDEST_PYTHON:
        this = ".".join(map(str, version))
        raise SystemExit(
            f"This course needs Python 3.11 or newer, and this is Python {this}: "
            "install a newer one (https://www.python.org/downloads/) and run start.py with it."
        )


refuse_old_python(sys.version_info[:3])

WINDOWS = os.name == "nt"
ROOM_NEEDED = 2 * 10**9
"""Free bytes that an install asks for; the environment itself takes about half of it."""

NO_ROOM = (
    f"The disk is full: make {ROOM_NEEDED / 10**9:.0f} GB of room and run start.py again; "
    "it mends what was begun."
)
NO_VENV = (
    "This Python lacks the parts that make an environment: on Debian or Ubuntu run "
    "'sudo apt install python3-venv', elsewhere install Python from python.org, "
    "then run start.py again."
)
CHANGED = (
    "A package arrived that is not the one this course was tested with, so it was not installed: "
    "run start.py again, and if that does not help, tell the course's keepers."
)
INTERCEPTED = (
    "This network puts a certificate of its own before the package server's: use another network, "
    "or ask who runs this one how to make pip trust it (PIP_CERT), then run start.py again."
)
NO_NETWORK = (
    "The packages cannot be reached: connect this computer to the internet and run start.py again "
    "(once all is installed, the course needs no network)."
)
NO_PACKAGE = (
    "There are no ready-made packages for Python {}.{} on this kind of computer: "
    "use a 64-bit Python 3.11, 3.12, 3.13 or 3.14 and run start.py again."
).format(*sys.version_info)
NOT_WRITABLE = (
    "A file of the course may not be written: close other windows in which the course runs, "
    "make sure the course lies in a folder of your own, and run start.py again."
)

TROUBLES = {
    r"No space left on device|Errno 28\b|WinError 112\b|Disk quota exceeded": NO_ROOM,
    r"ensurepip is not available|No module named '?(ensurepip|venv|pip)\b": NO_VENV,
    r"DO NOT MATCH THE HASHES": CHANGED,
    r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError": INTERCEPTED,
    r"NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|ProxyError|IncompleteRead"
    r"|NameResolutionError|Network is unreachable|ConnectionReset|Connection aborted": NO_NETWORK,
    r"No matching distribution found": NO_PACKAGE,
    r"Permission denied|Access is denied|WinError (5|32)\b|Read-only file system": NOT_WRITABLE,
}
"""What pip, venv or the system say when something usual goes wrong, and what we say then."""


class StartError(Exception):
    """The course cannot be set up; the message says what to do about it."""


class Environment:
    """The virtual environment in .venv, and what is known about it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.programs = self.folder / ("Scripts" if WINDOWS else "bin")
        self.python = self.programs / ("python.exe" if WINDOWS else "python")
        self.stamp = self.folder / "tableside.json"

    def variables(self) -> dict[str, str]:
        """Return this process's variables, changed so that the environment's programs go first."""
        kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
        path = os.pathsep.join([str(self.programs), kept.get("PATH", os.defpath)])
        return {**kept, "PATH": path, "VIRTUAL_ENV": str(self.folder), "PIP_USER": "0"}

    def lock(self, name: str) -> Path:
        """Return the file that pins every package of the set *name* ('course' or 'test')."""
        return self.root / "locks" / f"{name}.txt"

    def digest(self, name: str) -> str:
        """Return a digest of all that decides what installing the set *name* does."""
        parts = (self.lock(name), self.root / "pyproject.toml")
        return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()

    def python_version(self) -> str:
        """Return the version of the environment's Python, such as '3.11'; '' if it does not run."""
        command = [str(self.python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=60, check=True)  # noqa: S603 - our own Python
        except (OSError, subprocess.SubprocessError):
            return ""
        return done.stdout.decode().strip()

    def installed(self) -> dict[str, str]:
        """Return the digest of each installed set; empty unless the environment is sound.

        The stamp goes before anything is changed and comes back after all of it succeeded, so an
        interrupted install has none. It names its folder because a moved environment is broken.
        """
        try:
            stamp = json.loads(self.stamp.read_text(encoding="utf-8"))
            moved = stamp["folder"] != str(self.folder)
            return {} if moved or stamp["python"] != self.python_version() else stamp["sets"]
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def write_stamp(self, sets: dict[str, str]) -> None:
        """Record that the environment is sound and holds *sets*."""
        stamp = {"folder": str(self.folder), "python": self.python_version(), "sets": sets}
        self.stamp.write_text(json.dumps(stamp), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit status, or leave with one sentence."""
    env = Environment(Path(__file__).resolve().parent)
    try:
        if arguments[:1] == ["test"]:
            make_ready(env, "test")
            return hand_over(env, [str(env.root / "tools" / "check.py"), *arguments[1:]])
        options = read_options(arguments)
        make_ready(env, "course")
        return hand_over(env, ["-m", "tableside", "open", *options])
    except StartError as error:
        raise SystemExit(str(error)) from None
    except OSError as error:
        raise SystemExit(explain(str(error)) or f"The system refused: {error}.") from None
    except KeyboardInterrupt:
        raise SystemExit("\nStopped. Run start.py again to go on from here.") from None


def read_options(arguments: list[str]) -> list[str]:
    """Return the options for opening the course, checked."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    parser.add_argument("--port", type=int, help="the port to use (otherwise the first free one)")
    chosen = parser.parse_args(arguments)
    port = [] if chosen.port is None else ["--port", str(chosen.port)]
    return port + (["--no-browser"] if chosen.no_browser else [])


def make_ready(env: Environment, name: str) -> None:
    """Leave an environment in which the set *name* is installed as its lock says."""
    if is_ready(env, name):
        return
    with only_one_at_a_time(env):
        if is_ready(env, name):
            return
        if shutil.disk_usage(env.root).free < ROOM_NEEDED:
            raise StartError(NO_ROOM)
        if not env.installed():
            make_environment(env)
        env.stamp.unlink(missing_ok=True)
        install(env, name)
        # What the tests need includes all that the course needs, in the same versions.
        env.write_stamp({each: env.digest(each) for each in ("course", name)})
        say("Ready.")


def is_ready(env: Environment, name: str) -> bool:
    """Return whether the set *name* is installed just as its lock says now."""
    return env.installed().get(name) == env.digest(name)


@contextlib.contextmanager
def only_one_at_a_time(env: Environment) -> Iterator[None]:
    """Wait until nothing else installs here, then hold the place until done.

    pip, once started, holds it too, for it outlives a start.py that was killed. Windows needs
    none of this: there, a file in use refuses to be replaced.
    """
    if WINDOWS:
        yield
        return
    import fcntl  # noqa: PLC0415 - Windows has none

    place = os.open(env.root / "locks", os.O_RDONLY)
    os.set_inheritable(place, True)  # noqa: FBT003 - takes it by position only
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for another start.py that is at work here ...")
        fcntl.flock(place, fcntl.LOCK_EX)
    except OSError:
        pass  # a network disk that cannot hold a place; go on without
    try:
        yield
    finally:
        os.close(place)


def make_environment(env: Environment) -> None:
    """Make .venv anew, whatever was there."""
    if not all(importlib.util.find_spec(part) for part in ("venv", "ensurepip")):
        raise StartError(NO_VENV)
    again = " again, because it was unfinished or no longer fits" if env.folder.exists() else ""
    say(f"Making the folder .venv for the course's programs{again} ...")
    run(env, [sys.executable, "-m", "venv", "--clear", str(env.folder)])


def install(env: Environment, name: str) -> None:
    """Install the set *name* from its lock, then the course itself, all of it compiled."""
    lock = env.lock(name)
    total = len(re.findall("^[a-z].*==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    pip = [str(env.python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    say(f"Installing up to {total} packages; the first time this takes a minute or two ...")
    pinned = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    run(env, [*pip, "--compile", "--retries", "3", *pinned], Progress(env, total))
    say("Installing the course itself ...")
    here = ["--no-index", "--no-deps", "--no-build-isolation", "-e", str(env.root)]
    run(env, [*pip, *here])
    # pip compiles what it copies, and the course stays where it is.
    run(env, [str(env.python), "-m", "compileall", "-q", str(env.root / "lib")])


class Progress:
    """Tells how far an install got, from what pip printed and from what has arrived."""

    def __init__(self, env: Environment, total: int) -> None:
        self.env = env
        self.total = total
        self.told_at = time.monotonic()

    def tell(self, lines: list[str]) -> None:
        """Tell it now: in place on a terminal, every ten seconds elsewhere."""
        if sys.stdout.isatty():
            sys.stdout.write(f"\r  {self.text(lines):<40}")
            sys.stdout.flush()
        elif time.monotonic() - self.told_at >= 10:
            self.told_at = time.monotonic()
            say(f"  {self.text(lines)}")

    def text(self, lines: list[str]) -> str:
        """Return how far it is, such as '12 of 126 packages fetched'."""
        total = self.total - sum(line.startswith("Ignoring ") for line in lines)
        if any(line.startswith("Installing collected ") for line in lines):
            packages = "Lib/site-packages" if WINDOWS else "lib/python*/site-packages"
            arrived = len(list(self.env.folder.glob(f"{packages}/*.dist-info")))
            return f"{min(arrived, total)} of {total} packages installed"
        fetched = sum("(from -r " in line for line in lines)
        return f"{fetched} of {total} packages fetched"


def run(env: Environment, command: list[str], progress: Progress | None = None) -> None:
    """Run *command* without its wall of text; say why if it fails."""
    with subprocess.Popen(  # noqa: S603 - our own Python
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=env.variables(),
        close_fds=False,  # it shares in what only_one_at_a_time holds
    ) as process:
        lines: list[str] = []
        reader = threading.Thread(target=lines.extend, args=(process.stdout,), daemon=True)
        reader.start()
        try:
            while reader.is_alive():
                reader.join(0.5)
                if progress:
                    progress.tell(lines)
        except BaseException:
            process.terminate()
            raise
    if progress and sys.stdout.isatty():
        say("")
    if process.returncode:
        raise StartError(reason("".join(lines)))


def reason(output: str) -> str:
    """Return what to tell the person about a step that failed and printed *output*."""
    told = [line for line in output.splitlines() if line.strip() and "[notice]" not in line]
    advice = "Setting up failed, and the lines above say why; running start.py again tries again."
    return explain(output) or "\n".join([*told[-8:], advice])


def explain(output: str) -> str:
    """Return the sentence for the first known trouble that *output* speaks of, or ''."""
    return next((says for sign, says in TROUBLES.items() if re.search(sign, output)), "")


def hand_over(env: Environment, arguments: list[str]) -> int:
    """Let the environment's Python take the place of this one (on Windows: wait for it)."""
    command = [str(env.python), *arguments]
    if not WINDOWS:
        os.execve(command[0], command, env.variables())  # noqa: S606 - our own Python
    process = subprocess.Popen(command, env=env.variables())  # noqa: S603 - our own Python
    while True:
        # Ctrl-C reaches the other program too, and that one decides what it means.
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()


def say(text: str) -> None:
    """Print *text* at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
