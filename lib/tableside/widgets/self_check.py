"""Questions to check oneself: never marked, answered with the rule at once.

Of an answer only this is kept, for the course's home page: that the question was answered.
"""

from collections.abc import Callable, Mapping

from tableside.homework.marking import judge
from tableside.homework.progress.keeping import keep_tried
from tableside.homework.progress.outline import call_key
from tableside.homework.questions import ChoiceQuestion, Option, OrderQuestion
from tableside.knowledge import knowledge
from tableside.knowledge.signs import Response
from tableside.safety.acts import ActCheck
from tableside.safety.order import check_order
from tableside.widgets.choice import Choice
from tableside.widgets.order import Order


def places_key(level: int, *zones: str) -> str:
    """Return the name under which a question of ``where_to_press`` is remembered."""
    return call_key("where_to_press", level, *zones)


def sign_key(sign: str, *responses: str) -> str:
    """Return the name under which a question of ``what_do_you_do`` is remembered."""
    return call_key("what_do_you_do", sign, *responses)


def order_key(*steps: str) -> str:
    """Return the name under which a question of ``order_the_steps`` is remembered."""
    return call_key("order_the_steps", *steps)


QUESTION_CALLS: Mapping[str, Callable[..., str]] = {
    "where_to_press": places_key,
    "what_do_you_do": sign_key,
    "order_the_steps": order_key,
}
"""What a lesson calls to ask a question, and the name under which that is remembered."""


def where_to_press(level: int, *zones: str) -> Choice:
    """Ask which of *zones* may be pressed at a Walton level, and answer with the zone's rule."""
    known = knowledge()
    return _self_check(
        prompt=f"Which of these places may you press at level {level}?",
        options=tuple(
            Option(id=zone, text=_sentence(known.zone(zone).name), zone=zone) for zone in zones
        ),
        key=places_key(level, *zones),
        level=level,
    )


def what_do_you_do(sign: str, *responses: str) -> Choice:
    """Ask how to answer *sign*, and answer with what it needs."""
    return _self_check(
        prompt=f"{_shown(sign)} What do you do?",
        options=tuple(
            Option(id=each, text=Response(each).title, respond=Response(each)) for each in responses
        ),
        key=sign_key(sign, *responses),
        sign=sign,
    )


def _shown(sign: str) -> str:
    """Return a sign as the therapist meets it: in the client's words, or as it is seen."""
    known = knowledge().sign(sign)
    return known.says if known.seen else f"Your client says: “{known.says}”"


def order_the_steps(*steps: str) -> Order:
    """Ask to put *steps* in a safe order, and answer every move with the first rule it breaks."""
    known = knowledge()
    question = OrderQuestion(
        id="order-the-steps",
        title="Check yourself",
        prompt="Put these steps in a safe order. Move the cards; the answer comes at every move.",
        points=1,
        kind="order",
        steps=steps,
    )

    def tell(order: tuple[str, ...]) -> str:
        keep_tried(order_key(*steps))
        findings = check_order(order, steps=known.steps, asked=steps).findings
        if not findings:
            return "Right: every rule of order is kept."
        first = findings[0]
        return f"{'Not safe' if first.safety else 'Not quite'}: {first.message} {first.because}"

    return Order(
        question,
        titles={step: known.step(step).title for step in steps},
        answer=(),
        save=tell,
    )


def _self_check(
    *,
    prompt: str,
    options: tuple[Option, ...],
    key: str,
    level: int | None = None,
    sign: str | None = None,
) -> Choice:
    question = ChoiceQuestion(
        id="check-yourself",
        title="Check yourself",
        prompt=prompt,
        points=1,
        kind="choice",
        options=options,
        level=level,
        sign=sign,
    )
    by_id = {option.id: option for option in options}

    def tell(chosen: str) -> str:
        keep_tried(key)
        return _told(judge(question, by_id[chosen], knowledge()))

    return Choice(question, answer="", save=tell)


def _told(check: ActCheck) -> str:
    verdict = "Right." if check.right else "Not safe." if check.finding.safety else "Not quite."
    return f"{verdict} {check.finding.message} {check.finding.because}"


def _sentence(name: str) -> str:
    return name[0].upper() + name[1:]
