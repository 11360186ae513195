"""The course's home page: what it says of a learner's progress, as data, as text and as HTML."""

import html
import os
from pathlib import Path
from typing import Any

from tableside.homework.progress.looking import Seen
from tableside.homework.progress.states import (
    DrillProgress,
    HomeworkProgress,
    LessonProgress,
    State,
)
from tableside.homework.progress.suggestion import Progress, what_next
from tableside.homework.progress.words import amount

MARKS = {
    State.NOT_BEGUN: "○",
    State.BEGUN: "◐",
    State.DONE: "●",
    State.MISSING: "·",
    State.SPOILT: "!",
}
"""A sign for each state, beside its words."""

NOT_SEEN = (
    "A lesson is done once you have tried everything in it: questions, drills and clients. "
    "Whether you read it, this page cannot see."
)
BLIND = (
    "Points are out of 100. A drill is tested in a blind round, in which nothing is shown "
    "until its end; once you pass one, retests follow after 1, 7 and 30 days."
)
SENT = "Whether you sent a hand-in file, this page cannot see."
RUN = "To see this page change as you work, choose Run ▸ Run All Cells in the menu at the top."


def page_shown(seen: Seen, folder: Path) -> dict[str, Any]:
    """Return everything that the page shows; paths are relative to *folder*, its own."""
    homework = Path(os.path.relpath(seen.homework, folder)).as_posix()
    progress = seen.progress
    suggestion = what_next(progress)
    path = _lesson_path(suggestion.lesson)
    if suggestion.homework:
        path = _homework_path(homework, suggestion.homework)
    return {
        "next": {"sentence": suggestion.sentence, "button": suggestion.button, "path": path},
        "summary": _summary(progress),
        "groups": [
            {"title": "Lessons", "note": NOT_SEEN, "rows": [*map(_lesson, progress.lessons)]},
            {"title": "Drills", "note": BLIND, "rows": [*map(_drill, progress.drills)]},
            {
                "title": "Graded work",
                "note": SENT,
                "rows": [_homework(each, homework) for each in progress.homework],
            },
        ],
        "notices": list(seen.notices),
    }


def _summary(progress: Progress) -> str:
    done = [each for each in progress.lessons if each.state is State.DONE]
    left = sum(each.lesson.minutes for each in progress.lessons if each not in done)
    graded = [each for each in progress.homework if each.state is State.DONE]
    due = sum(1 for each in progress.drills if each.due)
    told = [
        f"{len(done)} of {len(progress.lessons)} lessons done",
        f"{len(graded)} of {len(progress.homework)} graded notebooks ready or marked",
    ]
    if left:
        told.append(f"about {_duration(left)} of lessons left")
    if due:
        told.append(f"{amount(due, 'retest')} due")
    return ", ".join(told) + "."


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [amount(hours, "hour")] if hours else []
    return " ".join([*parts, *([amount(rest, "minute")] if rest else [])])


def _row(
    state: State, title: str, words: str, about: str, *links: tuple[str, str]
) -> dict[str, Any]:
    return {
        "state": state.value,
        "mark": MARKS[state],
        "title": title,
        "words": words,
        "about": about,
        "path": links[0][1] if links else "",
        "more": [{"text": text, "path": path} for text, path in links[1:]],
    }


def _lesson(progress: LessonProgress) -> dict[str, Any]:
    lesson = progress.lesson
    about = f"{lesson.minutes} minutes"
    link = (lesson.title, _lesson_path(lesson.id))
    return _row(progress.state, lesson.title, progress.words, about, link)


def _drill(progress: DrillProgress) -> dict[str, Any]:
    drill = progress.drill
    about = amount(len(progress.rounds), "round") if progress.rounds else ""
    link = (drill.title, _lesson_path(drill.lesson))
    return _row(progress.state, drill.title, progress.words, about, link)


def _homework(progress: HomeworkProgress, folder: str) -> dict[str, Any]:
    homework, found = progress.homework, progress.found
    about = f"{homework.minutes} minutes"
    links = []
    if found is not None:
        links.append((homework.title, _homework_path(folder, homework.id)))
        if found.feedback:
            links.append(("Read the feedback", f"{folder}/{homework.id}/{found.feedback}"))
    return _row(progress.state, homework.title, progress.words, about, *links)


def _lesson_path(lesson: str) -> str:
    return f"{lesson}.ipynb"


def _homework_path(folder: str, homework: str) -> str:
    return f"{folder}/{homework}/{homework}.ipynb"


def page_text(shown: dict[str, Any]) -> str:
    """Return the page as text."""
    lines = [*shown["notices"], f"What to do next: {shown['next']['sentence']}", shown["summary"]]
    for group in shown["groups"]:
        lines += ["", f"{group['title']}. {group['note']}"]
        lines += [_line(row) for row in group["rows"]]
    return "\n".join(lines)


def _line(row: dict[str, Any]) -> str:
    about = f" ({row['about']})" if row["about"] else ""
    return f"{row['mark']} {row['title']}{about}: {row['words']}"


def page_html(shown: dict[str, Any]) -> str:
    """Return the page as plain HTML with links, for a notebook that was not run."""
    told = shown["next"]
    parts = [f"<p>{html.escape(each)}</p>" for each in shown["notices"]]
    parts.append(
        f"<p><b>What to do next.</b> {html.escape(told['sentence'])}<br>"
        f"{_link(told['button'], told['path'])}</p><p>{html.escape(shown['summary'])}</p>"
    )
    for group in shown["groups"]:
        rows = "".join(_item(row) for row in group["rows"])
        title, note = html.escape(group["title"]), html.escape(group["note"])
        parts.append(f"<p><b>{title}.</b> {note}</p><ul>{rows}</ul>")
    inside = "".join([*parts, f"<p>{RUN}</p>"])
    return f'<div style="border: 1px solid; padding: 0.5em 1em">{inside}</div>'


def _item(row: dict[str, Any]) -> str:
    title = _link(row["title"], row["path"]) if row["path"] else html.escape(row["title"])
    about = f" ({html.escape(row['about'])})" if row["about"] else ""
    more = "".join(f" {_link(each['text'], each['path'])}" for each in row["more"])
    return f"<li>{title}{about}: {row['mark']} {html.escape(row['words'])}{more}</li>"


def _link(text: str, path: str) -> str:
    return f'<a href="{html.escape(path, quote=True)}">{html.escape(text)}</a>'
