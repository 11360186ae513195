"""A session told in words: what was done, what the client said, what went wrong and when."""

from collections.abc import Iterator

from tableside.client.events import Event, EventKind
from tableside.client.score import Deduction, SessionScore, score_session
from tableside.client.session import Session
from tableside.client.steps_done import steps_done
from tableside.client.wording import act_words
from tableside.knowledge.library import Knowledge


def clock(second: int) -> str:
    """Return a second of the session as minutes and seconds, such as ``12:05``."""
    return f"{second // 60}:{second % 60:02d}"


def debrief(session: Session) -> str:
    """Return the whole session as text: verdict, steps, course of events, and what to do next."""
    score = score_session(session)
    return "\n".join(
        [
            f"{session.card.name}, {session.card.age:g} years. “{session.card.comes_for}”",
            score.headline(),
            "",
            *_wrong(score, session.known),
            "",
            *_steps(session),
            "",
            "What happened",
            *told(session),
        ]
    )


def told(session: Session) -> Iterator[str]:
    """Yield every act and event of a session as one line each, in the order of time."""
    lines = [(done.at, 1, f"You: {act_words(done.act, session.known)}.") for done in session.done]
    lines += [(event.at, 0 if event.unasked else 2, event_words(event)) for event in session.events]
    for at, _, words in sorted(lines, key=lambda line: line[:2]):
        yield f"{clock(at)} {words}"


def event_words(event: Event) -> str:
    """Return an event as one line: in quotation marks if the client said it."""
    return f"Client: “{event.text}”" if event.kind is EventKind.SAYS else event.text


def deduction_words(each: Deduction, known: Knowledge) -> str:
    """Return a deduction as one line, with its time, its rule and what to do next time."""
    times = f" ({each.times} times)" if each.times > 1 else ""
    marks = f"-{each.marks:.1f}".removesuffix(".0") if each.marks else "no further marks"
    step = known.step(each.step).title
    return f"{clock(each.at)} {each.message}{times} [{step}; rule {each.rule}; {marks}]"


def _wrong(score: SessionScore, known: Knowledge) -> Iterator[str]:
    for title, found in (
        ("Unsafe", score.unsafe_acts),
        ("To do better", tuple(each for each in score.deductions if not each.safety)),
    ):
        if found:
            yield title
            yield from (f"- {deduction_words(each, known)}" for each in found)
    if not score.deductions:
        yield "Nothing is left to be wished for."


def _steps(session: Session) -> Iterator[str]:
    done = steps_done(session)
    yield "Steps"
    for step in session.known.steps:
        when = clock(done[step.id]) if step.id in done else "not done"
        yield f"- {step.title}: {when}"
