"""JupyterLab's *Validate* buttons say of this course's homework what is open in it.

A server extension in the place of ``nbgrader.server_extensions.validate_assignment``, which
answers for all other notebooks as before.
"""

from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from nbgrader.server_extensions.validate_assignment.handlers import (
    ValidateAssignmentHandler,
    default_handlers,
)


class CheckHandler(ValidateAssignmentHandler):  # type: ignore[misc]  # nbgrader has no types
    """Answers what is open in a homework."""

    def validate_notebook(self, path: str) -> dict[str, Any]:
        """Return what the page is to show of the notebook at *path* below the server's folder."""
        from tableside.grading.validate import (  # noqa: PLC0415 - JupyterLab starts sooner
            as_failed_cell,
            checked,
        )

        root = Path(self.root_dir).resolve()
        notebook = (root / path).resolve()
        said = checked(notebook) if notebook.is_relative_to(root) else None
        if said is not None:
            return {"success": True, "value": {"failed": [as_failed_cell(said)]}}
        answer: dict[str, Any] = super().validate_notebook(path)
        return answer


def _load_jupyter_server_extension(server: ServerApp) -> None:
    settings = server.web_app.settings
    settings["root_dir"] = server.root_dir
    routes = [
        (
            url_path_join(settings["base_url"], route),
            CheckHandler if handler is ValidateAssignmentHandler else handler,
        )
        for route, handler in default_handlers
    ]
    server.web_app.add_handlers(".*$", routes)  # type: ignore[no-untyped-call]
