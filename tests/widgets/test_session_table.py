"""The session table without a browser: messages in, state out, kept and resumed after each act."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tableside.client import acts
from tableside.client.card import ClientCard
from tableside.client.debrief import debrief
from tableside.client.log import SessionLog, SessionLogError
from tableside.client.policies import dangerous, expert
from tableside.client.score import score_session
from tableside.client.session import Session
from tableside.client.walk_in import walk_in
from tableside.errors import TablesideError
from tableside.figures import session_debrief
from tableside.knowledge import knowledge
from tableside.widgets._session_choices import act_groups
from tableside.widgets.session_table import FIRST_CLIENT, SessionTable, expert_session

HEALTHY = ClientCard(name="Ana", age=30.0, comes_for="My back is tired.")
BEGIN = ({"kind": "place-client", "position": "prone", "pillows": ["ankles"]}, {"kind": "uncover"})
PRESS = {
    "kind": "press",
    "zone": "erector-lower-left",
    "contact": "palm",
    "stroke": "effleurage",
    "force": 14,
    "seconds": 60,
}

Ask = Callable[..., None]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test keeps its sessions in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def asked(table: SessionTable, name: str, **request: Any) -> None:
    """Tell the table what a page asks for."""
    table.requests = [*table.requests, {"id": name, **request}]


def done(table: SessionTable, *told: dict[str, Any]) -> None:
    """Do acts at the table, each heard once."""
    for act in told:
        asked(table, f"act-{len(table.shown['heard'])}", what="act", act=act)


def lived(table: SessionTable, to: int) -> None:
    """Let the page's clock reach a second."""
    asked(table, f"clock-{len(table.shown['heard'])}", what="clock", to=to)


def kept(path: Path) -> Session:
    """Return the session that a file holds, played again."""
    return SessionLog.from_json(path.read_text(encoding="utf-8")).replay(knowledge())


def test_a_message_does_an_act_and_shows_what_came_of_it() -> None:
    """Time passes, the client answers, and the page is told all of it."""
    table = SessionTable(HEALTHY, 3)
    done(table, {"kind": "ask-health"})

    assert table.session.now == 300
    assert table.shown["clock"] == "5:00"
    assert {"at": "0:00", "who": "you", "text": "ask every screening question."} in table.words[
        "lines"
    ]
    assert "I am 30 years old." in {each["about"]: each["text"] for each in table.known}["Health"]


def test_the_card_is_not_shown() -> None:
    """What was not asked is not known: not on the page, not in print."""
    card = ClientCard(name="Ana", age=30.0, comes_for="Tired.", present=("sunburn",))
    table = SessionTable(card, 3)
    told = json.dumps([table.shown, table.words, table.known, table.setting]) + table.as_text()

    assert "sunburn" not in told.lower()
    assert "30" not in " ".join(each["text"] for each in table.known)
    assert "Not asked." in told


def test_a_message_is_done_once() -> None:
    """A page that sends what was heard already changes nothing."""
    table = SessionTable(HEALTHY, 3)
    asked(table, "a", what="act", act={"kind": "explain"})
    table.requests = [
        {"id": "a", "what": "act", "act": {"kind": "explain"}},
        {"id": "b", "what": "act", "act": {"kind": "wash-hands"}},
    ]
    table.requests = [{"id": "a", "what": "act", "act": {"kind": "explain"}}]

    assert [acts.Explain, acts.WashHands] == [type(each.act) for each in table.session.done]
    assert table.shown["heard"] == ["a", "b"]


def test_several_messages_are_done_in_their_order() -> None:
    """What waited while Python was busy is done in the order in which it was asked."""
    table = SessionTable(HEALTHY, 3)
    table.requests = [
        {"id": "a", "what": "act", "act": {"kind": "soak", "bath": 44}},
        {"id": "b", "what": "clock", "to": 25},
        {"id": "c", "what": "act", "act": {"kind": "wring"}},
    ]

    assert [each.at for each in table.session.done] == [0, 25]


def test_an_impossible_act_is_refused_in_words() -> None:
    """The sentence is the session's own, and the session stays as it was."""
    table = SessionTable(HEALTHY, 3)
    before = SessionLog.of(table.session)
    asked(table, "no", what="act", act={"kind": "take-off"})

    assert table.shown["refusal"] == {"id": "no", "text": "There is no towel on the client's back."}
    assert before == SessionLog.of(table.session)
    assert not table.error
    assert not list(Path.cwd().iterdir())


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ({"kind": "soak", "bath": None}, "Choose first: water of the bath."),
        ({"kind": "soak", "bath": 120}, "Water of the bath: should be less than or equal to 100."),
        ({"kind": "ask-consent", "parts": []}, "Choose first: consent to."),
        ({"kind": "decide", "decision": None}, "Choose first: what the answers mean."),
        ({**PRESS, "zone": None}, "Choose first: where."),
        ({**PRESS, "force": 900}, "Force: should be less than or equal to 275."),
        ({"kind": "fly"}, "This act cannot be read"),
        ("nonsense", "This act cannot be read"),
    ],
)
def test_what_is_missing_is_named(act: object, sentence: str) -> None:
    """A choice that was not made, or cannot be, is named as the page names it."""
    table = SessionTable(HEALTHY, 3)
    asked(table, "no", what="act", act=act)

    assert table.shown["refusal"]["text"].startswith(sentence)
    assert not table.session.done


@pytest.mark.parametrize("request_", [{"what": "dance"}, {"what": "clock", "to": "noon"}, {}])
def test_a_message_without_sense_is_refused(request_: dict[str, Any]) -> None:
    """It is answered like any other, and nothing happens."""
    table = SessionTable(HEALTHY, 3)
    asked(table, "no", **request_)

    assert table.shown["refusal"]["id"] == "no"
    assert table.session.now == 0


def test_a_refusal_goes_with_the_next_act() -> None:
    """It stays while only the clock runs, and no longer."""
    table = SessionTable(HEALTHY, 3)
    done(table, {"kind": "take-off"})
    lived(table, 2)

    assert table.shown["refusal"]
    done(table, {"kind": "wash-hands"})
    assert not table.shown["refusal"]


def test_time_stops_where_the_client_wants_an_answer() -> None:
    """The session catches up with the page's clock only as far as that, and tells of it."""
    table = SessionTable(HEALTHY, 3)
    elbow = {**PRESS, "contact": "elbow", "stroke": "held-pressure", "force": 160}
    done(table, *BEGIN, elbow)
    lived(table, table.session.now + 60)

    assert table.session.now < table.session.state.hands.began + 10
    assert "That hurts" in table.shown["alert"]["lines"][0]
    asked(table, "now", what="quick", quick="lift")
    assert table.session.state.hands is None
    assert table.shown["alert"] is None
    assert [each["text"][:10] for each in table.words["lines"][-2:]] == ["That hurts", "lift the h"]


def test_an_alert_stays_while_nothing_is_done() -> None:
    """The clock alone does not take it away; neither does an act that was refused."""
    table = SessionTable(HEALTHY, 3)
    elbow = {**PRESS, "contact": "elbow", "stroke": "held-pressure", "force": 160}
    done(table, *BEGIN, elbow)
    lived(table, table.session.now + 60)
    lived(table, table.session.now + 2)
    asked(table, "no", what="quick", quick="take-off")

    assert table.shown["refusal"]
    assert table.shown["alert"]


def test_odd_skin_wants_an_answer_until_it_has_one() -> None:
    """What is seen in a look at the skin comes with the look itself."""
    card = ClientCard(name="Ana", age=30.0, comes_for="Tired.", present=("sunburn",))
    table = SessionTable(card, 3)
    towel = ({"kind": "soak", "bath": 44}, {"kind": "wring"}, {"kind": "lay-on", "dry_layer": True})
    done(table, *BEGIN, *towel)
    for _ in range(5):
        lived(table, table.session.now + 60)
    done(table, {"kind": "check-skin"})

    assert "blotched" in table.shown["alert"]["lines"][0]
    asked(table, "off", what="quick", quick="take-off")
    assert table.shown["alert"] is None


def test_one_message_lets_no_session_run_away() -> None:
    """A page that slept for an hour moves the session by two minutes at most."""
    table = SessionTable(HEALTHY, 3)
    lived(table, 3600)

    assert table.session.now == 120
    lived(table, 5)
    assert table.session.now == 120


def test_quick_answers_keep_their_order() -> None:
    """The row never tells which answer is right."""
    titles = [each["title"] for each in SessionTable(HEALTHY, 3).setting["quick"]]

    assert titles == [
        "Lift hands",
        "Lighten",
        "Take the towel off",
        "Steady the client",
        "Call for help",
        "End the session",
        "Carry on, and ask",
    ]


def test_lighten_comes_down_to_half() -> None:
    """It is an easing off within seconds, which the session knows as such."""
    table = SessionTable(HEALTHY, 3)
    done(table, *BEGIN, {**PRESS, "force": 40})
    asked(table, "q", what="quick", quick="lighten")
    act = table.session.done[-1].act

    assert isinstance(act, acts.Taper)
    assert act.force == 20
    assert act.seconds <= 5


def test_every_act_can_be_reached() -> None:
    """Every kind of act has its button, apart from the work itself, which has its own form."""
    kinds = {act["kind"] for group in act_groups(knowledge()) for act in group["acts"]}
    all_kinds = {
        each.model_fields["kind"].default for each in vars(acts).values() if isinstance(each, type)
        and issubclass(each, acts.Act) and each is not acts.Act
    }  # fmt: skip

    assert kinds == all_kinds - {"press"}


def test_the_thermometer_must_be_used() -> None:
    """It shows a number once it was read, how old that is, and nothing of the next towel."""
    table = SessionTable(HEALTHY, 3)
    done(table, {"kind": "soak", "bath": 44}, {"kind": "wring"})

    assert table.shown["thermometer"]["reading"] == "?"
    done(table, {"kind": "measure-towel"})
    number = table.session.events[-1].number
    assert table.shown["thermometer"]["reading"] == f"{number:.1f} °C"
    lived(table, table.session.now + 30)
    assert table.shown["thermometer"]["words"] == f"{number:.1f} °C, read 0:35 ago."
    done(table, {"kind": "soak", "bath": 44})
    assert table.shown["thermometer"]["reading"] == "?"


def test_measured_areas_change_the_level() -> None:
    """The page's tools carry the learner's own contacts."""
    table = SessionTable(HEALTHY, 3, areas={"palm": 50.0})
    palm = next(each for each in table.setting["tools"]["contacts"] if each["id"] == "palm")

    assert palm["area"] == 50
    assert palm["measured"]
    done(table, *BEGIN, {**PRESS, "force": 40})
    level = sum(palm["levels"][each] <= 40 for each in range(5))
    assert f"(level {level})" in table.shown["handsWords"]


# Kept and found again


def test_nothing_is_written_before_the_first_act() -> None:
    """To look at a table leaves no trace; the first act does."""
    table = SessionTable()

    assert not list(Path.cwd().iterdir())
    done(table, {"kind": "wash-hands"})
    assert [f"session-{FIRST_CLIENT}.json"] == [each.name for each in Path.cwd().iterdir()]


def test_a_session_goes_on_after_every_act() -> None:
    """Whenever the laptop closes, the next table stands where this one stood."""
    table = SessionTable(HEALTHY, 3, file="mine.json")
    script = [
        {"kind": "ask-health"},
        {"kind": "ask-consent", "parts": ["touch", "heat"]},
        *BEGIN,
        {"kind": "soak", "bath": 44},
        {"kind": "wring"},
        {"kind": "measure-towel"},
        {"kind": "lay-on", "dry_layer": True},
        {"kind": "check-skin"},
        {"kind": "take-off"},
        PRESS,
        {"kind": "ask-rating"},
    ]
    for act in script:
        done(table, act)
        again = SessionTable(HEALTHY, 3, file="mine.json")

        assert {**again.shown, "heard": [], "saved": ""} == {
            **table.shown, "heard": [], "saved": ""
        }  # fmt: skip
        assert table.words == again.words
        assert table.known == again.known


def test_time_alone_is_saved_as_well() -> None:
    """Every ten seconds of session, whatever is done or not."""
    table = SessionTable(HEALTHY, 3, file="mine.json")
    done(table, {"kind": "wash-hands"})
    lived(table, 39)

    assert kept(Path("mine.json")).now == 30
    lived(table, 41)
    assert kept(Path("mine.json")).now == 41


def test_who_keeps_the_session_hears_every_change() -> None:
    """Then no file is written, and a log given back goes on."""
    heard: list[SessionLog] = []
    table = SessionTable(HEALTHY, 3, on_change=heard.append)
    done(table, {"kind": "wash-hands"}, {"kind": "explain"})

    assert not list(Path.cwd().iterdir())
    assert [len(log.entries) for log in heard] == [1, 2]
    again = SessionTable(HEALTHY, 3, log=heard[-1].to_json(), on_change=heard.append)
    assert again.session.now == table.session.now
    assert not list(Path.cwd().iterdir())


def test_a_log_of_another_client_is_refused() -> None:
    """Nobody goes on with somebody else's session."""
    log = SessionLog.of(Session(walk_in(1, knowledge()), 1, knowledge()))

    with pytest.raises(SessionLogError, match="another client than Ana"):
        SessionTable(HEALTHY, 3, log=log)


def _edited(text: str) -> str:
    return text.replace('"kind":"wash-hands"', '"kind":"explain"')


def _newer(text: str) -> str:
    return text.replace('"version":1', '"version":2')


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda _: "not a log", "it is not JSON"),
        (_edited, "the log was changed after the session"),
        (_newer, "update the course"),
    ],
)
def test_a_log_that_cannot_be_used_is_kept(change: Callable[[str], str], sentence: str) -> None:
    """It is refused with its sentence, stays under another name, and a new session begins."""
    file = Path("mine.json")
    table = SessionTable(HEALTHY, 3, file=file)
    done(table, {"kind": "wash-hands"})
    spoilt = change(file.read_text(encoding="utf-8"))
    file.write_text(spoilt, encoding="utf-8")
    again = SessionTable(HEALTHY, 3, file=file)

    assert sentence in again.shown["notice"]
    assert "mine-unreadable-1.json" in again.shown["notice"]
    assert Path("mine-unreadable-1.json").read_text(encoding="utf-8") == spoilt
    assert not again.session.done
    done(again, {"kind": "explain"})
    assert len(kept(file).done) == 1
    assert Path("mine-unreadable-1.json").read_text(encoding="utf-8") == spoilt


def test_another_clients_session_is_kept_aside() -> None:
    """A file with a session of somebody else is neither gone on with nor overwritten."""
    done(SessionTable(seed=4, file="mine.json"), {"kind": "wash-hands"})
    table = SessionTable(HEALTHY, 3, file="mine.json")

    assert not table.session.done
    assert kept(Path("mine-other-1.json")).seed == 4


def test_a_session_that_cannot_be_saved_goes_on() -> None:
    """The page says so; the act was done."""
    Path("full").write_text("a file where a folder should be", encoding="utf-8")
    heard: list[SessionLog] = []

    def full(log: SessionLog) -> None:
        heard.append(log)
        raise OSError("the disk is full")

    table = SessionTable(HEALTHY, 3, on_change=full)
    done(table, {"kind": "wash-hands"})

    assert heard
    assert "not saved: the disk is full" in table.shown["notice"]
    assert len(table.session.done) == 1
    assert not table.error


# The end


def ended(seed: int = FIRST_CLIENT) -> SessionTable:
    """Return a table after the shortest session there is."""
    table = SessionTable(seed=seed)
    done(table, {"kind": "ask-health"}, {"kind": "stop"})
    return table


def test_the_end_tells_the_score_of_the_log() -> None:
    """Headline, points, losses and debrief are those that the saved log gets."""
    table = ended()
    session = kept(Path(f"session-{FIRST_CLIENT}.json"))
    score = score_session(session)

    assert table.end["headline"] == score.headline()
    assert table.end["points"] == score.points
    assert [each["message"] for each in table.end["better"]] == [
        each.message for each in score.deductions if not each.safety
    ]
    assert table.end["debrief"] == debrief(session) == table.as_text()


def test_begin_again_keeps_the_session_before() -> None:
    """The same client comes in once more, and the first session stays on disk."""
    table = ended()
    first = table.session
    asked(table, "again", what="again")

    assert table.session.now == 0
    assert table.session.card == first.card
    assert table.end == {}
    assert len(kept(Path(f"session-{FIRST_CLIENT}-earlier-1.json")).done) == 2
    done(table, {"kind": "explain"})
    assert len(kept(Path(f"session-{FIRST_CLIENT}.json")).done) == 1


def test_the_next_client_has_a_file_of_their_own() -> None:
    """Who comes next is another client; and goes on where they were, if they came before."""
    table = ended()
    asked(table, "next", what="next")
    done(table, {"kind": "wash-hands"})

    assert table.setting["name"] == walk_in(FIRST_CLIENT + 1, knowledge()).name
    again = SessionTable()
    assert again.session.over
    asked(again, "next", what="next")
    assert len(again.session.done) == 1


def test_a_file_that_was_asked_for_follows_the_clients() -> None:
    """With one file for all, the last client is found again and the others are kept."""
    table = SessionTable(seed=1, file="mine.json")
    done(table, {"kind": "stop"})
    asked(table, "next", what="next")
    done(table, {"kind": "wash-hands"})

    assert kept(Path("mine-earlier-1.json")).seed == 1
    again = SessionTable(seed=1, file="mine.json")
    assert again.session.seed == 2
    assert len(again.session.done) == 1


@pytest.mark.parametrize("what", ["again", "next"])
def test_a_session_is_a_session(what: str) -> None:
    """Nobody begins anew before the end: that would undo what was done."""
    table = SessionTable()
    done(table, {"kind": "uncover"}, {"kind": "wash-hands"})
    asked(table, "no", what=what)

    assert "end this one first" in table.shown["refusal"]["text"]
    assert len(table.session.done) == 1


def test_a_client_by_card_has_no_next() -> None:
    """Homework is about its client."""
    table = SessionTable(HEALTHY, 3)
    done(table, {"kind": "stop"})

    assert table.end["offers"] == ["again"]


def test_a_picture_is_drawn_at_the_end() -> None:
    """Who gives a way to draw a session sees it; if it fails, the score stands all the same."""

    class Drawn:
        svg = "<svg/>"
        alt = "A session in one picture."

    def fails(_: Session) -> Drawn:
        raise TablesideError("nothing to draw")

    for draw, alt in ((lambda _: Drawn(), Drawn.alt), (fails, "no picture of this session")):
        table = SessionTable(HEALTHY, 3, on_change=lambda _: None, picture=draw)
        done(table, {"kind": "stop"})

        assert alt in table.end["alt"]
        assert table.end["headline"]


def test_the_experts_session_is_an_example() -> None:
    """It is safe and full of points, offers nothing to begin, and is not saved."""
    table = expert_session()

    assert table.end["headline"] == "Safe. 100 of 100 points."
    assert table.end["offers"] == []
    assert not list(Path.cwd().iterdir())


def test_a_finished_session_is_read_without_a_notebook() -> None:
    """On a page of the web stand the headline, the picture with its text, and the debrief."""
    shown = expert_session(picture=session_debrief).as_static_html()

    assert "Safe. 100 of 100 points." in shown
    assert '<img alt="' in shown
    assert "You: write the record." in shown


@pytest.mark.parametrize("policy", [expert, dangerous])
def test_the_text_tells_the_whole_session(policy: Callable[[Session], None]) -> None:
    """Every act and every word of the page stands in the text that print gets."""
    session = Session(HEALTHY, 3, knowledge())
    policy(session)
    table = SessionTable(log=SessionLog.of(session))

    for line in table.words["lines"]:
        assert line["text"] in table.as_text()


def test_the_text_of_a_session_that_goes_on() -> None:
    """How it stands, what is known, what was said, and what can be done."""
    table = SessionTable(HEALTHY, 3)
    done(table, *BEGIN)
    text = table.as_text()

    assert "Ana is face down, the low back uncovered." in text
    assert "6:30" not in text
    for line in table.words["lines"]:
        assert line["text"] in text
    for act in (each for group in table.setting["groups"] for each in group["acts"]):
        assert act["title"].lower() in text


_ANY = st.one_of(
    st.sampled_from(
        [
            {"what": "act", "act": {"kind": each["kind"]}}
            for group in act_groups(knowledge())
            for each in group["acts"]
        ]
    ),
    st.sampled_from([{"what": "act", "act": each} for each in (*BEGIN, PRESS)]),
    st.builds(lambda to: {"what": "clock", "to": to}, st.integers(-5, 400)),
    st.sampled_from(["lift", "lighten", "take-off", "steady", "ask", "nothing"]).map(
        lambda quick: {"what": "quick", "quick": quick}
    ),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_ANY, max_size=25))
def test_whatever_a_page_sends_leaves_a_sound_log(requests: list[dict[str, Any]]) -> None:
    """No message breaks the table, and what is kept can always be played again."""
    heard: list[SessionLog] = []
    table = SessionTable(HEALTHY, 3, on_change=heard.append)
    for number, request in enumerate(requests):
        asked(table, str(number), **request)

    assert not table.error
    assert len(table.shown["heard"]) == len(requests)
    for log in heard[-1:]:
        again = SessionLog.from_json(log.to_json()).replay(knowledge())
        assert table.session.done == again.done
