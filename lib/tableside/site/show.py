"""What ``tableside site`` does: build with a progress bar, and show the site if asked."""

import webbrowser
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tableside.lab.launch import choose_port, course_folder
from tableside.site.build import STEPS, build_site
from tableside.site.serve import make_server

DEFAULT_OUT = Path("build", "site")
"""Where the site goes, within the course's folder, if nobody says otherwise."""


def build_and_show(
    out: Path | None, *, serve: bool, port: int | None = None, browser: bool = True
) -> None:
    """Build the site into *out*, and with *serve* show it until someone stops it."""
    console = Console()
    place = (out or course_folder() / DEFAULT_OUT).absolute()
    bar = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*bar, console=console) as progress:
        task = progress.add_task("", total=STEPS + 1)

        def tell(step: str) -> None:
            progress.update(task, description=f"{step:<32}", advance=1)

        build_site(place, tell=tell)
        progress.update(task, description=f"{'Done':<32}", advance=1)
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    console.print(f"The site is in {place} ({size / 1e6:.0f} MB). Put it on any web server.")
    if serve:
        _serve(place, choose_port(port), console, browser=browser)


def _serve(place: Path, port: int, console: Console, *, browser: bool) -> None:
    address = f"http://127.0.0.1:{port}/"
    with make_server(place, port) as server:
        console.print(f"It is shown at {address} on this computer alone; press Ctrl-C to stop.")
        if browser:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            console.print("Stopped.")
