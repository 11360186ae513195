"""The same student twice: at a desk of the desktop, and on a page of the site."""

import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from by_hand import (
    choose,
    do_act,
    fill_in,
    order,
    show_place,
    tick,
    type_into,
    widget,
)
from tableside.client.log import SessionLog
from tableside.client.score import score_session
from tableside.drills import PressurePlan, score_round
from tableside.homework.answers import DecisionAnswer
from tableside.homework.asked import deciding
from tableside.homework.desk import Desk
from tableside.homework.drafts import plan_text
from tableside.homework.folder import HandIn
from tableside.homework.forms.plan_forms import plan_forms
from tableside.homework.items.drill import DrillQuestion
from tableside.homework.items.limit_words import limits_that_hold
from tableside.homework.marking import mark
from tableside.homework.questions import QUESTIONS_FILE
from tableside.knowledge import knowledge
from tableside.widgets.item_decision import decision_fields

KNOWN = knowledge()
NAMES = ("ana", "bo", "emil", "kim", "vera", "uma", "zoe", "hugo", "ines", "rolf", "tim", "will")

TICKED = {
    "numb": "A client who feels less on one leg",
    "curve": "A client whose spine is curved",
}
ORDER = ("body-straight", "oils", "right-pressure", "roll-off", "lighter-after")
PLACE = (-4.0, 19.0)
WORDS = "I say: may I show you where I would put my hands? dd"
PLAN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("place", {"position": "prone", "pillows": ["prone/ankles"]}),
    (
        "stroke",
        {
            "zone": "sacrum",
            "stroke": "effleurage",
            "contact": "palm",
            "level": "2",
            "seconds": "60",
        },
    ),
)


def sit_down(source: Path, folder: Path) -> Desk:
    """Return the desk, in the new *folder*, of a student to whom all of this can happen.

    There is something to decide for one client, and another one can lie face down.
    """
    folder.mkdir()
    shutil.copyfile(source / QUESTIONS_FILE, folder / QUESTIONS_FILE)
    desk = Desk(folder, KNOWN)
    for name in NAMES:
        desk.name_student(name)
        asked, lies = (desk.client(each).verdict(KNOWN) for each in ("first-client", "whole"))
        if asked.decision.word == "adapt" and lies.may_begin and lies.limits.suits("prone"):
            return desk
    raise AssertionError("the clients are others now: try more names")


def answer_at_desk(desk: Desk) -> None:
    """Answer, right and wrong, what needs no hands."""
    client = desk.client("first-client")
    verdict = client.verdict(KNOWN)
    desk.choose("what-is-missing", "place")
    desk.tick("no-towel-for", tuple(TICKED))
    desk.arrange("custom-order", ORDER)
    desk.type_number("ceiling", "42 C")
    desk.point("show-the-place", *PLACE)
    why = tuple(sorted(deciding(client, verdict)))[:1]
    desk.decide("first-client", verdict.decision.word, why, limits_that_hold(verdict.limits)[:1])
    forms = plan_forms(KNOWN)
    desk.plan("plan-for", plan_text([forms[kind].part(given) for kind, given in PLAN]))
    desk.write("words", WORDS)


def answer_on_page(page: Page, desk: Desk) -> None:
    """Give the same answers on the page, by hand."""

    def box(question: str) -> Locator:
        return widget(page, desk.assignment.find(question).prompt)

    choose(box("what-is-missing"), 1)
    tick(box("no-towel-for"), *TICKED.values())
    order(box("custom-order"), [KNOWN.step(each).title for each in ORDER])
    type_into(box("ceiling"), "42 C")
    show_place(box("show-the-place"), across=PLACE[0], down=PLACE[1])
    _decide(page.locator(".tableside:has(.ts-form-fields)").first, desk)
    _plan(page.locator(".tableside:has(.ts-plan-parts)").first)
    type_into(box("words"), WORDS)


def _decide(box: Locator, desk: Desk) -> None:
    question = desk.assignment.find("first-client")
    fields = decision_fields(question, desk.client("first-client"), KNOWN)
    answer = desk.answer("first-client")
    assert isinstance(answer, DecisionAnswer)
    fill_in(box, fields, answer.model_dump())


def _plan(box: Locator) -> None:
    forms = plan_forms(KNOWN)
    for number, (kind, answers) in enumerate(PLAN):
        box.get_by_role("button", name=f"+ A {'position' if kind == 'place' else kind}").click()
        fill_in(box.locator(".ts-plan-parts > li").nth(number), forms[kind].fields, answers)


def give_session(table: Locator, desk: Desk) -> None:
    """Give a short session to the client at the table."""
    verdict = desk.client("whole").verdict(KNOWN)
    do_act(table, "Talk", "Ask every screening question")
    do_act(table, "Talk", "Decide", What_the_answers_mean=verdict.decision.words)
    do_act(table, "Talk", "Explain the plan")
    do_act(table, "Talk", "Ask for consent", touch_on_the_low_back="yes", oil="yes")
    do_act(table, "Table", "Wash your hands")
    do_act(table, "Table", "Place the client", Position="Face down", Under_the_ankles="yes")
    do_act(table, "Table", "Uncover the low back")
    do_act(table, "Hands", "Take oil", Carrier_oil="Jojoba oil")
    table.locator('[data-zone="sacrum"] .ts-tint').click(force=True)  # its label lies over it
    work = table.get_by_role("form", name="Work on a zone")
    work.get_by_label("What presses").select_option(label="A whole palm (70 cm²)")
    work.get_by_label("Stroke").select_option(label="Gliding")
    work.get_by_role("spinbutton", name="Force").fill("4")
    work.get_by_role("button", name="Work here").click()
    let_pass(table, 20)
    do_act(table, "Talk", "Ask for a number")
    do_act(table, "Hands", "Lift the hands")
    do_act(table, "Hands", "Wipe the back")
    do_act(table, "Table", "Cover the client")
    let_pass(table, 60)
    for stage, seconds in (("roll to the side", 10), ("sit up", 90), ("stand up", 10)):
        do_act(table, "Table", "Let the client rise", Stage=stage)
        let_pass(table, seconds)
    do_act(table, "Talk", "Write the record")
    table.get_by_role("tab", name="End", exact=True).click()
    table.get_by_role("button", name="End the session …").click()
    table.get_by_role("form", name="End the session").get_by_role("button").click()
    expect(table.locator(".ts-session-headline")).to_be_visible()


def let_pass(table: Locator, seconds: int) -> None:
    """Let at least so many seconds of the session pass, at the table's fastest clock."""

    def now() -> int:
        minutes, second = table.locator(".ts-session-time").inner_text().split(":")
        return 60 * int(minutes) + int(second)

    until = now() + seconds
    table.get_by_role("button", name="Clock at 60").click()
    while now() < until:
        table.page.wait_for_timeout(100)
    table.get_by_role("button", name="Pause the clock").click()


def plan_of_drill(desk: Desk) -> PressurePlan:
    """Return what the drill of the homework asks for."""
    drill = desk.assignment.find("blind")
    assert isinstance(drill, DrillQuestion)
    assert isinstance(drill.plan, PressurePlan)
    return drill.plan


def do_again_at_desk(desk: Desk, hand_in: HandIn) -> tuple[str, str]:
    """Do at the desk what the hands did on the page; return what the desktop says of it.

    That is the headline of the last round, and the headline of the session.
    """
    rounds = hand_in.rounds["blind"]  # several, where a busy computer left gaps in the first
    for each in rounds:
        desk.keep_round("blind", each.trace, each.events)
    session = SessionLog.from_json(hand_in.logs["whole"]).replay(KNOWN)
    desk.keep_session("whole", SessionLog.of(session).to_json())
    round_score = score_round(plan_of_drill(desk), rounds[-1].trace, rounds[-1].events)
    return round_score.headline(), score_session(session).headline()


def answers(hand_in: HandIn) -> dict[str, dict[str, Any]]:
    """Return what was answered, without when and in which file."""
    return {
        name: answer.model_dump(exclude={"saved", "trace", "log"})
        for name, answer in hand_in.responses.answers.items()
    }


def marks_at_desk(desk: Desk) -> dict[str, float | None]:
    """Return the points of every question, as the desktop marks what lies on the desk."""
    found = mark(desk.assignment, desk.hand_in(), KNOWN, student=desk.student)
    return {each.question: each.points for each in found}
