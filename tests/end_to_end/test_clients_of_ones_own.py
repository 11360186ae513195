"""Clients come with a student's name, in the real JupyterLab, where it takes keys for itself."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tableside.homework.last_check import check_homework
from tableside.knowledge import knowledge

NAME = "ps1-screening"

pytestmark = pytest.mark.timeout(300)


def test_enter_keeps_the_name_and_the_client_can_be_decided_for(
    open_notebook: Callable[[str], Page], school: Path
) -> None:
    """The key submits no form in JupyterLab by itself; the clients come, and answers are kept.

    nbgrader's button then says what ``tableside check`` says.
    """
    page = open_notebook(f"homework/{NAME}/{NAME}.ipynb")
    expect(page.get_by_text("Answered 0 of 10.")).to_be_visible(timeout=90_000)
    box = page.get_by_label("Your student name, as your school knows it").first
    box.fill("Ana")
    box.press("Enter")
    expect(page.get_by_text("Your clients are drawn for “ana”.")).to_be_visible(timeout=60_000)
    file = page.locator(".jp-OutputArea .tableside").filter(has_text="What do you decide?").first
    file.get_by_label("Ask first").click()

    expect(page.get_by_text("Answered 1 of 10.")).to_be_visible(timeout=60_000)
    saved = json.loads((school / "homework" / NAME / "responses.json").read_text("utf-8"))
    assert saved["student"] == "ana"
    assert [(each["decision"], each["student"]) for each in saved["answers"].values()] == [
        ("hold", "ana")
    ]
    page.get_by_role("button", name="Validate").click()
    told = page.get_by_role("dialog")
    expect(told).to_contain_text("Answered 1 of 10.", timeout=60_000)
    check = check_homework(school / "homework" / NAME, knowledge()).as_text()
    expect(told).to_have_text(f"Validation Results {check} Ok", use_inner_text=True)
