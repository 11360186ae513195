"""The hand-in file: made whole, and read only if it is."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.homework.archive import (
    ArchiveError,
    make_archive,
    read_archive,
    student_id,
)

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def archive(folder: Path, answer_all: Callable[[], None]) -> bytes:
    """Return a hand-in file with all answers."""
    answer_all()
    (folder / "ps0-first-hand-in.ipynb").write_text("not even JSON", encoding="utf-8")
    (folder / "holiday.jpg").write_bytes(b"private")
    _, content = make_archive(folder, assignment="ps0-first-hand-in", student="Ana", made=NOON)
    return content


def test_it_holds_the_work_and_nothing_private(archive: bytes) -> None:
    """Answers, rounds and notebook go along; what else lies in the folder does not."""
    names = set(read_archive(archive).files)

    assert {
        "responses.json",
        "traces/hold-the-band-001.json",
        "ps0-first-hand-in.ipynb",
    } == names


def test_it_says_whose_it_is(archive: bytes) -> None:
    """The manifest names assignment, student and time, whatever the file is called."""
    manifest = read_archive(archive).manifest

    assert (
        manifest.assignment,
        manifest.student,
        manifest.made,
    ) == ("ps0-first-hand-in", "ana", NOON)


def test_nothing_answered_is_nothing_to_hand_in(folder: Path) -> None:
    """The button says so instead of making an empty file."""
    with pytest.raises(ArchiveError, match="nothing to hand in yet"):
        make_archive(folder, assignment="ps0-first-hand-in", student="ana", made=NOON)


@pytest.mark.parametrize("typed", ["", "  ", "Ana Blom", "../ana", "a/b", "ana.", "x" * 80, "añá"])
def test_an_id_that_could_not_be_a_folder_is_refused(typed: str) -> None:
    """The message says what an id looks like."""
    with pytest.raises(ArchiveError, match="student id"):
        student_id(typed)


def test_an_id_is_the_same_however_it_is_typed() -> None:
    """Capitals and spaces around it do not make another student."""
    assert student_id("  Ana.Blom-2 ") == "ana.blom-2"


def changed(archive: bytes, changes: dict[str, bytes | None]) -> bytes:
    """Return the hand-in file with some members replaced, added or (None) left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        members = {name: old.read(name) for name in old.namelist()} | changes
        for name, content in members.items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"hand-in.json": None}, "it was not made by the hand-in button"),
        ({"hand-in.json": b"{"}, "hand-in.json cannot be read"),
        ({"hand-in.json": b'{"format": "tableside-hand-in", "version": 7}'}, "cannot be read"),
        ({"responses.json": b"{}"}, "'responses.json' was changed after"),
        ({"responses.json": None}, "differ at 'responses.json'"),
        ({"../../evil.json": b"{}"}, "'../../evil.json', which no hand-in file of ours does"),
        ({"traces/UP.json": b"{}"}, "which no hand-in file of ours does"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(
    archive: bytes, changes: dict[str, bytes | None], told: str
) -> None:
    """Whoever changed the zip by hand is asked for the file as it was made."""
    with pytest.raises(ArchiveError) as caught:
        read_archive(changed(archive, changes))

    assert told in str(caught.value)


def test_two_files_of_one_name_are_refused(archive: bytes) -> None:
    """Nobody can tell which of the two was meant."""
    buffer = io.BytesIO(archive)
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(buffer, "a") as twice,
    ):
        twice.writestr("responses.json", b"{}")

    with pytest.raises(ArchiveError, match="two files of the same name"):
        read_archive(buffer.getvalue())


def test_a_link_does_not_go_along(
    folder: Path, answer_all: Callable[[], None], tmp_path: Path
) -> None:
    """What a link points at may be private."""
    answer_all()
    (tmp_path / "diary.json").write_text("private", encoding="utf-8")
    (folder / "traces" / "diary.json").symlink_to(tmp_path / "diary.json")
    _, content = make_archive(folder, assignment="ps0-first-hand-in", student="ana", made=NOON)

    assert "traces/diary.json" not in read_archive(content).files


def test_a_bomb_is_refused_unopened() -> None:
    """A file that unpacks to more than a hand-in can hold is not unpacked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(60):
            bomb.writestr(f"traces/zero-{number}.json", b"0" * 1_000_000)

    with pytest.raises(ArchiveError, match="unpacks to more"):
        read_archive(buffer.getvalue())


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    """Whatever is handed in, reading it ends in an archive or in one clear refusal."""
    with pytest.raises(ArchiveError):
        read_archive(content)


def test_a_cut_off_file_is_refused(archive: bytes) -> None:
    """A download that broke off asks for the file again."""
    with pytest.raises(ArchiveError, match="not a whole zip file"):
        read_archive(archive[: len(archive) // 2])


def test_a_packing_that_nobody_knows_is_refused(archive: bytes) -> None:
    """As newer archivers write it; Python then speaks of what is not implemented."""
    packing = bytearray(archive)
    for signature, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = packing.find(signature)
        while place >= 0:
            packing[place + at] = 99
            place = packing.find(signature, place + 1)

    with pytest.raises(ArchiveError, match="not a whole zip file"):
        read_archive(bytes(packing))


def test_a_manifest_cannot_smuggle_a_path(archive: bytes) -> None:
    """A student id is a plain name, also when the manifest was written by hand."""
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(archive)).read("hand-in.json"))
    forged = json.dumps(manifest | {"student": "../../ana"}).encode()

    with pytest.raises(ArchiveError, match="cannot be read"):
        read_archive(changed(archive, {"hand-in.json": forged}))
