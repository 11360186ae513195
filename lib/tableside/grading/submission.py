"""One student's hand-in, read whatever happened to it: answers are searched for, and repaired."""

import hashlib
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from tableside.grading.limits import EARLIEST_YEAR
from tableside.grading.survey import INSIDE, Survey, contents, survey
from tableside.homework.folder import HandIn, read_hand_in
from tableside.homework.questions import Assignment
from tableside.homework.responses import (
    RESPONSES_FILE,
    Problem,
    Responses,
    files_of,
    read_responses,
)

_MARK_OF_OURS = "tableside-responses"
_EMPTY = "its folder is empty; ask whether something was lost on the way"
_TOLERANCE = timedelta(days=1)
"""Clocks that are wrong by less than this are nobody's fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What was handed in, as far as it can be read."""

    hand_in: HandIn
    repaired: tuple[str, ...] = ()
    """What was put right; told to the student and to the instructor."""
    remarks: tuple[str, ...] = ()
    """What an instructor should look at; earns nothing and costs nothing."""


def read_submission(
    folder: Path, assignment: Assignment, found: Survey | None = None
) -> Submission:
    """Return the hand-in in *folder*: where it belongs, or wherever in the folder it ended up.

    Never raises for anything that a student could have done.
    """
    found = found or survey(folder)
    plain = not found.strange and RESPONSES_FILE in found.files
    direct = read_hand_in(folder, assignment) if plain else None
    if direct is not None and _whole(direct):
        return Submission(hand_in=direct, remarks=(*_unopened(found), *_times(direct)))
    searched = _search(found, assignment, direct)
    remarks = found.strange + searched.remarks + _times(searched.hand_in)
    return replace(searched, remarks=remarks)


def unreadable(assignment: Assignment, reason: str) -> HandIn:
    """Return a hand-in of which nothing can be used, for *reason*: it waits for an instructor."""
    problem = Problem(file="the hand-in", question="", message=reason)
    return HandIn(responses=Responses(assignment=assignment.id), problems=(problem,))


def _whole(hand_in: HandIn) -> bool:
    """Return whether there are answers, and nothing is missing that a search could find."""
    missing = any(each.question == "" or each.file != RESPONSES_FILE for each in hand_in.problems)
    return bool(hand_in.responses.answers) and not missing


def _unopened(found: Survey) -> Iterable[str]:
    for name in found.files:
        if name.lower().endswith(".zip"):
            yield f"“{name}” lies beside the answers, which are whole; it was not opened"


def _search(found: Survey, assignment: Assignment, direct: HandIn | None) -> Submission:
    """Return the answers wherever they lie in the folder, with what was done to read them."""
    files = dict(contents(found))
    candidates = dict(_candidates(files, assignment))
    if direct is not None and direct.responses.answers and RESPONSES_FILE in candidates:
        candidates = {RESPONSES_FILE: candidates[RESPONSES_FILE]}
    if not candidates:
        empty = () if found.files or found.strange else (_EMPTY,)
        hand_in = direct or _without_answers(found, files, assignment)
        return Submission(hand_in=hand_in, remarks=empty)
    place = max(candidates, key=lambda name: (_saved(candidates[name][1]), name))
    text, responses = candidates[place]
    staged = {RESPONSES_FILE: text.encode()}
    repaired = list(_moved(place, direct))
    recordings = _Recordings(files)
    for answer in responses.answers.values():
        for name, digest in files_of(answer):
            content, note = recordings.find(name, digest, place)
            repaired += note
            if content is not None:
                staged[name] = content
    return Submission(
        hand_in=_staged(staged, assignment),
        repaired=tuple(repaired),
        remarks=tuple(_doubts(direct, place, candidates)),
    )


def _without_answers(found: Survey, files: Mapping[str, bytes], assignment: Assignment) -> HandIn:
    """Return the hand-in of a folder without readable answers: empty, or one that must wait."""
    if RESPONSES_FILE in found.files:
        return read_hand_in(found.folder, assignment)
    if not found.files and found.strange:
        return unreadable(assignment, f"{found.strange[0]}. Ask for the hand-in again.")
    for each in found.strange:
        if RESPONSES_FILE in each:
            return unreadable(assignment, f"{each}. Ask for the hand-in again.")
    for place, content in files.items():
        name = re.split(f"/|{INSIDE}", place)[-1]
        if name.startswith("responses") or _MARK_OF_OURS.encode() in content:
            reason = f"“{place}” seems to hold answers and cannot be read"
            return unreadable(assignment, f"{reason}. Ask for the hand-in again.")
    return HandIn(responses=Responses(assignment=assignment.id))


def _doubts(
    direct: HandIn | None, place: str, candidates: Mapping[str, tuple[str, Responses]]
) -> Iterable[str]:
    """Yield why an instructor may want to look at which answers were taken."""
    yield from (f"{RESPONSES_FILE}: {each.message}" for each in _broken(direct, place))
    different = len({each.to_json() for _, each in candidates.values()})
    if different > 1:
        yield (
            f"there are {different} different sets of answers; the one saved last counts, "
            f"in “{place}”"
        )


def _broken(direct: HandIn | None, place: str) -> Iterable[Problem]:
    if direct is not None and place != RESPONSES_FILE:
        yield from (each for each in direct.problems if each.question == "")


def _moved(place: str, direct: HandIn | None) -> Iterable[str]:
    if place != RESPONSES_FILE:
        yield f"The answers were found in “{place}”, not where they belong, and they count."
    elif direct is not None and not direct.responses.answers:
        yield f"“{RESPONSES_FILE}” was saved by another editor as another kind of text. It counts."


def _candidates(
    files: Mapping[str, bytes], assignment: Assignment
) -> Iterable[tuple[str, tuple[str, Responses]]]:
    for place, content in files.items():
        text = _text(content)
        if text is not None and _MARK_OF_OURS in text:
            responses = read_responses(text, assignment=assignment.id)
            spoilt = any(problem.question == "" for problem in responses.problems)
            if responses.answers and not spoilt:
                yield place, (text, responses)


def _text(content: bytes) -> str | None:
    """Return a file's text, also as other editors save it; None if it is none."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _saved(responses: Responses) -> float:
    return max(answer.saved.timestamp() for answer in responses.answers.values())


class _Recordings:
    """The files that answers name, found where they belong or by their digests."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    @cached_property
    def by_digest(self) -> Mapping[str, str]:
        """Digest → where a file with it lies; made only if something is not where it belongs."""
        texts = ((name, _text(content)) for name, content in self.files.items())
        return {_digest(text): name for name, text in texts if text is not None}

    def find(self, wanted: str, digest: str, place: str) -> tuple[bytes | None, list[str]]:
        """Return the file that answers in *place* call *wanted*, and what to say about it."""
        beside = place.removesuffix(re.split(f"/|{INSIDE}", place)[-1]) + wanted
        text = _text(self.files[beside]) if beside in self.files else None
        if text is not None and _digest(text) == digest:
            return text.encode(), []
        if digest not in self.by_digest:
            return self.files.get(beside), []
        name = self.by_digest[digest]
        content = (_text(self.files[name]) or "").encode()
        if name == wanted:  # only the answers were moved
            return content, []
        told = f"The recording “{wanted}” was found in “{name}”, and it counts."
        return content, [told]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _staged(files: Mapping[str, bytes], assignment: Assignment) -> HandIn:
    """Return what *files* hold, read in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="tableside-") as name:
        for path, content in files.items():
            file = Path(name, path)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
        return read_hand_in(Path(name), assignment)


def _times(hand_in: HandIn) -> tuple[str, ...]:
    """Return what is odd about the times at which answers were saved."""
    answers = hand_in.responses.answers
    early = sorted(name for name, each in answers.items() if each.saved.year < EARLIEST_YEAR)
    return tuple(f"“{name}” was saved in the year {answers[name].saved.year}" for name in early)


def late_times(hand_in: HandIn, at: datetime | None, now: datetime) -> tuple[str, ...]:
    """Return what is odd about a hand-in made *at* a time and marked *now*: what is yet to come."""
    by = min(at or now, now)
    ahead = at is not None and at - now > _TOLERANCE
    told = (f"it was handed in on {at:%Y-%m-%d}, a day that has not come yet",) if ahead else ()
    return told + tuple(
        f"“{name}” was saved on {each.saved:%Y-%m-%d}, after the hand-in of {by:%Y-%m-%d}"
        for name, each in sorted(hand_in.responses.answers.items())
        if each.saved - by > _TOLERANCE
    )
