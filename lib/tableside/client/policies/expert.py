"""The script of somebody who knows how: it asks, measures, looks, listens and answers in time."""

from collections.abc import Iterable

from tableside.client import acts
from tableside.client.acts import Decide
from tableside.client.card import Part
from tableside.client.events import Event
from tableside.client.policies.therapist import SessionEnded, Therapist
from tableside.client.session import Session
from tableside.client.state import Stage
from tableside.client.truth import MAIN_ZONES, Truth, truth
from tableside.knowledge.conditions import Heat
from tableside.knowledge.signs import Response
from tableside.safety.decision import ScreenDecision
from tableside.safety.heat_caps import lower_minutes, lower_surface
from tableside.safety.oil import OilBlend, check_blend

BATH, TOWEL_MINUTES = 45.0, 6
LEFT, RIGHT = MAIN_ZONES
FIRST_RATING, GO_ON_RATING = 2.0, 3.0
"""Ratings up to which it goes deeper, and goes on."""


def expert(session: Session) -> None:
    """Give a whole session as it should be given, and end it."""
    try:
        _Expert(session).give()
    except SessionEnded:
        return


class _Expert(Therapist):
    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.right: Truth = truth(session.card, session.known, late_told=False)
        self.level = 1
        self.heat = True
        self.alone: set[str] = set()

    def give(self) -> None:
        self.do(acts.AskHealth())
        self.decide()
        self.do(acts.Explain())
        self.ask_consent()
        self.do(acts.WashHands())
        self.place()
        if self.heat:
            self.warm()
        else:
            self.do(acts.Uncover())
        self.oil()
        self.agree_on_pressure()
        self.spread()
        self.pause()
        self.finish_lightly()
        self.help_up()
        self.close()

    def decide(self) -> None:
        word = self.right.verdict.decision.word
        self.do(Decide.model_validate({"decision": word}))
        if not self.right.may_work(self.session.known):
            self.do(acts.Explain())
            self.send_away()

    def send_away(self) -> None:
        """End the session as the screening asks: a call, a referral, or a kind word."""
        if self.session.state.towel and self.session.state.towel.on_skin:
            self.session.do(acts.TakeOff())
            self.session.do(acts.CheckSkin())
        on = {ScreenDecision.CLEARANCE, ScreenDecision.REFER}
        urgent = self.right.verdict.urgent
        if urgent or self.right.verdict.decision in on:
            self.do(acts.Refer(urgent=urgent))
        self.do(acts.Stop())

    def ask_consent(self) -> None:
        heat = self.right.may_warm(self.session.known)
        parts = (Part.TOUCH, *([Part.HEAT] if heat else []), Part.OIL)
        self.do(acts.AskConsent(parts=parts))
        self.heat = heat and Part.HEAT in self.session.state.consent

    def place(self) -> None:
        limits, known = self.right.facts.limits, self.session.known
        fitting = [each for each in known.positions if each.reaches_low_back]
        suited = [each for each in fitting if limits.suits(each.id)]
        allowed = [each for each in fitting if each.id not in limits.avoid_positions]
        chosen = (suited or allowed or fitting)[0]
        pillows = tuple(pillow.id for pillow in chosen.pillows if pillow.always)
        self.do(acts.PlaceClient(position=chosen.id, pillows=pillows))

    def warm(self) -> None:
        """Prepare a towel, lay it on within its limits, look in time, and take it off."""
        known = self.session.known
        low = self.right.facts.limits.heat is Heat.LOWER
        hottest = lower_surface(known) if low else known.parameter("surface-target").span[1]
        minutes = min(float(TOWEL_MINUTES), lower_minutes(known)) if low else float(TOWEL_MINUTES)
        self.do(acts.Uncover())
        self.do(acts.TestFeeling())
        self.do(acts.CheckSkin())
        self.do(acts.Soak(bath=BATH))
        self.do(acts.Wring())
        self.do(acts.Fold(layers=8))
        self.do(acts.MeasureTowel())
        while self.towel_celsius() > hottest:
            self.wait(3)
        above = known.parameter("dry-layer-above").number
        self.do(acts.LayOn(dry_layer=self.towel_celsius() > above - 0.1))
        laid = self.session.now
        if self.on():
            self.do(acts.CoverTowel())
        for minute in (2, 5):
            self.until(laid + 60 * minute - 10)
            if self.on():
                self.do(acts.CheckSkin())
        self.until(laid + round(60 * minutes) - 5)
        if self.on():
            self.do(acts.TakeOff())
            self.do(acts.CheckSkin())
        self.do(acts.PatDry())

    def towel_celsius(self) -> float:
        """Return what the thermometer says; for this, the towel need not be measured again."""
        towel = self.session.state.towel
        return towel.celsius if towel else 0.0

    def on(self) -> bool:
        """Return whether the towel still lies there."""
        towel = self.session.state.towel
        return towel is not None and towel.on_skin

    def until(self, second: int) -> None:
        while self.session.now < second and self.on():
            self.wait(min(60, second - self.session.now))

    def oil(self) -> None:
        if Part.OIL not in self.session.state.consent:
            return
        for name in self.session.card.used_oils:
            blend = OilBlend(carrier=name, patch_tested=True)
            if not check_blend(blend, self.right.facts, self.session.known):
                self.do(acts.TakeOil(carrier=name))
                return

    def agree_on_pressure(self) -> None:
        """Go from light upwards, asking at each depth."""
        for level in (1, 2, 3):
            if level > self.most():
                return
            self.level = level
            for zone in (LEFT, RIGHT):
                self.work(zone, 30)
            if self.rated() > FIRST_RATING:
                self.level = max(1, level - 1)
                return

    def most(self) -> int:
        return min(self.right.facts.limits.max_pressure, 3)

    def rated(self) -> float:
        heard = self.do(acts.AskRating())
        numbers = [event.number for event in heard if event.number is not None]
        return numbers[0] if numbers else 0.0

    def work(self, zone: str, seconds: int) -> None:
        """Work on a zone with the broadest stroke that suits the level."""
        if zone in self.alone or not self.right.workable(zone, self.session.known):
            return
        limits, level = self.right.facts.limits, min(self.level, self.most())
        knead = level >= 2 and "petrissage" not in limits.avoid_strokes
        stroke = "petrissage" if knead else "effleurage"
        if stroke not in limits.avoid_strokes:
            self.press(zone, stroke, "palm", level, seconds)

    def spread(self) -> None:
        """Give both sides the same time, asking as it goes, within the client's minutes."""
        allowed = self.right.facts.limits.max_minutes
        rounds = 6 if allowed is None else min(6, int((allowed - 4) / 2))
        for _ in range(max(1, rounds)):
            for zone in (LEFT, RIGHT):
                self.work(zone, 50)
            if self.rated() > GO_ON_RATING:
                self.level = max(1, self.level - 1)

    def pause(self) -> None:
        self.do(acts.Pause(seconds=30))
        self.do(acts.Breathe())
        self.do(acts.AskRating())
        self.wait(25)

    def finish_lightly(self) -> None:
        self.level = 1
        for zone in (LEFT, RIGHT):
            self.work(zone, 45)
        self.do(acts.Lift(seconds=5))

    def help_up(self) -> None:
        state = self.session.state
        if state.oiled or state.wet:
            self.do(acts.Wipe())
        self.do(acts.CoverClient())
        self.wait(60)
        for stage, rest in (("roll-to-side", 10), ("sit", 90), ("stand", 5)):
            self.do(acts.LetRise.model_validate({"stage": stage}))
            self.wait(rest)
        if self.session.state.stage is not Stage.STANDING:
            self.wait(90)
            self.do(acts.LetRise(stage="stand"))

    def close(self) -> None:
        self.do(acts.Advise())
        self.do(acts.Record())
        self.do(acts.Stop())

    def answer(self, heard: Iterable[Event]) -> None:
        """Answer every sign at once, and let news about the client's health change the plan."""
        for event in heard:
            if event.sign is not None:
                self.answer_sign(event.sign, event.zone)
            elif event.news:
                self.answer_news()

    def answer_news(self) -> None:
        known = self.session.known
        self.right = truth(self.session.card, known, late_told=True)
        self.do(acts.Lift(seconds=1))
        if not self.right.may_work(known):
            self.send_away()
        if self.on() and self.right.facts.limits.heat is not None:
            self.do(acts.TakeOff())
            self.do(acts.CheckSkin())
        if not self.right.facts.limits.suits(self.session.state.position):
            self.place()
            self.do(acts.Uncover())

    def answer_sign(self, name: str, zone: str | None) -> None:
        match self.session.known.sign(name).respond:
            case Response.STOP_AND_REFER_URGENTLY:
                self.do(acts.Refer(urgent=True))
            case Response.END_SESSION:
                self.end_kindly()
            case Response.REMOVE_HEAT if self.on():
                self.do(acts.TakeOff())
                self.heat = False
            case Response.SIT_DOWN_SLOWLY:
                self.do(acts.Steady())
                self.wait(120)
            case Response.STOP_TECHNIQUE_AND_ASK | Response.LIGHTEN:
                self.stop_and_ask(name, zone)
            case _:
                pass

    def end_kindly(self) -> None:
        self.do(acts.Lift(seconds=0))
        if self.on():
            self.do(acts.TakeOff())
            self.do(acts.CheckSkin())
        self.do(acts.Stop())

    def stop_and_ask(self, name: str, zone: str | None) -> None:
        self.do(acts.Lift(seconds=0))
        self.do(acts.AskRating())
        self.level = max(1, self.level - 1)
        if name == "itching-skin":
            self.do(acts.Wipe())
        elif zone and name in {"tingling-in-leg", "shooting-pain", "pain-above-four"}:
            self.do(acts.AskSigns())
            self.alone.add(zone)
