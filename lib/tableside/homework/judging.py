"""What the safety rules say of one option: the only key that a question with options has."""

from collections.abc import Sequence

from tableside.client.card import ClientCard
from tableside.errors import UnknownNameError
from tableside.homework.items.choice import Option, OptionsQuestion
from tableside.homework.items.effects import EffectName, has_effect
from tableside.knowledge import Knowledge
from tableside.safety.acts import ActCheck, check_press, check_response
from tableside.safety.facts import ClientFacts, client_facts
from tableside.safety.findings import Finding
from tableside.safety.heat import HeatPlan, Towel, check_heat
from tableside.safety.oil import OilBlend, check_blend
from tableside.safety.position import Placing, check_position
from tableside.safety.precedence import precedence_rules
from tableside.safety.session_plan import Segment
from tableside.safety.strokes import check_work


def judge(question: OptionsQuestion, option: Option, known: Knowledge) -> ActCheck:
    """Return what the safety rules say about one option.

    Its finding is a matter of safety where choosing the option would harm the client. Raises
    UnknownNameError for a name that *known* lacks.
    """
    if question.sign is not None and option.respond is not None:
        return check_response(known.sign(question.sign), option.respond)
    if question.level is not None and option.zone is not None:
        return check_press(known.zone(option.zone), question.level)
    if question.effect is not None and option.condition is not None:
        return _effect(question.effect, option.condition, known)
    if question.sequence and option.step is not None:
        return _missing(question.sequence, option.step, known)
    if question.client is not None and option.act is not None:
        return _act(option.act, facts_of(question.client, known), known)
    raise AssertionError(question.id, option.id)  # read_assignment lets no such option through


def unsafe_to_leave(question: OptionsQuestion, check: ActCheck) -> bool:
    """Return whether a client comes to harm when this option is *not* among those ticked.

    So it is where options are limits: whoever does not know that a condition forbids heat will
    lay on the towel.
    """
    return question.effect is not None and check.right


def facts_of(card: ClientCard, known: Knowledge) -> ClientFacts:
    """Return what a plan for the client of this *card* depends on."""
    card.check_names(known)
    return client_facts(
        card.intake(known, late_told=True),
        known,
        allergies=frozenset(card.allergies),
        skin_sites=frozenset(card.skin_sites),
    )


def _effect(effect: EffectName, name: str, known: Knowledge) -> ActCheck:
    condition = known.condition(name)
    finding = Finding(
        rule=condition.number,
        message=f"{condition.name}: {condition.adapt.do}",
        because=condition.because,
        safety=False,
        subjects=(condition.id,),
        sources=condition.sources,
        course_rule=condition.course_rule,
    )
    return ActCheck(right=has_effect(effect, condition, known), finding=finding)


def _missing(sequence: Sequence[str], name: str, known: Knowledge) -> ActCheck:
    """Return whether a step is missing from *sequence* that must come before one in it."""
    step, given = known.step(name), [known.step(each) for each in sequence]
    if name in sequence:
        raise UnknownNameError(f"the step {name!r} is in the sequence already")
    later = {each.id: each.title for each in given}
    for rule in precedence_rules(known.steps):
        if rule.hard and rule.before == name and rule.after in later:
            reasons = rule.why
            finding = Finding(
                rule=reasons[0].rule,
                message=f"“{step.title}” must come before “{later[rule.after]}”.",
                because=" ".join(each.because for each in reasons),
                safety=False,
                subjects=(rule.before, rule.after),
                sources=tuple(dict.fromkeys(key for each in reasons for key in each.sources)),
                course_rule=any(each.course_rule for each in reasons),
            )
            return ActCheck(right=True, finding=finding)
    message = f"None of these steps has to wait for “{step.title}”."
    finding = Finding(rule=step.id, message=message, because=step.goal, safety=False)
    return ActCheck(right=False, finding=finding)


def _act(act: Segment, client: ClientFacts, known: Knowledge) -> ActCheck:
    findings = sorted(_about(act, client, known), key=lambda each: not each.safety)
    if findings:
        return ActCheck(right=False, finding=findings[0])
    message = "This suits the client."
    fine = Finding(
        rule=act.kind, message=message, because="No rule speaks against it.", safety=False
    )
    return ActCheck(right=True, finding=fine)


def _about(act: Segment, client: ClientFacts, known: Knowledge) -> tuple[Finding, ...]:
    match act:
        case Placing():
            return check_position(
                act.position, act.pillows, client.limits, known, conditions=client.conditions
            )
        case Towel():
            plan = HeatPlan(towels=(act,))
            return check_heat(plan, client.limits, known, conditions=client.conditions)
        case OilBlend():
            return check_blend(act, client, known)
        case _:
            return check_work(act, client, known)
