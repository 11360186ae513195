"""A class whose server is killed in the middle, whose network is gone, whose laptop slept."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from classroom.class_process import Process, start_class
from classroom.class_server import Served
from classroom.class_work import an_answer
from tableside.classroom.store import Store
from tableside.classroom.tokens import Role

NAME = "<img src=x onerror=document.title='run'>"


def served_by(process: Process, database: Path) -> Served:
    """Return the class that a server has."""
    store = Store(f"sqlite:///{database}")
    record = store.find("class")
    store.close()
    assert record is not None
    return Served(address=process.address, record=record, database=database)


def test_pages_go_on_by_themselves_after_the_server_was_killed(
    browser: Browser, tmp_path: Path
) -> None:
    """What was sent meanwhile arrives, what was acknowledged is there, and nobody joins again."""
    database, log = tmp_path / "class.db", tmp_path / "log"
    asked = {"database": f"sqlite:///{database}"}
    process = start_class(log, **asked)
    context = browser.new_context()
    try:
        served = served_by(process, database)
        run = served.start("where-to-press")
        other = served.join("Bo").raise_for_status().json()["token"]
        served.send(other, run, an_answer("muscle")).raise_for_status()
        page, board = context.new_page(), context.new_page()
        board.goto(f"{served.address}/teach#{served.token(Role.INSTRUCTOR)}")
        page.goto(f"{served.address}/#{served.record.code}")
        page.get_by_label("Name to show").fill(NAME)
        page.get_by_role("button", name="Join").click()
        page.get_by_role("radio").first.check()

        process.kill()
        expect(page.locator(".link")).to_contain_text("No connection", timeout=30_000)
        expect(board.locator(".link")).to_contain_text("trying again", timeout=30_000)
        page.get_by_role("button", name="Send my answer").click()
        expect(page.locator(".link")).to_contain_text("1 result waits here")
        process = start_class(log, int(served.address.rpartition(":")[2]), **asked)

        expect(page.locator(".link")).to_have_text("Connected", timeout=30_000)
        expect(page.locator(".said")).to_contain_text("Sent.", timeout=30_000)
        rows = board.locator(".members tbody tr")
        expect(rows).to_have_count(2, timeout=30_000)
        expect(board.locator(".members tbody")).to_contain_text(NAME)
        again = served.send(other, run, an_answer("muscle")).json()
        shown = served.view(Role.INSTRUCTOR)

        assert (again["new"], again["counts"]) == (False, True)
        assert {each["name"] for each in shown["members"]} == {"Bo", NAME}
        assert shown["done"] == 2
        assert "run" not in {page.title(), board.title()}
        assert process.stop() == 0
    finally:
        context.close()
        process.kill()
    assert "Traceback" not in log.read_text()
