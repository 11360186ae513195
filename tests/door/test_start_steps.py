"""A step of an install shows how far it is, and says in one sentence why it failed."""

import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

NO_ROUTE = """\
WARNING: Retrying after connection broken by 'NewConnectionError('<HTTPSConnection(host=x)>: \
Failed to establish a new connection: [Errno 111] Connection refused')': /simple/six/
ERROR: Could not find a version that satisfies the requirement six==1.17.0 (from versions: none)
ERROR: No matching distribution found for six==1.17.0
"""
NO_CERTIFICATE = """\
SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'))
ERROR: No matching distribution found for six==1.17.0
"""
BROKEN_OFF = "('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))"
COULD_NOT = "ERROR: Could not install packages due to an OSError: "
WRONG_HASH = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (f"{COULD_NOT}[Errno 28] No space left on device", "disk is full"),
        ("OSError: [WinError 112] There is not enough space on the disk", "disk is full"),
        ("OSError: [Errno 122] Disk quota exceeded", "disk is full"),
        ("The environment was not created because ensurepip is not available.", "python3-venv"),
        ("/usr/bin/python3: No module named venv", "python3-venv"),
        (NO_ROUTE, "cannot be reached"),
        ("NameResolutionError(\"Failed to resolve 'example.org'\")", "cannot be reached"),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", "cannot be reached"),
        (BROKEN_OFF, "cannot be reached"),
        (NO_CERTIFICATE, "PIP_CERT"),
        (WRONG_HASH, "not the one this course was tested with"),
        ("ERROR: No matching distribution found for numpy==2.4.6", "no ready-made packages"),
        (f"{COULD_NOT}[Errno 13] Permission denied: '/x'", "may not be written"),
        ("PermissionError: [WinError 32] The process cannot access it", "may not be written"),
    ],
)
def test_the_usual_troubles_are_told_in_one_sentence(
    start: ModuleType, tmp_path: Path, printed: str, said: str
) -> None:
    """A program that fails with a known text ends in our sentence, not in its own output."""
    script = f"print('Collecting six'); print({printed!r}); raise SystemExit(1)"
    with pytest.raises(start.StartError, match=said) as stopped:
        start.run(start.Environment(tmp_path), [sys.executable, "-c", script])
    sentence = str(stopped.value)

    assert "run start.py again" in sentence
    assert "\n" not in sentence
    assert sentence.endswith((".", ")."))


def test_an_unknown_trouble_shows_the_last_lines(start: ModuleType) -> None:
    """What nobody foresaw is not hidden, and not shown whole either."""
    told = start.reason("".join(f"line {number}\n\n" for number in range(40)) + "[notice] news\n")

    assert "line 39" in told
    assert "line 20" not in told
    assert "notice" not in told
    assert "running start.py again" in told.splitlines()[-1]


def test_what_a_program_prints_when_all_is_well_is_not_shown(
    start: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The wall of text that pip prints stays away."""
    start.run(start.Environment(tmp_path), [sys.executable, "-c", "print('Collecting six')"])

    assert capsys.readouterr().out == ""


def test_ctrl_c_ends_the_program_that_is_running(start: ModuleType, tmp_path: Path) -> None:
    """No pip goes on in the background after the person gave up."""

    class Impatient:
        def tell(self, lines: list[str]) -> None:
            raise KeyboardInterrupt(len(lines))

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        start.run(
            start.Environment(tmp_path),
            [sys.executable, "-c", "import time; time.sleep(60)"],
            Impatient(),
        )

    assert time.monotonic() - began < 20


def test_progress_counts_what_was_fetched_and_then_what_was_installed(
    start: ModuleType, tmp_path: Path
) -> None:
    """Packages that only other systems need are not waited for."""
    progress = start.Progress(start.Environment(tmp_path), 4)
    place = "Lib/site-packages" if os.name == "nt" else "lib/python3.11/site-packages"
    (tmp_path / ".venv" / place / "six-1.17.0.dist-info").mkdir(parents=True)
    lines = [
        "Ignoring appnope: markers 'sys_platform == \"darwin\"' don't match your environment\n",
        "Collecting six==1.17.0 (from -r course.txt (line 1))\n",
        "  Downloading six-1.17.0-py2.py3-none-any.whl (11 kB)\n",
    ]

    assert progress.text(lines) == "1 of 3 packages fetched"
    lines.append("Requirement already satisfied: idna==3.20 in x (from -r course.txt (line 4))\n")
    assert progress.text(lines) == "2 of 3 packages fetched"
    lines.append("Installing collected packages: six\n")
    assert progress.text(lines) == "1 of 3 packages installed"


def test_a_killed_start_still_holds_the_place_while_its_pip_lives(
    start: ModuleType, tmp_path: Path
) -> None:
    """Nothing is rebuilt under the hands of a program that is still writing there."""
    if start.WINDOWS:
        return  # there a file in use refuses to be replaced
    import fcntl  # noqa: PLC0415 - Windows has none

    (tmp_path / "locks").mkdir()
    env = start.Environment(tmp_path)
    with start.only_one_at_a_time(env):
        pip = subprocess.Popen(
            [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False
        )
    place = os.open(tmp_path / "locks", os.O_RDONLY)
    try:
        with pytest.raises(BlockingIOError):
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        pip.communicate(b"\n", timeout=20)
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.close(place)
