"""The client warms, softens, hurts, speaks and remembers."""

import pytest

from table_acts import NewSession, press
from tableside.client import acts
from tableside.client.session import Session
from tableside.client.state import Breath

LEFT = "erector-lower-left"


def signs(session: Session) -> list[str]:
    """Return the signs that the client gave, in order."""
    return [event.sign for event in session.events if event.sign]


def towel_on(session: Session, *, bath: float = 45.0, dry_layer: bool = False) -> None:
    """Lay a folded, covered towel on."""
    for act in (
        acts.Soak(bath=bath),
        acts.Wring(),
        acts.Fold(layers=8),
        acts.LayOn(dry_layer=dry_layer),
        acts.CoverTowel(),
    ):
        session.do(act)


def test_a_towel_warms_the_skin_and_cools_itself(uncovered: NewSession) -> None:
    """Warm within a minute, and cooler after ten."""
    session = uncovered()
    towel_on(session)
    session.wait(60)
    warm, towel = session.state.skin_face, session.state.towel
    assert towel is not None
    first = towel.celsius
    session.wait(540)

    assert warm > 36
    assert session.state.skin_face < warm
    assert towel.celsius < first - 3
    assert 0 < session.state.dose < 0.1


def test_a_towel_in_the_hands_cools_before_it_is_used(uncovered: NewSession) -> None:
    """Time since wringing is what makes a towel too cool, and what makes it safe."""
    session = uncovered()
    for act in (acts.Soak(bath=45), acts.Wring(), acts.Fold(layers=1), acts.MeasureTowel()):
        session.do(act)
    first = session.events[-1].number
    session.wait(120)
    session.do(acts.MeasureTowel())
    second = session.events[-1].number

    assert first is not None
    assert second is not None
    assert second < first - 5


def test_light_work_softens_and_pain_guards(uncovered: NewSession) -> None:
    """The same hand that eased a place can make it guard again."""
    session = uncovered()
    session.do(press(LEFT, force=30, seconds=240))
    session.wait(240)
    eased = session.state.zones[LEFT].ease
    session.do(press(LEFT, contact="elbow", stroke="held-pressure", force=120, seconds=20))
    session.wait(20)

    assert eased > 0.4
    assert session.state.zones[LEFT].ease < eased
    assert session.state.zones[LEFT].soreness > 0


def test_more_force_is_never_felt_less(uncovered: NewSession) -> None:
    """From a stroke to a lean: load, depth and rating only rise."""
    felt = []
    for force in (5.0, 20.0, 60.0, 120.0, 200.0, 270.0):
        session = uncovered()
        session.do(press(LEFT, force=force, seconds=10))
        session.wait(3)
        here = session.state.zones[LEFT]
        felt.append((here.load, here.discomfort, session.scene.depth_mm()))

    assert felt == sorted(felt)
    assert len(set(felt)) == len(felt)


def test_one_force_suits_one_client_and_hurts_the_next(uncovered: NewSession) -> None:
    """There is no right force; asking is the method."""
    loads = []
    for seed in range(30):
        session = uncovered(seed=seed)
        session.do(press(LEFT, contact="thumb-pad", stroke="held-pressure", force=30, seconds=9))
        session.wait(3)
        loads.append(session.state.zones[LEFT].load)

    assert min(loads) < 0.5
    assert max(loads) > 1.0


def test_pain_is_shown_and_said_and_costs_trust(uncovered: NewSession) -> None:
    """First the breath, then the words, then please stop."""
    session = uncovered()
    trust = session.state.trust
    session.do(press(LEFT, contact="thumb-pad", stroke="held-pressure", force=110, seconds=240))
    session.wait(3)
    breath = session.state.breath
    session.wait(240)

    assert breath is Breath.HELD
    assert session.state.trust < trust
    assert signs(session)[0] == "pain-above-four"
    assert "says-stop" in signs(session)


def test_who_keeps_back_says_less_and_shows_the_same(uncovered: NewSession) -> None:
    """Which is why a learner asks and also watches."""
    open_, reserved = uncovered(keeps_back=0.0), uncovered(keeps_back=4.0)
    for session in (open_, reserved):
        painful = 1 / session.scene.load(session.known.zone(LEFT), "thumb-pad", 1.0)
        force = round(1.4 * painful)
        act = press(LEFT, contact="thumb-pad", stroke="held-pressure", force=force, seconds=30)
        session.do(act)
        session.wait(5)
        session.do(acts.AskRating())

    numbers = [
        next(event.number for event in session.events[::-1] if event.number is not None)
        for session in (open_, reserved)
    ]
    assert numbers[0] > numbers[1] + 1
    assert signs(reserved) == ["held-breath"]


@pytest.mark.parametrize(
    ("zone", "contact", "stroke", "force", "sign"),
    [
        ("spine", "thumb-pad", "friction", 12.0, "shooting-pain"),
        ("kidney-left", "palm", "petrissage", 40.0, "shooting-pain"),
        ("floating-ribs-right", "palm", "petrissage", 40.0, "shooting-pain"),
        ("iliac-crest-left", "three-pads", "friction", 12.0, "shooting-pain"),
        ("sciatic-right", "thumb-pad", "held-pressure", 20.0, "tingling-in-leg"),
    ],
)
def test_places_that_must_not_be_pressed_answer(
    uncovered: NewSession, zone: str, contact: str, stroke: str, force: float, sign: str
) -> None:
    """Bone and nerve say so within seconds."""
    session = uncovered()
    session.do(press(zone, contact=contact, stroke=stroke, force=force, seconds=20))
    session.wait(4)

    assert sign in signs(session)


def test_too_hot_a_towel_burns_and_is_said(uncovered: NewSession) -> None:
    """At 60 °C the words come within seconds."""
    session = uncovered()
    towel_on(session, bath=60)
    session.wait(10)

    assert "burning-under-towel" in signs(session)


def test_numb_skin_does_not_speak(uncovered: NewSession) -> None:
    """The client's word is no thermometer: they say nothing, and later it tingles."""
    session = uncovered(present=["reduced-feeling"])
    towel_on(session, bath=60)
    session.wait(30)
    silent = signs(session)
    session.wait(200)
    session.do(acts.CheckSkin())

    assert silent == []
    assert "tingling-under-towel" in signs(session)
    assert "odd-skin" in signs(session)


def test_drowsy_clients_fall_asleep_in_silence(uncovered: NewSession) -> None:
    """And wake when somebody asks."""
    session = uncovered(present=["strong-painkillers"])
    towel_on(session, bath=44)
    session.wait(200)
    asleep = session.state.asleep
    session.do(acts.CheckSkin())

    assert "sleepy-under-heat" in signs(session)
    assert asleep
    assert not session.state.asleep


def test_an_oil_that_is_not_borne_itches(uncovered: NewSession) -> None:
    """Sweet almond on somebody allergic to tree nuts; jojoba not."""
    almond, jojoba = (
        uncovered(present=["nut-or-seed-allergy"], allergies=["tree-nut"]) for _ in range(2)
    )
    almond.do(acts.TakeOil(carrier="sweet-almond"))
    jojoba.do(acts.TakeOil(carrier="jojoba"))
    for session in (almond, jojoba):
        session.wait(120)

    assert signs(almond) == ["itching-skin"]
    assert signs(jojoba) == []


def test_news_come_half_way_and_stay_known(uncovered: NewSession) -> None:
    """What the client remembers is part of the next answers."""
    late = {"condition": "blood-thinners", "says": "Oh, I take a blood thinner."}
    session = uncovered(late=late)
    session.do(press(seconds=400))
    session.wait(400)
    told = [event for event in session.events if event.condition == "blood-thinners"]
    session.do(acts.AskHealth())

    assert len(told) == 1
    assert told[0].text == "Oh, I take a blood thinner."
    assert session.events[-1].text.startswith("To all the other questions")
    assert any(event.condition == "blood-thinners" for event in session.events[-6:])


def test_news_and_signs_cut_short_what_is_being_done(uncovered: NewSession) -> None:
    """The learner can answer at once, whatever they had begun."""
    session = uncovered(sudden="saddle-numbness")
    session.do(press(seconds=600))
    heard = session.wait_for_the_client(600)

    assert heard[-1].sign == "saddle-numbness"
    assert session.now == heard[-1].at


@pytest.mark.parametrize(("sat", "dizzy"), [(0, True), (90, False)])
def test_standing_up_at_once_makes_dizzy(uncovered: NewSession, sat: int, dizzy: bool) -> None:
    """A minute of sitting is what it takes for most."""
    session = uncovered(seed=7)
    for stage, rest in (("sit", sat), ("stand", 5)):
        session.do(acts.LetRise.model_validate({"stage": stage}))
        session.wait(rest)

    assert ("dizzy-on-rising" in signs(session)) is dizzy


def test_touch_that_was_never_agreed_to_ends_in_a_stop(new_session: NewSession) -> None:
    """No pain is needed for it."""
    session = new_session()
    session.do(acts.PlaceClient(position="prone", pillows=("ankles",)))
    session.do(acts.Uncover())
    session.do(press(force=20, seconds=60))
    session.wait(60)

    assert "says-stop" in signs(session)
