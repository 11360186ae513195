"""The command ``tableside screen``, as people and programs use it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tableside.cli import app
from tableside.knowledge import knowledge
from tableside.safety.intake import Intake
from tableside.safety.intake_file import write_intake

KNOWN = knowledge()
RUN = CliRunner()


@pytest.fixture
def intake_file(tmp_path: Path) -> Path:
    """Return a place for an intake."""
    return tmp_path / "client.toml"


def fill(file: Path, *yes: str, unanswered: tuple[str, ...] = (), **amounts: float) -> str:
    """Write the intake of a client who said no to all but the named; return its path."""
    numbers = {name.replace("_", "-"): amount for name, amount in amounts.items()}
    intake = Intake.no_except(KNOWN.conditions, yes=yes, unanswered=unanswered, amounts=numbers)
    file.write_text(write_intake(intake, KNOWN), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("yes", "unanswered", "status", "begins"),
    [
        ((), (), 0, "Go ahead."),
        (("diabetes",), (), 0, "Adapt the massage."),
        ((), ("fever",), 3, "Ask first. Nothing may begin until 1 question has been answered."),
        (("sunburn",), (), 4, "Leave the area out."),
        (("osteoporosis",), (), 4, "Wait for a doctor"),
        (("suspected-cancer",), (), 4, "Do not massage; refer."),
        (("fever",), (), 4, "Do not massage."),
        (("cauda-equina",), (), 4, "Do not massage. The client needs medical care today."),
    ],
)
def test_the_decision_comes_first_and_sets_the_status(
    intake_file: Path, yes: tuple[str, ...], unanswered: tuple[str, ...], status: int, begins: str
) -> None:
    """Only going ahead and adapting end with 0."""
    result = RUN.invoke(app, ["screen", fill(intake_file, *yes, unanswered=unanswered)])

    assert result.exit_code == status
    assert result.stdout.startswith(begins)


def test_the_template_unfilled_holds() -> None:
    """What --template prints goes through - and asks for every red flag."""
    template = RUN.invoke(app, ["screen", "--template"])
    verdict = RUN.invoke(app, ["screen", "-"], input=template.stdout)

    assert template.exit_code == 0
    assert verdict.exit_code == 3
    assert verdict.stdout.startswith("Ask first.")
    assert all(each.id in verdict.stdout for each in KNOWN.conditions if each.red_flag)


def test_a_verdict_for_people_says_why_and_what_to_do(intake_file: Path) -> None:
    """Reason, what to do, sources with their grade, limits, near misses and changes."""
    place = fill(intake_file, "strong-painkillers", unanswered=("asthma",), body_temperature=37.6)
    told = " ".join(RUN.invoke(app, ["screen", place]).stdout.split())

    assert "Strong painkillers, or medicine that relaxes muscles, in effect (C67)" in told
    assert "The medicine dulls feeling" in told
    assert "What to do: Ask when the last dose was." in told
    assert "(MEDS-PRESS, grade C)" in told
    assert "The course chose this rule or its numbers." in told
    assert "asthma: Do you have asthma?" in told
    assert "Pressure at most 2 on the scale from 1 to 5. Heat: no towel." in told
    assert "Fever, or an acute infection (C64)" in told
    assert "body-temperature 38 to below" not in told
    assert "body-temperature 38 °C or more: Do not massage." in told
    assert "strong-painkillers answered no: Adapt the massage." not in told
    assert "Face up" not in told


def test_a_verdict_for_programs_is_json(intake_file: Path) -> None:
    """It names everything by id, and the status is that of the text."""
    place = fill(intake_file, "blood-thinners", "acute-strain", age=69)
    result = RUN.invoke(app, ["screen", "--json", place])
    verdict = json.loads(result.stdout)

    assert result.exit_code == 4
    assert verdict["decision"] == "avoid-area"
    assert verdict["may_begin"] is True
    assert [each["condition"] for each in verdict["fired"]] == ["acute-strain", "blood-thinners"]
    assert verdict["fired"][1]["sources"] == ["BT-SCI", "KWON", "MAYO-COPY"]
    assert verdict["limits"]["max_pressure"] == 2
    assert verdict["limits"]["avoid_areas"] == ["low-back"]
    assert verdict["near_misses"][0]["condition"] == "fragile-vessels"
    assert {"condition": "acute-strain", "answer": "no", "decision": "adapt", "milder": True} in (
        verdict["changes"]
    )


def test_json_comes_in_by_its_content_and_from_standard_input() -> None:
    """A program may send what it has without a file."""
    answers = dict.fromkeys((each.id for each in KNOWN.conditions), "no")
    result = RUN.invoke(app, ["screen", "-"], input=json.dumps(answers))

    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "Go ahead.")


def test_a_file_with_three_faults_reports_three(intake_file: Path) -> None:
    """All on the error stream, by the name of the file, and nothing is decided."""
    intake_file.write_text('diabets = "no"\nasthma = 1\n[quantities]\nage = -3\n')
    result = RUN.invoke(app, ["screen", str(intake_file)])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("3 faults in the intake:")
    assert result.stderr.count(str(intake_file)) == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "cannot be read"), (b"asthma = '\xe9'", "is not UTF-8 text; save it as UTF-8")],
)
def test_a_file_that_cannot_be_read_is_named(
    intake_file: Path, content: bytes | None, message: str
) -> None:
    """A missing file, or one in another encoding, is an error of its own."""
    if content is not None:
        intake_file.write_bytes(content)
    result = RUN.invoke(app, ["screen", str(intake_file)])

    assert result.exit_code == 1
    assert f"{intake_file} {message}" in result.stderr


def test_utf_16_from_a_shell_is_read(intake_file: Path) -> None:
    """As some shells write it when a template is sent to a file."""
    text = write_intake(Intake(), KNOWN)
    intake_file.write_bytes(text.encode("utf-16"))

    assert RUN.invoke(app, ["screen", str(intake_file)]).exit_code == 3


def test_neither_file_nor_template_is_a_misspelt_command() -> None:
    """It ends with 2, like every command that was not understood."""
    assert RUN.invoke(app, ["screen"]).exit_code == 2
