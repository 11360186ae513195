"""What ``tableside site`` does: build with a progress bar, and show the site if asked."""

import webbrowser
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tableside.lab.launch import choose_port, course_folder, is_free
from tableside.site.build import STEPS, build_site
from tableside.site.contents import START
from tableside.site.serve import make_server
from tableside.site.visit import sizes

PORT = 8780
"""Where the site is shown if nobody says otherwise: a browser keeps the work of one address."""

DEFAULT_OUT = Path("build", "site")
"""Where the site goes, within the course's folder, if nobody says otherwise."""


def build_and_show(
    out: Path | None,
    *,
    folder: Path | None = None,
    serve: bool,
    port: int | None = None,
    browser: bool = True,
) -> None:
    """Build the site of the course in *folder* into *out*; with *serve* show it until stopped."""
    console = Console(soft_wrap=True)
    course = course_folder(folder or _here())
    place = (out or course / DEFAULT_OUT).absolute()
    chosen = _port(port, console) if serve else None
    bar = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*bar, console=console, transient=True) as progress:
        task = progress.add_task("", total=STEPS + 1)

        def tell(step: str) -> None:
            progress.update(task, description=f"{step:<32}", advance=1)

        missing = build_site(place, folder=course, tell=tell)
        progress.update(task, description=f"{'Done':<32}", advance=1)
    parts = sizes(place)
    console.print(
        f"The site of the course in {course} is in {place} ({_megabytes(sum(parts.values()))}):"
    )
    for words, size in parts.items():
        console.print(f"  {_megabytes(size):>8}  {words}")
    if missing:
        console.print(
            f"Not on it, because not released: {', '.join(missing)}. To add one, run "
            f"'tableside release {missing[0]}' and then this again."
        )
    console.print("Put this folder on any web server that is reached by https.")
    if chosen is not None:
        _serve(place, chosen, console, browser=browser)


def _here() -> Path | None:
    """Return the course that this program was started in; None if it was started elsewhere."""
    here = Path.cwd()
    return next((each for each in (here, *here.parents) if (each / START).is_file()), None)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _port(wanted: int | None, console: Console) -> int:
    if wanted is not None or is_free(PORT):
        return choose_port(wanted or PORT)
    chosen = choose_port()
    console.print(
        f"Port {PORT} is in use, perhaps by this site in another window. At port {chosen} "
        "browsers do not find the work that they kept at the other one."
    )
    return chosen


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
