"""tools/check.py runs every stage, and finds or brings the browser that tests need."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def programs(check: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the programs that would have run; mypy and pytest fail. A browser is there."""
    ran: list[list[str]] = []

    def run(command: list[str]) -> int:
        ran.append(command)
        return {"mypy": 1, "pytest": 5}.get(command[0], 0)

    monkeypatch.setattr(check, "run", run)
    monkeypatch.setattr(check, "find_browser", lambda: "/somewhere/chromium")
    monkeypatch.setenv("TABLESIDE_BROWSER", "")  # and put back what was there
    return ran


def test_every_stage_runs_though_an_earlier_one_failed(
    check: ModuleType, programs: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    """The summary names each stage and what became of it, and the whole fails."""
    status = check.main([])
    summary = capsys.readouterr().out.partition("== summary\n")[2].splitlines()

    assert status == 1
    assert list(check.STAGES.values()) == programs
    assert programs[-1][0] == "pytest"
    assert list(check.STAGES) == [line[8:26].strip() for line in summary]
    assert [line[8:26].strip() for line in summary if "FAILED" in line] == ["mypy", "pytest"]


def test_all_is_well_when_every_stage_passed(check: ModuleType) -> None:
    """The exit status is what continuous integration goes by."""
    assert check.report({"one": (0, 1.0), "two": (0, 2.0)}) == 0


def test_words_for_pytest_run_pytest_alone(check: ModuleType, programs: list[list[str]]) -> None:
    """Its exit status is handed on as it is."""
    assert check.main(["-k", "towel"]) == 5
    assert programs == [["pytest", "-k", "towel"]]


@pytest.mark.usefixtures("programs")
def test_tests_are_told_which_browser_to_use(check: ModuleType) -> None:
    """The path stands in TABLESIDE_BROWSER."""
    check.main(["-k", "towel"])

    assert os.environ["TABLESIDE_BROWSER"] == "/somewhere/chromium"


def test_without_any_browser_one_sentence_says_what_to_install(
    check: ModuleType,
    programs: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing runs then."""
    monkeypatch.setattr(check, "find_browser", lambda: None)
    status = check.main([])

    assert status == 1
    assert "install Google Chrome or Chromium" in capsys.readouterr().err
    assert programs == []


def test_a_program_of_the_environment_runs_and_its_status_counts(check: ModuleType) -> None:
    """Programs are found beside the Python that runs this."""
    assert check.run(["python", "-c", "raise SystemExit(3)"]) == 3


def browser_that(folder: Path, name: str, status: int) -> str:
    """Return the path of a stand-in for a browser that exits with *status* when started."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\nraise SystemExit({status})\n")
    path.chmod(0o755)
    return str(path)


def test_a_browser_counts_only_if_it_starts(check: ModuleType, tmp_path: Path) -> None:
    """Some systems have a stand-in that only tells people to install the real one."""
    assert check.starts(browser_that(tmp_path, "sound", 0))
    assert check.starts(browser_that(tmp_path, "stand-in", 1)) == check.WINDOWS
    assert not check.starts(str(tmp_path / "none"))


def test_a_browser_is_looked_for_before_one_is_installed(
    check: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the one that was named, then one that is there, then Debian's, then playwright's."""
    asked: list[str] = []

    def source(name: str, status: int) -> None:
        path = browser_that(tmp_path, name, status)
        monkeypatch.setattr(check, name, lambda: asked.append(name) or [path])

    monkeypatch.setenv("TABLESIDE_BROWSER", str(tmp_path / "no longer there"))
    source("installed_browsers", 1)
    source("from_debian", 0)
    source("from_playwright", 0)

    assert check.find_browser() == str(tmp_path / "from_debian")
    assert asked == ["installed_browsers", "from_debian"]

    monkeypatch.setenv("TABLESIDE_BROWSER", browser_that(tmp_path, "named", 0))
    asked.clear()

    assert check.find_browser() == str(tmp_path / "named")
    assert asked == []


def test_chrome_comes_before_edge_and_paths_before_guesses(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is on the PATH is offered, and the places where Windows and macOS keep theirs."""
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setenv("PROGRAMFILES", "/programs")
    offered = [path.replace("\\", "/") for path in check.installed_browsers()]
    chrome = "/programs/Google/Chrome/Application/chrome.exe"
    edge = "/programs/Microsoft/Edge/Application/msedge.exe"

    assert offered[:2] == ["/bin/chromium-headless-shell", "/bin/chromium"]
    assert offered.index("/bin/google-chrome") < offered.index(chrome) < offered.index(edge)
    assert "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" in offered


@pytest.mark.parametrize(("apt", "user"), [(None, 0), ("/usr/bin/apt-get", 1000)])
def test_debians_installer_is_left_alone_where_it_is_not_ours(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, apt: str | None, user: int
) -> None:
    """Without apt-get, or without the right to use it, nothing is tried."""
    monkeypatch.setattr(shutil, "which", lambda _: apt)
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("something was run"))

    assert list(check.from_debian()) == []


def test_debian_installs_chromium_where_we_may(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lists are refreshed first, and the whole Chromium only if the small one is none.

    Other installs are waited for.
    """
    ran: list[list[str]] = []
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: ran.append(command))
    found = check.from_debian()

    assert next(found) == "/bin/chromium-headless-shell"
    assert [command[4] for command in ran] == ["update", "install"]
    assert "chromium-headless-shell" in ran[1]
    assert "/bin/chromium" in list(found)
    assert "chromium" in ran[2]
