"""What to do next: one sentence and one place to go."""

from collections.abc import Sequence
from dataclasses import dataclass

from tableside.homework.progress.states import (
    DrillProgress,
    HomeworkProgress,
    LessonProgress,
    State,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a learner is in the whole course."""

    lessons: tuple[LessonProgress, ...]
    drills: tuple[DrillProgress, ...]
    homework: tuple[HomeworkProgress, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The next thing to do."""

    sentence: str
    button: str
    lesson: str = ""
    """The lesson to open; empty if it is a homework."""

    homework: str = ""


_Item = LessonProgress | HomeworkProgress


def what_next(progress: Progress) -> Suggestion:
    """Return what to do next: a retest, else what is begun, else what comes next in order."""
    for drill in progress.drills:
        if drill.due:
            return Suggestion(
                sentence=f"A retest is due: one blind round of the drill “{drill.drill.title}”.",
                button="Open its lesson",
                lesson=drill.drill.lesson,
            )
    open_items = [each for each in in_order(progress) if is_open(each)]
    begun = [each for each in open_items if each.state is State.BEGUN]
    if begun:
        return _go_to(max(begun, key=_touched))
    return _go_to(open_items[0]) if open_items else _all_done(progress)


def in_order(progress: Progress) -> Sequence[_Item]:
    """Return lessons and homework in the order in which they are meant to be done."""
    found: list[_Item] = []
    for lesson in progress.lessons:
        found.append(lesson)
        found += [each for each in progress.homework if each.homework.after == lesson.lesson.id]
    return found


def is_open(item: _Item) -> bool:
    """Return whether there is anything left to do here that can be done."""
    return item.state in {State.NOT_BEGUN, State.BEGUN}


def _touched(item: _Item) -> float:
    found = item if isinstance(item, LessonProgress) else item.found
    return found.touched.timestamp() if found and found.touched else 0.0


def _go_to(item: _Item) -> Suggestion:
    if isinstance(item, HomeworkProgress):
        return _do_homework(item)
    lesson = item.lesson
    if item.state is State.BEGUN:
        left = len(lesson.tries) - item.tried
        things = "one thing in it is" if left == 1 else f"{left} things in it are"
        sentence = f"Go on with the lesson “{lesson.title}”: {things} left to try."
    else:
        sentence = f"Open the lesson “{lesson.title}”. It takes about {lesson.minutes} minutes."
    return Suggestion(sentence=sentence, button="Open the lesson", lesson=lesson.id)


def _do_homework(item: HomeworkProgress) -> Suggestion:
    homework, found = item.homework, item.found
    title = f"the homework “{homework.title}”"
    if found is None or not found.answered:
        sentence = f"Do {title}. It takes about {homework.minutes} minutes."
    elif found.made:
        sentence = f"You changed {title} after its hand-in file was made: make the file again."
    elif found.answered == homework.questions:
        sentence = f"Hand in {title}: every question has an answer."
    else:
        sentence = f"Go on with {title}: {item.words}."
    return Suggestion(sentence=sentence, button="Open the homework", homework=homework.id)


def _all_done(progress: Progress) -> Suggestion:
    last = progress.lessons[-1].lesson
    missing = any(each.state is State.MISSING for each in progress.homework)
    more = " Some homework is not here yet: ask your instructor for it." if missing else ""
    return Suggestion(
        sentence=f"Everything that is here is done.{more} Give another whole session for practice.",
        button="Open the lesson",
        lesson=last.id,
    )
