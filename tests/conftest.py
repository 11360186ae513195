"""What every test may use: a real browser, and no hurry."""

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

settings.register_profile("tableside", deadline=None)  # other work may hold the computer
settings.load_profile("tableside")

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""Switches that keep Chromium from looking for the network when it starts."""


CHROMIUM = (
    os.environ.get("TABLESIDE_BROWSER")
    or shutil.which("chromium-headless-shell")
    or shutil.which("chromium")
)
"""The browser that start.py found, or one on the PATH; None for playwright's own."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()
