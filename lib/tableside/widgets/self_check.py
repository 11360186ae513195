"""Questions to check oneself: never marked, never saved, answered with the rule at once."""

from tableside.homework.marking import judge
from tableside.homework.questions import ChoiceQuestion, Option, OrderQuestion
from tableside.knowledge import knowledge
from tableside.knowledge.signs import Response
from tableside.safety.acts import ActCheck
from tableside.safety.order import check_order
from tableside.widgets.choice import Choice
from tableside.widgets.order import Order


def where_to_press(level: int, *zones: str) -> Choice:
    """Ask which of *zones* may be pressed at a Walton level, and answer with the zone's rule."""
    known = knowledge()
    return _self_check(
        prompt=f"Which of these places may you press at level {level}?",
        options=tuple(
            Option(id=zone, text=_sentence(known.zone(zone).name), zone=zone) for zone in zones
        ),
        level=level,
    )


def what_do_you_do(sign: str, *responses: str) -> Choice:
    """Ask how to answer *sign*, and answer with what it needs."""
    return _self_check(
        prompt=f"{_shown(sign)} What do you do?",
        options=tuple(
            Option(id=each, text=Response(each).title, respond=Response(each)) for each in responses
        ),
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
    *, prompt: str, options: tuple[Option, ...], level: int | None = None, sign: str | None = None
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
        return _told(judge(question, by_id[chosen], knowledge()))

    return Choice(question, answer="", save=tell)


def _told(check: ActCheck) -> str:
    verdict = "Right." if check.right else "Not safe." if check.finding.safety else "Not quite."
    return f"{verdict} {check.finding.message} {check.finding.because}"


def _sentence(name: str) -> str:
    return name[0].upper() + name[1:]
