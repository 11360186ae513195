"""The ``tableside`` command: a thin door, which loads what a command needs when it is asked for."""

import atexit
import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from tableside.errors import TablesideError

if TYPE_CHECKING:
    from tableside.grading.course_folder import CourseFolder


# Otherwise pydantic reads the particulars of every installed package to find plugins of its own:
# a twentieth of the time that a command takes to start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


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
    # What a command loads stays to its end; searching it for garbage takes a tenth of the start.
    gc.set_threshold(50_000, 20, 100)
    atexit.register(gc.freeze)


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


def _course(folder: Path | None) -> "CourseFolder":
    """Return the course in *folder*, or the one that this program was started in."""
    from tableside.grading.course_folder import CourseFolder  # noqa: PLC0415 - as above

    return CourseFolder.near((folder or Path.cwd()).resolve())


@app.command()
def check(
    folder: Annotated[
        Path, typer.Argument(help="The folder of the homework.", show_default="this folder")
    ] = Path(),
) -> None:
    """Say what is answered and what is open, and nothing of right or wrong (students).

    Ends with status 1 while something is open.
    """
    from tableside.homework.last_check import check_homework  # noqa: PLC0415 - as above
    from tableside.knowledge import knowledge  # noqa: PLC0415 - as above

    found = check_homework(folder.resolve(), knowledge())
    typer.echo(found.as_text())
    if not found.complete:
        raise typer.Exit(1)


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
    made = _course(course).release(assignment)
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

    if not print_outcomes(collect_all(_course(course), places or [])):
        raise typer.Exit(1)


@app.command()
def grade(
    assignment: str,
    *,
    student: Annotated[
        str | None, typer.Option(help="Mark this student only.", show_default=False)
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="Processors to use; as many as help if left out."),
    ] = None,
    course: CourseOption = None,
) -> None:
    """Mark the hand-ins of an assignment, without running anything of them (instructors).

    What was marked before and has not changed is left alone. Ends with status 1 if a hand-in
    was refused.
    """
    from tableside.grading.grade import Choice  # noqa: PLC0415 - as above
    from tableside.grading.grade_report import grade_and_print  # noqa: PLC0415 - as above

    if not grade_and_print(_course(course), assignment, Choice(student=student, jobs=jobs)):
        raise typer.Exit(1)


@app.command()
def regrade(
    assignment: str,
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of every mark why it changes.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Write the changes without asking first.")
    ] = False,
    course: CourseOption = None,
) -> None:
    """Show which marks changed rules or questions change; write them once you agree (instructors).

    Marks are only ever changed by this command, never by marking again.
    """
    from tableside.grading.regrade import regrade as regrade_all  # noqa: PLC0415 - as above

    def confirm(question: str) -> bool:
        return yes or typer.confirm(question)

    regrade_all(_course(course), assignment, confirm, explain=explain)


@app.command()
def export(
    assignment: str,
    *,
    to: Annotated[
        Path | None, typer.Option(help="The folder to write to.", show_default="exports/ASSIGNMENT")
    ] = None,
    so_far: Annotated[
        bool, typer.Option("--so-far", help="Give Canvas and Moodle marks that are not complete.")
    ] = False,
    course: CourseOption = None,
) -> None:
    """Write the grades for nbgrader, Canvas and Moodle, and zips of feedback (instructors)."""
    from tableside.grading.export import export as export_all  # noqa: PLC0415 - as above
    from tableside.grading.export_report import print_exported  # noqa: PLC0415 - as above

    folder = _course(course)
    place = to or folder.root / "exports" / assignment
    print_exported(export_all(folder, assignment, place, so_far=so_far), place, so_far=so_far)


@app.command()
def report(
    assignment: str,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    course: CourseOption = None,
) -> None:
    """Say how the class did: questions, misconceptions, time, likeness (instructors)."""
    from tableside.grading.class_report import class_report  # noqa: PLC0415 - as above
    from tableside.grading.class_report_print import print_report, report_json  # noqa: PLC0415

    found = class_report(_course(course), assignment)
    if as_json:
        typer.echo(report_json(found))
    else:
        print_report(found)


@app.command("class-marks")
def class_marks(  # noqa: PLR0913 - one option each
    table: Annotated[Path, typer.Argument(help="“Results as CSV” from the instructor's page.")],
    *,
    assignment: Annotated[str, typer.Option(help="A new assignment, such as live1.")],
    names: Annotated[
        Path | None,
        typer.Option(help="CSV with name,student: who is who in the gradebook."),
    ] = None,
    out_of: Annotated[float, typer.Option(min=0.1, help="Points of each activity.")] = 10.0,
    late: Annotated[bool, typer.Option("--late", help="Count what came late as well.")] = False,
    course: CourseOption = None,
) -> None:
    """Write what a class did live into nbgrader's gradebook (instructors).

    Ends with status 1 if a result could not be given to a student.
    """
    from tableside.grading.class_marks import mark_class  # noqa: PLC0415 - as above

    marks = mark_class(_course(course), table, assignment, names=names, out_of=out_of, late=late)
    activities = ", ".join(marks.titles.values()) or "no activity"
    typer.echo(f"{assignment}: marks for {len(marks.shares)} students, from {activities}.")
    for remark in marks.remarks:
        typer.echo(remark)
    if marks.remarks:
        raise typer.Exit(1)


@app.command()
def site(
    *,
    out: Annotated[
        Path | None, typer.Option(help="Where to put it.", show_default="build/site")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="The folder that holds the course.", show_default=False)
    ] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Show it on this computer.")] = False,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="With --serve: the port.", show_default=8780),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="With --serve: open the web browser.")
    ] = True,
) -> None:
    """Build the course as a site that runs in a browser alone (instructors)."""
    from tableside.site.show import build_and_show  # noqa: PLC0415 - as above

    build_and_show(out, folder=folder, serve=serve, port=port, browser=browser)


@app.command()
def teach(  # noqa: PLR0913 - one option each
    *,
    title: Annotated[str, typer.Option(help="What the class is called.")] = "Class",
    name: Annotated[str, typer.Option(help="Which class; the same name opens it again.")] = "class",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8765,
    lan: Annotated[bool, typer.Option("--lan", help="Let others in this network join.")] = False,
    database: Annotated[str, typer.Option(help="Another database.", show_default=False)] = "",
    activities: Annotated[Path | None, typer.Option(help="Your own activities, TOML.")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser")] = True,
    workers: Annotated[
        int, typer.Option(min=1, max=16, help="Processes that answer; several need PostgreSQL.")
    ] = 1,
    hub: Annotated[bool, typer.Option("--hub", help="Run as a service of JupyterHub.")] = False,
) -> None:
    """Teach a class live: a code to join, a board to see (instructors)."""
    from tableside.classroom import teach as classroom  # noqa: PLC0415 - as above

    asked = classroom.Teaching(
        title=title,
        name=name,
        port=port,
        lan=lan,
        database=database,
        activities=activities,
        browser=browser,
        workers=workers,
        hub=hub,
    )
    classroom.teach(asked, typer.echo)


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
