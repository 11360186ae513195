"""JupyterLite as the course sets it up: its pages, its settings, and how it is built."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import tableside
from tableside.site.parts import SitePartError

KERNEL_EXTENSION = "@jupyterlite/pyodide-kernel-extension"

EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget", KERNEL_EXTENSION)
"""What JupyterLab needs to show the course's widgets, and to run Python by itself."""

EPOCH = 1_577_836_800
"""The time that the site tells of its files, so that the same course gives the same site."""

STORE = "tableside"
"""The name under which a browser keeps a student's work. It never changes: what was kept under
another name would be lost to the student."""

TITLE = "Massage the lower back, safely"

_THEIR_TITLE = "<title>JupyterLite</title>"
_THEIR_WAIT, _OUR_WAIT = "Loading JupyterLite", "Opening the course"
_OURS = (
    '<link rel="stylesheet" href="../custom.css"><link rel="stylesheet" href="../site.css">'
    '<script src="../lab_page.js"></script>'
)

LAB = Path(tableside.__file__).parent / "lab"

AT_START = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
"""What the kernel loads before it is ready, by the site's own lock."""


def site_settings() -> dict[str, Any]:
    """Return what the site's pages read when they start."""
    names = dict.fromkeys(
        ("contentsStorageName", "settingsStorageName", "workspacesStorageName"), STORE
    )
    kernel = {
        "disablePyPIFallback": True,  # nothing is ever asked of a package index
        "loadPyodideOptions": {
            "packages": list(AT_START),
            # What a widget sends as null is None on the desktop, and has to be here.
            "convertNullToNone": True,
        },
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": TITLE,
            "enableMemoryStorage": False,
            "exposeAppInBrowser": True,  # lab_page.js asks it how far it is
            "litePluginSettings": {f"{KERNEL_EXTENSION}:kernel": kernel},
            **names,
        },
    }


def overrides() -> dict[str, Any]:
    """Return JupyterLab's settings: those of the desktop, and less around a lesson."""
    file = LAB / "labconfig" / "default_setting_overrides.json"
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read | {
        "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
        "@jupyterlab/statusbar-extension:plugin": {"visible": False},
    }


def build_lite(draft: Path, out: Path) -> None:
    """Build the site from the folder *draft*, which holds contents and runtime, into *out*.

    Raises ``SitePartError`` with the last words of the builder if it fails.
    """
    _write(draft / "jupyter-lite.json", site_settings())
    _write(draft / "overrides.json", overrides())
    _write(draft / "jupyter_lite_config.json", {"LiteBuildConfig": _choices(draft, out)})
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--apps", "lab"]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "PYTHON"))}
    alone = {**kept, "SOURCE_DATE_EPOCH": str(EPOCH), "JUPYTER_CONFIG_DIR": str(draft / "none")}
    done = subprocess.run(  # noqa: S603 - our own Python
        command, cwd=draft, env=alone, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise SitePartError(f"JupyterLite could not build the site. It said:\n{said}")


def _choices(draft: Path, out: Path) -> dict[str, Any]:
    return {
        "contents": [str(draft / "files")],
        "output_dir": str(out),
        "cache_dir": str(draft / "cache"),
        "federated_extensions": [str(extension(name)) for name in EXTENSIONS],
        "ignore_sys_prefix": True,
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
    }


def extension(name: str) -> Path:
    """Return the folder of an installed JupyterLab extension; say what is missing if it is not."""
    folder = Path(sys.prefix, "share", "jupyter", "labextensions", name)
    if not (folder / "package.json").is_file():
        raise SitePartError(
            f"The JupyterLab extension {name} is not installed in this Python: "
            "install the course's packages again."
        )
    return folder


def dress(out: Path) -> None:
    """Give the built site the desktop's style, a style and a script of its own, and a name."""
    shutil.copyfile(LAB / "custom" / "custom.css", out / "custom.css")
    shutil.copyfile(Path(__file__).with_name("site.css"), out / "site.css")
    page = out / "lab" / "index.html"
    text = page.read_text(encoding="utf-8")
    if text.count(_THEIR_TITLE) != 1 or "</head>" not in text:
        raise SitePartError("JupyterLite's page has another form than the course expects.")
    page.write_text(
        text.replace(_THEIR_TITLE, f"<title>{TITLE}</title>")
        .replace("</head>", f"{_OURS}</head>", 1)
        .replace(_THEIR_WAIT, _OUR_WAIT),
        encoding="utf-8",
        newline="\n",
    )
    manifest = out / "manifest.webmanifest"
    app = json.loads(manifest.read_text(encoding="utf-8"))
    _write(manifest, {**app, "name": TITLE, "short_name": "Massage", "shortcuts": []})


def protect_pages(out: Path) -> None:
    """Let no browser keep a copy of what is published, which would hide every later version.

    Nothing of a student is lost: answers, rounds and sessions are files of their own.
    """
    for listing in sorted((out / "api" / "contents").rglob("all.json")):
        folder = json.loads(listing.read_text(encoding="utf-8"))
        for entry in folder["content"]:
            if entry["type"] != "directory":
                entry["writable"] = False
        _write(listing, folder)


def _write(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, indent=1, sort_keys=True), encoding="utf-8")
