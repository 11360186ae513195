"""The ``tableside`` command: a thin door, which loads what a command needs when it is asked for."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tableside.errors import TablesideError


class PlainErrors(TyperGroup):
    """Commands whose expected errors end in one message and exit status 1, not in a traceback."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as the class above it
        """Run the command that *ctx* asks for."""
        try:
            return super().invoke(ctx)
        except TablesideError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=PlainErrors,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def main() -> None:
    """Open the course, and do what belongs to it."""


@app.command("open")
def open_(
    *,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port; the first free one if left out.")
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open it in the web browser.")
    ] = True,
    folder: Annotated[
        Path | None, typer.Option(help="The folder that holds the course.", show_default=False)
    ] = None,
) -> None:
    """Open the course in JupyterLab, on this computer only."""
    from tableside.lab.launch import open_course  # noqa: PLC0415 - the door stays thin

    open_course(port=port, browser=browser, folder=folder)
