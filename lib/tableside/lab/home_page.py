"""The course's home is up to date when it is opened, before anything in it was run."""

import asyncio
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from tableside.homework.progress.looking import Onlooker
from tableside.homework.progress.outline import outline
from tableside.knowledge import knowledge
from tableside.lab.launch import HOME_PAGE

CALL = "CourseHome("
"""How the cell begins that shows it."""


class CourseContents(AsyncLargeFileManager):
    """JupyterLab's files, of which the course's home shows how things stand now."""

    async def get(
        self,
        path: str,
        content: bool = True,  # noqa: FBT001, FBT002 - Jupyter's own signature
        type: str | None = None,  # noqa: A002 - likewise
        format: str | None = None,  # noqa: A002 - likewise
        require_hash: bool = False,  # noqa: FBT001, FBT002 - likewise
    ) -> dict[str, Any]:
        """Return the model of a file or folder; nothing on disk is changed."""
        read: Any = super().get
        model: dict[str, Any] = await read(path, content, type, format, require_hash)
        if content and path.strip("/") == HOME_PAGE and isinstance(model.get("content"), dict):
            folder = Path(self.root_dir) / "course"
            try:
                page = await asyncio.to_thread(page_now, folder)
                show_now(model["content"], *page)
            except Exception as error:  # noqa: BLE001 - the page opens, whatever lies in the folder
                self.log.warning("The home page shows no progress: %s", error)
        return model


@cache
def _onlooker(folder: Path) -> Onlooker:
    return Onlooker(folder, outline(), knowledge())


def page_now(folder: Path) -> tuple[str, str]:
    """Return the home page of the lessons in *folder* as it stands now, as HTML and as text."""
    from tableside.widgets._course_home_page import (  # noqa: PLC0415 - widgets take time to load
        page_html,
        page_shown,
        page_text,
    )

    shown = page_shown(_onlooker(folder).look(datetime.now(UTC).date()), folder)
    return page_html(shown), page_text(shown)


def show_now(notebook: dict[str, Any], html: str, text: str) -> None:
    """Put the page into the output of its cell."""
    for cell in notebook.get("cells", []):
        if cell.get("cell_type") == "code" and "".join(cell["source"]).startswith(CALL):
            data = {"text/html": html, "text/plain": text}
            cell["outputs"] = [
                {
                    "output_type": "execute_result",
                    "execution_count": cell.get("execution_count"),
                    "data": data,
                    "metadata": {},
                }
            ]
