"""The picture of a session shows what happened and what went wrong, and its text says the same."""

import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tableside.client import acts
from tableside.client.card import ClientCard
from tableside.client.debrief import clock
from tableside.client.policies import dangerous, expert, hurried
from tableside.client.score import score_session
from tableside.client.session import Session
from tableside.client.walk_in import walk_in
from tableside.figures.picture import Picture
from tableside.figures.session import session_debrief
from tableside.figures.session_account import Account
from tableside.figures.session_curves import bends
from tableside.figures.session_lanes import clusters
from tableside.figures.session_sheet import cut, inches, lines
from tableside.knowledge import knowledge

KNOWN = knowledge()


def begun(seed: int) -> Session:
    """Return a session in which nothing was done yet."""
    return Session(walk_in(seed, KNOWN), seed, KNOWN)


def given_by(policy: Callable[[Session], None], seed: int) -> Session:
    """Return a session that a script has given."""
    session = begun(seed)
    policy(session)
    return session


def sent_away() -> Session:
    """Return a session that ended with a call for help before anything else."""
    session = begun(0)
    session.do(acts.Refer(urgent=True))
    return session


def with_the_towel_on() -> Session:
    """Return a session in the middle: a towel that is too hot lies on the back."""
    session = begun(0)
    for act in (
        acts.AskHealth(),
        acts.PlaceClient(position="prone"),
        acts.Uncover(),
        acts.Soak(bath=50.0),
        acts.Wring(),
        acts.LayOn(),
    ):
        session.do(act)
    session.wait(100)
    return session


def everywhere() -> Session:
    """Return a session of nearly three hours: more than 200 acts, every zone, half of them long."""
    session, rng = begun(5), random.Random(5)
    session.do(acts.PlaceClient(position="prone"))
    session.do(acts.Uncover())
    for _ in range(6):
        for number, zone in enumerate(KNOWN.zones):
            seconds, force = (40, 140)[number % 2], rng.uniform(5, 60)
            session.do(
                acts.PressZone(
                    zone=zone.id, contact="palm", stroke="petrissage", force=force, seconds=seconds
                )
            )
            session.wait(seconds)
            session.do(acts.AskRating())
    return session


MAKERS: dict[str, Callable[[], Session]] = {
    "expert": lambda: given_by(expert, 0),
    "expert whose client remembers something": lambda: given_by(expert, 7),
    "hurried": lambda: given_by(hurried, 0),
    "dangerous": lambda: given_by(dangerous, 1),
    "nothing done": lambda: begun(0),
    "sent away": sent_away,
    "in the middle": with_the_towel_on,
    "everywhere": everywhere,
}


@cache
def session_of(name: str) -> Session:
    """Return the session of this name, played once for all tests."""
    return MAKERS[name]()


@cache
def picture_of(name: str) -> Picture:
    """Return its picture, drawn once for all tests."""
    return session_debrief(session_of(name))


def words_in(picture: Picture) -> list[str]:
    """Return every text that stands in a picture."""
    root = ET.fromstring(picture.svg)  # noqa: S314 - drawn here
    return ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("name", MAKERS)
def test_the_text_can_replace_the_picture(name: str) -> None:
    """The headline, every step, every zone worked on, every unsafe act with its time."""
    session, alt = session_of(name), picture_of(name).alt
    score = score_session(session)

    assert f"{session.card.name}, {session.card.age:g} years" in alt
    assert clock(session.now) in alt
    assert score.headline() in alt
    for step in KNOWN.steps:
        assert f"{step.title}: " in alt
    for zone, state in session.state.zones.items():
        assert (f"{KNOWN.zone(zone).name}: {clock(state.seconds)}" in alt) is bool(state.seconds)
    for each in score.unsafe_acts:
        assert f"{clock(each.at)}, rule {each.rule}: {each.message}" in alt


@pytest.mark.parametrize("name", ["expert", "dangerous"])
def test_the_same_session_gives_the_same_picture(name: str) -> None:
    """Played and drawn again, not a byte differs."""
    assert session_debrief(MAKERS[name]()).svg == picture_of(name).svg


def test_the_headline_is_the_title_and_tells_safe_from_unsafe_by_a_sign() -> None:
    """The verdict stands above all else, and not by colour alone."""
    for name, sign in (("expert", "✓ "), ("dangerous", "✗ "), ("nothing done", "")):
        headline = score_session(session_of(name)).headline()

        assert f"{sign}{headline}" in words_in(picture_of(name))


def test_an_unsafe_session_looks_different() -> None:
    """Marks, hatched areas and crosses that the picture of a safe session has none of."""
    safe, unsafe = picture_of("expert"), picture_of("dangerous")

    def numbered(picture: Picture) -> int:
        return sum(bool(re.match(r"▲ \d", words)) for words in words_in(picture))

    def crossed(picture: Picture) -> int:
        return sum(bool(re.match(r"✕\s?\d", words)) for words in words_in(picture))

    assert (numbered(safe), crossed(safe)) == (0, 0)
    assert numbered(unsafe) >= 5
    assert crossed(unsafe) >= 2 * 6
    assert unsafe.svg.count("<pattern") > safe.svg.count("<pattern")


def test_the_map_tells_how_long_each_zone_was_worked_on() -> None:
    """As minutes and seconds, in the zone and in the table; unsafe work with a cross."""
    words = words_in(picture_of("dangerous"))

    assert words.count("✕1:00") == 4
    assert words.count("✕2:00") == 2
    assert "✕ 2:00, 5.6" in words
    assert "✕ hot towel 15:01" in words
    assert {"client's left", "client's right"} <= set(words)


def test_safe_work_beside_unsafe_work_is_not_marked() -> None:
    """Only the zones in which a rule of safety was broken carry a cross."""
    session = session_of("everywhere")
    unsafe = {each.zone.id for each in Account.of(session).pressings if each.unsafe}

    assert "spine" in unsafe
    assert not any(each.unsafe for each in Account.of(session_of("expert")).pressings)


def test_what_went_wrong_is_listed_unsafe_first_as_far_as_there_is_room() -> None:
    """What is left out is counted."""
    score = score_session(session_of("dangerous"))
    words = words_in(picture_of("dangerous"))
    listed = [each for each in words if re.match(r"[▲●] \d", each)]
    (more,) = (each for each in words if each.endswith("more, see the text"))

    assert [each[2:] for each in listed] == [str(number + 1) for number in range(len(listed))]
    assert all(each.startswith("▲") for each in listed)
    assert more == f"and {len(score.deductions) - len(listed)} more, see the text"


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("safety", [True, False])
def test_everything_that_went_wrong_belongs_to_one_mark(name: str, *, safety: bool) -> None:
    """Marks that would overlap are merged, and none is lost."""
    account = Account.of(session_of(name))
    numbers = [i for i, each in enumerate(account.wrong, start=1) if each.safety is safety]
    marks = list(clusters(account, safety=safety))

    assert numbers == [i for mark in marks for i in range(mark.first, mark.last + 1)]
    assert all(account.wrong[mark.first - 1].at == mark.at for mark in marks)


def test_a_session_hardly_begun_is_a_picture_too() -> None:
    """The lanes say that they are empty."""
    words = words_in(picture_of("nothing done"))

    assert words.count("not done") == len(KNOWN.steps)
    assert {"no hands on the back", "no hot towel lay on the skin", "No zone was worked on."} <= (
        set(words)
    )
    assert "Hands: none on the back." in picture_of("nothing done").alt


def test_what_the_client_told_and_nobody_answered_is_said() -> None:
    """The text counts it, and the picture names it."""
    assert "“Please stop.” 24 times, first at 17:13, with no answer in time." in (
        picture_of("dangerous").alt
    )
    assert "24x “Please stop.”" in words_in(picture_of("dangerous"))
    assert "no answer in time" not in picture_of("expert").alt


def test_any_name_can_be_shown() -> None:
    """Signs that mean something to SVG or to a formula, or that no font here has, do no harm."""
    card = ClientCard(name="<b>$x$ & 李\x07", age=30, comes_for="My $back$, my \\frac.")
    picture = session_debrief(Session(card, 1, KNOWN))

    assert any("<b>$x$ & 李 , 30 years" in words for words in words_in(picture))


BOXES = """() => {
  const sheet = document.querySelector("svg").getBoundingClientRect();
  const found = [...document.querySelectorAll("svg text")].map((text) => {
    const box = text.getBoundingClientRect();
    return [text.textContent, box.left, box.top, box.right, box.bottom];
  });
  return [[sheet.left, sheet.top, sheet.right, sheet.bottom], found];
}"""

SLACK = 1.0
"""Pixels by which a browser may round."""


@pytest.mark.parametrize("name", MAKERS)
def test_no_text_leaves_the_sheet_or_covers_another(name: str, browser: Browser) -> None:
    """As a browser draws it, in the size of the sheet."""
    page = browser.new_page(viewport={"width": 1600, "height": 1200})
    svg = picture_of(name).svg
    page.set_content(f"<body style='margin: 0'>{svg[svg.index('<svg') :]}</body>")
    (left, top, right, bottom), boxes = page.evaluate(BOXES)
    page.close()

    assert len(boxes) > 40
    for words, x1, y1, x2, y2 in boxes:
        inside = x1 >= left and y1 >= top and x2 <= right and y2 <= bottom
        assert inside, words
    for (one, *a), (other, *b) in combinations(boxes, 2):
        across = min(a[2], b[2]) - max(a[0], b[0])
        along = min(a[3], b[3]) - max(a[1], b[1])
        assert across <= SLACK or along <= SLACK, (one, other)


def test_a_picture_is_not_heavy() -> None:
    """A notebook that keeps it stays small enough to send."""
    assert len(picture_of("everywhere").svg) < 400_000


@given(st.text(st.characters(max_codepoint=0x24F)), st.floats(0.3, 6))
def test_words_are_cut_to_their_width(words: str, width: float) -> None:
    """Whatever is written stays within its column."""
    assert inches(cut(words, width)) <= width
    found = lines(words, width, most=2)
    assert len(found) <= 2
    assert all(inches(line) <= width for line in found)


@given(st.lists(st.floats(0, 50), max_size=60), st.floats(0.01, 5))
def test_a_curve_drawn_with_fewer_points_is_the_same_to_the_eye(
    numbers: list[float], within: float
) -> None:
    """Its ends are kept, and no point left out has moved from the one kept before it."""
    kept = bends(enumerate(numbers), within)
    seconds = [at for at, _ in kept]

    assert seconds == sorted(set(seconds))
    assert set(kept) <= set(enumerate(numbers))
    if numbers:
        assert (seconds[0], seconds[-1]) == (0, len(numbers) - 1)
    for at, number in enumerate(numbers):
        before = max(each for each in kept if each[0] <= at)
        assert abs(number - before[1]) <= within
