"""Two scripts that go wrong: one leaves out whatever takes time, the other whatever protects."""

from tableside.client import acts
from tableside.client.card import Part
from tableside.client.policies.therapist import SessionEnded, Therapist
from tableside.client.session import Session
from tableside.client.truth import MAIN_ZONES, truth

LEFT, RIGHT = MAIN_ZONES


def hurried(session: Session) -> None:
    """Give a session in a hurry: asked and washed, and then little is measured or waited for."""
    try:
        _hurry(Therapist(session))
    except SessionEnded:
        return


def dangerous(session: Session) -> None:
    """Give a session that must never be given: nothing asked, too hot, too hard, no answer."""
    try:
        _endanger(Therapist(session))
    except SessionEnded:
        return


def _hurry(hands: Therapist) -> None:
    session = hands.session
    right = truth(session.card, session.known, late_told=False)
    hands.do(acts.AskHealth())
    if not right.may_work(session.known):
        hands.do(acts.Stop())
    hands.do(acts.AskConsent(parts=(Part.TOUCH, Part.HEAT, Part.OIL)))
    hands.do(acts.WashHands())
    hands.do(acts.PlaceClient(position="prone", pillows=("ankles",)))
    hands.do(acts.Uncover())
    if right.facts.limits.heat is None:
        _warm_a_little(hands)
    for zone in (LEFT, RIGHT, LEFT):
        hands.press(zone, "petrissage", "palm", 3, 60)
        hands.do(acts.AskRating())
    hands.do(acts.Lift(seconds=0))
    hands.do(acts.LetRise(stage="sit"))
    hands.do(acts.LetRise(stage="stand"))
    hands.wait(5)
    hands.do(acts.Advise(topics=("normal", "warning")))
    hands.do(acts.Stop())


def _warm_a_little(hands: Therapist) -> None:
    for act in (acts.Soak(bath=45.0), acts.Wring(), acts.MeasureTowel()):
        hands.do(act)
    hands.do(acts.LayOn(dry_layer=True))
    hands.wait(115)
    hands.do(acts.CheckSkin())
    if hands.session.state.towel:
        hands.do(acts.TakeOff())


def _endanger(hands: Therapist) -> None:
    hands.do(acts.PlaceClient(position="prone"))
    hands.do(acts.Uncover())
    hands.do(acts.Soak(bath=65.0))
    hands.do(acts.Wring())
    hands.do(acts.LayOn())
    hands.wait(900)
    hands.do(acts.TakeOff())
    hands.do(acts.TakeOil(carrier="sweet-almond"))
    for zone in ("spine", "kidney-left", "floating-ribs-right", "sciatic-left"):
        hands.press(zone, "friction", "thumb-pad", 5, 60)
    for zone in MAIN_ZONES:
        hands.press(zone, "held-pressure", "elbow", 5, 120)
    hands.do(acts.LetRise(stage="stand"))
    hands.wait(10)
    hands.do(acts.Stop())
