"""Practice with clients: screen them, plan their towel, place them, choose their oil.

Nothing of it is marked, and of an answer only this is kept, for the course's home page: that
something was decided. Every client is drawn from a seed, and the rules of safety judge every
answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.cards.generate import Wanted, drawn_client
from tableside.homework.cards.vignette import vignette
from tableside.homework.forms.form import Answers, FieldKind, FieldOption, Form, FormField
from tableside.homework.forms.plan_forms import oil_form, placing_form, towel_form
from tableside.homework.progress.keeping import keep_tried
from tableside.homework.progress.outline import call_key
from tableside.knowledge import knowledge
from tableside.safety.decision import ScreenDecision
from tableside.safety.findings import Finding
from tableside.safety.heat import HeatPlan, Towel, check_heat
from tableside.safety.oil import OilBlend, check_blend
from tableside.safety.position import Placing, check_position
from tableside.widgets.client_form import ClientForm, ClientTask, Judgement

MAY_BEGIN = (ScreenDecision.PROCEED, ScreenDecision.ADAPT)
"""Decisions after which there is something to plan."""

_LESS_HEAT = ("high-blood-pressure-controlled", "eczema-or-psoriasis", "diabetes", "faintness")
_NO_HEAT = ("reduced-feeling", "poor-circulation", "heat-marked-skin", "diabetic-neuropathy")
_POSITION = ("spinal-stenosis", "asthma", "second-trimester", "third-trimester", "pacemaker")
_OIL = ("nut-or-seed-allergy", "asthma", "epilepsy", "eczema-or-psoriasis", "fragile-skin")


def screen_clients(*, seed: int = 1) -> ClientForm:
    """Return clients to decide about, one after the other."""
    return _kept("screen_clients", _screening, seed)


def plan_the_towel(*, seed: int = 1) -> ClientForm:
    """Return clients for whom a hot towel is to be planned, or left out."""
    return _kept("plan_the_towel", lambda n: _towel(_client(n, _LESS_HEAT, _NO_HEAT)), seed)


def place_the_client(*, seed: int = 1) -> ClientForm:
    """Return clients for whom a position and its pillows are to be chosen."""
    return _kept("place_the_client", lambda number: _placing(_client(number, _POSITION)), seed)


def choose_the_oil(*, seed: int = 1) -> ClientForm:
    """Return clients for whom an oil is to be chosen."""
    return _kept("choose_the_oil", lambda number: _oil(_client(number, _OIL)), seed)


def clients_key(call: str, seed: int = 1) -> str:
    """Return the name under which is remembered that practice with clients was tried."""
    return call_key(call, seed)


CLIENT_CALLS: Mapping[str, Callable[..., str]] = {
    each: partial(clients_key, each)
    for each in ("screen_clients", "plan_the_towel", "place_the_client", "choose_the_oil")
}
"""What a lesson calls to practise with clients, and the name under which that is remembered."""


def _kept(call: str, make: Callable[[int], ClientTask], seed: int) -> ClientForm:
    """Return the form for one client after another, and keep that somebody was decided about."""

    def task(number: int) -> ClientTask:
        made = make(number)

        def judge(answers: Answers) -> Judgement:
            judged = made.judge(answers)
            keep_tried(clients_key(call, seed))
            return judged

        return replace(made, judge=judge)

    return ClientForm(task, seed=seed)


def _client(seed: int, *matters: tuple[str, ...]) -> DrawnClient:
    """Return a client with something that matters here: each kind in turn, and nothing of it."""
    fitting = ((), *matters)[seed % (len(matters) + 1)]
    wanted = Wanted(decisions=MAY_BEGIN[1:] if fitting else MAY_BEGIN[:1], conditions=fitting)
    return drawn_client(seed, wanted, knowledge())


def _screening(seed: int) -> ClientTask:
    client = drawn_client(seed, Wanted(), knowledge())
    words = tuple(FieldOption(id=each.word, text=each.words) for each in ScreenDecision)
    field = FormField(id="decision", label="What do you decide?", kind=FieldKind.ONE, options=words)

    def judge(answers: Answers) -> Judgement:
        return _decided(client, str(field.read(answers)))

    return ClientTask(
        title=f"Decide for {client.name}",
        client=vignette(client),
        fields=(field,),
        judge=judge,
    )


def _decided(client: DrawnClient, chosen: str) -> Judgement:
    verdict = client.verdict(knowledge())
    right = client.decision(knowledge())
    decisive = [each for each in verdict.fired if each.decision >= right] or list(verdict.fired)
    reasons = [f"{each.condition.name}. {each.condition.because}" for each in decisive[:3]]
    reasons += [f"Ask first: {each.ask}" for each in verdict.ask_first[:2]]
    if chosen == right.word:
        headline = f"Right: {right.words.lower()}."
    elif _strictness(chosen) > right:
        headline = f"More careful than needed. The screening says: {right.words.lower()}."
    else:
        headline = f"Not safe. The screening says: {right.words.lower()}."
    adapt = [f"What to do: {each.condition.adapt.do}" for each in decisive[:2]]
    return Judgement(
        headline=headline,
        good=chosen == right.word,
        also=(*(reasons or ["Nothing that was told changes the massage."]), *adapt),
    )


def _strictness(word: str) -> ScreenDecision:
    return next(each for each in ScreenDecision if each.word == word)


def _towel(client: DrawnClient) -> ClientTask:
    form, facts = towel_form(), client.facts(knowledge())
    skip = FormField(id="skip", label="No towel for this client", kind=FieldKind.YES)

    def judge(answers: Answers) -> Judgement:
        if answers.get("skip") is True:
            barred = facts.limits.heat is not None and facts.limits.heat.value == "none"
            words = "Right: no heat for this client." if barred else "A towel would be possible."
            return Judgement(headline=words, good=barred)
        part = form.part(answers)
        plan = HeatPlan(towels=(part,) if isinstance(part, Towel) else ())
        return _found(
            check_heat(plan, facts.limits, knowledge(), conditions=facts.conditions),
            "A good towel for this client.",
        )

    return _task(form, client, (skip, *form.fields), judge)


def _placing(client: DrawnClient) -> ClientTask:
    form, facts = placing_form(knowledge()), client.facts(knowledge())

    def judge(answers: Answers) -> Judgement:
        part = form.part(answers)
        assert isinstance(part, Placing)  # noqa: S101 - what this form makes
        return _found(
            check_position(
                part.position,
                part.pillows,
                facts.limits,
                knowledge(),
                conditions=facts.conditions,
            ),
            "This client lies well.",
        )

    return _task(form, client, form.fields, judge)


def _oil(client: DrawnClient) -> ClientTask:
    form, facts = oil_form(knowledge()), client.facts(knowledge())

    def judge(answers: Answers) -> Judgement:
        part = form.part(answers)
        assert isinstance(part, OilBlend)  # noqa: S101 - what this form makes
        return _found(check_blend(part, facts, knowledge()), "This oil suits this client.")

    return _task(form, client, form.fields, judge)


def _task(
    form: Form,
    client: DrawnClient,
    fields: tuple[FormField, ...],
    judge: Callable[[Answers], Judgement],
) -> ClientTask:
    return ClientTask(
        title=f"{form.title}: {client.name}", client=vignette(client), fields=fields, judge=judge
    )


def _found(findings: Iterable[Finding], praise: str) -> Judgement:
    found = tuple(sorted(findings, key=lambda each: not each.safety))
    if any(each.safety for each in found):
        return Judgement(headline="Not safe yet.", good=False, findings=found)
    headline = "Safe, and it could be better." if found else praise
    return Judgement(headline=headline, good=True, findings=found)
