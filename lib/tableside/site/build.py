"""Building the site: from the course's folder to a folder of files for any web server."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from tableside.lab.launch import course_folder
from tableside.site.contents import lay_out
from tableside.site.lite import build_lite, dress, protect_pages
from tableside.site.offline import keep_offline
from tableside.site.parts import SitePartError, bring_parts
from tableside.site.runtime import write_runtime
from tableside.site.start_page import back_map_image, write_start_page
from tableside.site.visit import write_page_script

MARK = "tableside-site.txt"
"""The file that says that a folder is a site of ours, so that a new one may take its place."""

STEPS = 5

STORE = Path("build", "site-parts")
"""Where the parts are kept for the next time, within the course's folder."""

_HEADERS = """\
/*
  X-Content-Type-Options: nosniff
  Cache-Control: no-cache
"""
"""What hosts that read such a file send along: a new version is seen at once."""


def build_site(
    out: Path,
    *,
    folder: Path | None = None,
    store: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[str, ...]:
    """Build the site of the course in *folder* into *out*.

    Returns the homework that lessons speak of and that is not on the site, as it is not released.

    *tell* hears each step as it begins. What was in *out* before is replaced when all is done,
    if it was a site of ours. Raises ``TablesideError`` if a part is missing; *out* then stays
    as it was.
    """
    course = course_folder(folder)
    check_place(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".site-") as workshop:
            return _build(out, course, store or course / STORE, Path(workshop).resolve(), tell)
    except OSError as error:
        about = f" ({error.filename})" if error.filename else ""
        raise SitePartError(
            f"The site could not be written: {error.strerror or error}{about}. Name a folder that "
            "you may write to with --out, see that the disk has room, and try again. "
            "Nothing that was there has changed."
        ) from None


def _build(
    out: Path, course: Path, store: Path, workshop: Path, tell: Callable[[str], None]
) -> tuple[str, ...]:
    draft, made = workshop / "draft", workshop / "site"
    tell("Bringing the parts")
    parts = bring_parts(store)
    tell("Laying out lessons and homework")
    missing = lay_out(course, draft / "files")
    tell("Packing Python for browsers")
    write_runtime(parts, draft / "static" / "pyodide")
    tell("Building the pages")
    build_lite(draft, made)
    tell("Finishing")
    _finish(made)
    _put(made, out, workshop / "older")
    return missing


def check_place(out: Path) -> None:
    """Raise ``SitePartError`` if *out* is something that must not be replaced."""
    if out.exists() and not (out / MARK).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise SitePartError(
            f"{out} is there and is no site of this course: name another place with --out."
        )


def _finish(made: Path) -> None:
    """Add what is ours. All bears the time of now: by that many hosts tell what has changed."""
    dress(made)
    protect_pages(made)
    write_start_page(made, back_map_image())
    write_page_script(made)
    (made / "_headers").write_text(_HEADERS, encoding="utf-8", newline="\n")
    (made / ".nojekyll").touch()
    (made / MARK).write_text("Made by tableside site.\n", encoding="utf-8", newline="\n")
    keep_offline(made)
    for path in made.rglob("*"):
        os.utime(path)


def _put(made: Path, out: Path, older: Path) -> None:
    """Put the new site in its place; the older one goes with the workshop, unless this fails."""
    if out.exists():
        out.rename(older)
    try:
        made.rename(out)
    except OSError:
        if older.exists():
            older.rename(out)
        raise
