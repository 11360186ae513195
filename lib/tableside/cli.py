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


CourseOption = Annotated[
    Path | None, typer.Option(help="The course's assignments folder.", show_default=False)
]


@app.command("hand-in")
def hand_in(
    folder: Annotated[
        Path, typer.Argument(help="The folder of the homework.", show_default="this folder")
    ] = Path(),
    *,
    student: Annotated[str, typer.Option(prompt="Your student id", help="Your student id.")],
) -> None:
    """Make the file to hand in, beside the notebook (students)."""
    from tableside.homework.hand_in_file import make_hand_in_file  # noqa: PLC0415 - as above

    made = make_hand_in_file(folder.resolve(), student=student)
    typer.echo(f"Made {made}. Send it the way your instructor asked.")


@app.command()
def release(assignment: str, *, course: CourseOption = None) -> None:
    """Make the students' version of an assignment, and a zip to give to them (instructors)."""
    from tableside.grading.course_folder import CourseFolder  # noqa: PLC0415 - as above

    made = CourseFolder.near((course or Path.cwd()).resolve()).release(assignment)
    typer.echo(f"Released {assignment}. Give your students {made}.")


@app.command()
def collect(
    places: Annotated[
        list[Path] | None, typer.Argument(help="Hand-in files, or folders that hold them.")
    ] = None,
    *,
    course: CourseOption = None,
) -> None:
    """Collect hand-in files into the course, ready for nbgrader (instructors).

    Ends with status 1 if any file was refused.
    """
    from tableside.grading.collect import collect as collect_all  # noqa: PLC0415 - as above
    from tableside.grading.collect_report import print_outcomes  # noqa: PLC0415 - as above
    from tableside.grading.course_folder import CourseFolder  # noqa: PLC0415 - as above

    folder = CourseFolder.near((course or Path.cwd()).resolve())
    if not print_outcomes(collect_all(folder, places or [])):
        raise typer.Exit(1)


@app.command()
def screen(
    intake: Annotated[
        str | None,
        typer.Argument(help="A file with the answers, TOML or JSON; - for standard input."),
    ] = None,
    *,
    template: Annotated[
        bool, typer.Option("--template", help="Print an intake to fill in.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdict as JSON.")] = False,
) -> None:
    """Say whether a client may be massaged, and how.

    Ends with status 0 if the massage may go ahead as planned or adapted, 3 if a red flag has not
    been answered, 4 if something stricter was decided, and 1 if the intake cannot be used.
    """
    from tableside import screen_report  # noqa: PLC0415 - as above

    if template:
        screen_report.print_template()
        return
    if intake is None:
        raise typer.BadParameter("Name a file with the answers, or ask for --template.")
    verdict = screen_report.screen_file(intake)
    if as_json:
        typer.echo(screen_report.verdict_json(verdict))
    else:
        screen_report.print_verdict(verdict)
    raise typer.Exit(screen_report.exit_status(verdict.decision))
