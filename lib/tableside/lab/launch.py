"""Starting JupyterLab on the course's start page."""

import os
import secrets
import socket
import sys
from pathlib import Path

import tableside
from tableside.errors import TablesideError

START_PAGE = "course/START.md"
"""The page by which a folder is known to hold the course."""

HOME_PAGE = "course/home.ipynb"
"""The page that opens first, where it is there: what to do next, and how far everything is."""

FIRST_PORT = 8888
PORTS_TRIED = 50


def course_folder(named: Path | None = None) -> Path:
    """Return the folder that holds the course: *named*, the checkout, or the current one."""
    checkout = Path(tableside.__file__).resolve().parents[2]
    candidates = [named] if named else [checkout, Path.cwd()]
    for folder in candidates:
        if (folder / START_PAGE).is_file():
            return folder.resolve()
    raise TablesideError(
        f"There is no {START_PAGE} in {candidates[-1]}: name the course's folder with --folder."
    )


def choose_port(wanted: int | None = None) -> int:
    """Return the *wanted* port, which must be free, or else the first free one from 8888 on."""
    if wanted is not None:
        if not is_free(wanted):
            raise TablesideError(
                f"Port {wanted} is in use by another program: choose another one with --port, "
                "or leave it out and a free one is taken."
            )
        return wanted
    ports = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    chosen = next(filter(is_free, ports), None)
    if chosen is None:
        raise TablesideError(
            f"Every port from {ports[0]} to {ports[-1]} is in use: name a free one with --port."
        )
    return chosen


def is_free(port: int) -> bool:
    """Return whether a server can be opened on *port* of this computer."""
    with socket.socket() as probe:
        if os.name != "nt":
            # As the server will do, so that a port whose server has just ended counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def first_page(folder: Path) -> str:
    """Return the page that opens first, within *folder*."""
    return HOME_PAGE if (folder / HOME_PAGE).is_file() else START_PAGE


def address(port: int, token: str, page: str = START_PAGE) -> str:
    """Return the address of *page* in the course's own workspace."""
    return f"http://127.0.0.1:{port}/lab/workspaces/course/tree/{page}?token={token}"


def switches(folder: Path, *, port: int, token: str, browser: bool) -> list[str]:
    """Return JupyterLab's command line for the course in *folder*."""
    return [
        f"--ServerApp.root_dir={folder}",
        f"--FileContentsManager.preferred_dir={folder / 'course'}",
        f"--ServerApp.default_url=/lab/workspaces/course/tree/{first_page(folder)}",
        "--ServerApp.contents_manager_class=tableside.lab.home_page.CourseContents",
        # The home page's links open beside it, instead of loading JupyterLab anew.
        "--LabApp.expose_app_in_browser=True",
        # The stylesheet in custom/ folds the code away altogether.
        "--LabApp.custom_css=True",
        "--FileContentsManager.pre_save_hook=tableside.lab.saving.keep_text_equals",
        # Reachable from this computer alone, and only with the token.
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.open_browser={browser}",
        # One Ctrl-C is enough, and a container's root may use it too.
        "--ServerApp.answer_yes=True",
        "--ServerApp.allow_root=True",
        # Others on this computer cannot listen to the kernels either.
        "--KernelManager.transport_encryption=auto",
        # The window should show the address, not a log; what goes wrong still shows.
        "--Application.log_level=ERROR",
    ]


def open_course(
    *, port: int | None = None, browser: bool = True, folder: Path | None = None
) -> None:
    """Serve the course in *folder* until someone stops it."""
    here = course_folder(folder)
    chosen = choose_port(port)
    if port is None and chosen != FIRST_PORT:
        say(f"Port {FIRST_PORT} is in use by another program, so the course takes port {chosen}.")
    token = secrets.token_urlsafe(24)
    give_homework(here)
    use_settings()
    os.chdir(nbgrader_folder(here))
    serve(
        switches(here, port=chosen, token=token, browser=browser),
        greeting=f"The course is open at {address(chosen, token, first_page(here))}\n"
        "Keep this window open while you learn; press Ctrl-C in it to stop.",
    )


def nbgrader_folder(folder: Path) -> Path:
    """Return where nbgrader must be started: it looks for its settings there and nowhere else."""
    assignments = folder / "assignments"
    return assignments if (assignments / "nbgrader_config.py").is_file() else folder


def give_homework(folder: Path) -> None:
    """Lay every assignment that the student does not have yet into ``homework/``, and say so."""
    source, homework = folder / "assignments" / "source", folder / "homework"
    if all((homework / each.name).exists() for each in source.glob("*")):
        return
    from tableside.grading.student_copy import (  # noqa: PLC0415 - takes seconds to load
        lay_out_homework,
    )

    try:
        for name in lay_out_homework(source, homework):
            say(f"New in the folder homework: {name}.")
    except OSError as error:
        say(f"The homework could not be laid out, the lessons open all the same: {error}.")


def use_settings() -> None:
    """Let JupyterLab find the course's settings, before those of the computer, writing nowhere."""
    known = os.environ.get("JUPYTER_CONFIG_PATH")
    ours = str(Path(__file__).parent)
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([ours, known] if known else [ours])


def serve(words: list[str], *, greeting: str) -> None:
    """Run JupyterLab's server with *words* on its command line; greet once it listens."""
    from jupyter_server.serverapp import ServerApp  # noqa: PLC0415 - takes a second to load
    from traitlets import default  # noqa: PLC0415 - belongs to it

    class CourseServer(ServerApp):
        @default("static_custom_path")
        def _course_first(self) -> list[str]:
            return [str(Path(__file__).parent / "custom")]

        def start_app(self) -> None:
            super().start_app()
            say(greeting)

    CourseServer.launch_instance(words)


def say(text: str) -> None:
    """Print *text* at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
