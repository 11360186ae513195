"""What each role sees of a class: plain data, and no more of it than the role may know."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from pydantic import TypeAdapter

from tableside.classroom.result import Judged
from tableside.classroom.session import ENDED, ClassState, Member, Run
from tableside.classroom.statistics import Board, Progress, board, progress
from tableside.drills.target import TargetPlan
from tableside.homework.questions import AnyQuestion, Assignment, DrillQuestion

_BOARD = TypeAdapter(Board)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What a view of the staff is worked out from."""

    state: ClassState
    activities: Assignment
    results: Mapping[str, Judged]
    """Member → what their result of the present run is worth."""
    there: Collection[str]
    """Members whose page is open."""
    now: float
    charts: Callable[[Run], dict[str, Any]]
    """Returns the board of a run."""


def called(state: ClassState) -> dict[str, str]:
    """Return what an instructor calls everybody: the name they typed, or a number."""
    guests = count(1)
    everybody = state.members.values()
    return {each.id: each.name or f"Guest {next(guests)}" for each in everybody}


def run_shown(run: Run, activities: Assignment) -> dict[str, Any]:
    """Return what everybody may know of a run."""
    question = activities.find(run.question)
    return {
        "run": run.id,
        "question": question.id,
        "title": question.title,
        "prompt": question.prompt,
        "kind": question.kind,
        "phase": run.phase.value,
        "ended": run.phase in ENDED,
        "ends": run.ends,
        "revealed": run.revealed,
    }


def student_view(
    state: ClassState, activities: Assignment, member: str, mine: Mapping[str, Judged]
) -> dict[str, Any]:
    """Return what one student's page shows; *mine* are their own results by run."""
    runs = []
    for run in state.shown():
        shown = run_shown(run, activities)
        taken = run.taken.get(member)
        shown["sent"] = taken is not None
        result = mine.get(run.id)
        # What an answer is worth is told once everybody may know; a drill tells by itself.
        if run.revealed and result is not None:
            shown["told"] = [result.headline, *result.told]
        runs.append(shown)
    known = state.members.get(member)
    return {"pace": state.pace.value, "name": known.name if known else "", "runs": runs}


def projector_view(seen: Moment) -> dict[str, Any]:
    """Return what the whole room sees: no name, and results only once they are revealed."""
    state, results, there = seen.state, seen.results, seen.there
    run = state.run
    if run is None:
        return {"run": None, "there": len([each for each in there if each in state.members])}
    how_far = progress(state, run, there, seen.now, results)
    shown: dict[str, Any] = {
        "run": run_shown(run, seen.activities),
        "there": how_far.there,
        "done": how_far.done,
    }
    if run.revealed:
        shown["board"] = seen.charts(run)
        shown["replay"] = _replay(run, results)
    return shown


def instructor_view(seen: Moment) -> dict[str, Any]:
    """Return what the instructor sees: everybody by name, and the whole board at any time."""
    state, results, there = seen.state, seen.results, seen.there
    run = state.run
    shown: dict[str, Any] = {"pace": state.pace.value, "run": None}
    shown["runs"] = [
        {"run": each.id, "number": number, "title": seen.activities.find(each.question).title}
        for number, each in enumerate(state.runs.values(), 1)
    ]
    how_far: Progress | None = None
    if run is not None:
        how_far = progress(state, run, there, seen.now, results)
        shown |= {
            "run": run_shown(run, seen.activities),
            "done": how_far.done,
            "late": how_far.late,
            "board": seen.charts(run),
        }
    stuck = how_far.stuck if how_far else ()
    names = called(state)
    members = [
        {"id": each.id, "name": names[each.id], **_member(each, state, results, there, stuck)}
        for each in state.members.values()
    ]
    there_now = [each for each in there if each in state.members]
    shown["replayed"] = run.replayed if run else ""
    return shown | {"members": members, "there": how_far.there if how_far else len(there_now)}


def _member(
    member: Member,
    state: ClassState,
    results: Mapping[str, Judged],
    there: Collection[str],
    stuck: Collection[str],
) -> dict[str, Any]:
    result, run = results.get(member.id), state.run
    taken = run.taken.get(member.id) if run else None
    status = "away"
    if member.id in there:
        status = "working" if run else "here"
    if result is not None and (result.finished or not result.safe):
        status = "done" if result.safe else "unsafe"
    if (result is None or not result.finished) and member.id in stuck:
        status = "stuck"
    late = run is not None and member.id in run.late and taken is None
    return {
        "status": status,
        "late": late,
        "told": _told(result) if result else "",
        "result": taken.event if taken and result and (any(result.line) or result.story) else "",
    }


def board_shown(run: Run, activities: Assignment, results: Mapping[str, Judged]) -> dict[str, Any]:
    """Return the board of a run as plain data, with what its charts need of the activity."""
    question = activities.find(run.question)
    shown: dict[str, Any] = _BOARD.dump_python(board(list(results.values())))
    if target := target_of(question):
        shown["target"] = target
    return shown


def target_of(question: AnyQuestion) -> dict[str, Any]:
    """Return what the traces of a drill are held against; nothing for any other question."""
    if not isinstance(question, DrillQuestion):
        return {}
    plan = question.plan
    seconds = float(getattr(plan, "seconds", 0.0))
    if not isinstance(plan, TargetPlan):
        return {"seconds": seconds, "profile": []}
    return {
        "seconds": seconds,
        "profile": [list(each) for each in plan.profile()],
        "limit": plan.limit,
    }


def _told(result: Judged) -> str:
    """Return a result in few words; what was written in free words is shown as it is."""
    if result.points is None:
        return result.headline if not result.finished or not result.answer else result.answer
    return f"{result.points:.0f} points" if result.safe else f"({result.points:.0f})"


def _replay(run: Run, results: Mapping[str, Judged]) -> dict[str, Any]:
    """Return the result that is shown to everybody, without a word about whose it is."""
    for member, taken in run.taken.items():
        if taken.event == run.replayed and member in results:
            found = results[member]
            return {"line": list(found.line), "story": [] if any(found.line) else found.story}
    return {"line": [], "story": []}
