"""Give a whole session to a virtual client; every act is saved, and at its end stands the score."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import traitlets

from tableside.client.acts import AnyAct
from tableside.client.card import ClientCard
from tableside.client.debrief import clock, debrief, told
from tableside.client.log import SessionLog, SessionLogError
from tableside.client.policies import expert
from tableside.client.refusals import ActRefusedError
from tableside.client.session import Session
from tableside.client.walk_in import walk_in
from tableside.errors import TablesideError
from tableside.homework.progress.keeping import keep_tried
from tableside.knowledge import knowledge
from tableside.widgets._base import CourseWidget, module, stylesheet
from tableside.widgets._drill_page import map_shown
from tableside.widgets._session_choices import act_groups, tools
from tableside.widgets._session_keeping import SessionKeeper
from tableside.widgets._session_requests import quick_act, quick_answers, read_act
from tableside.widgets._session_verdict import Picture, static_verdict, verdict
from tableside.widgets._session_view import asked_about, client_words, lines, stand, towel_words

_HERE = Path(__file__).parent

SCRIPTS = (
    "_session_clock.js",
    "_session_post.js",
    "_session_fields.js",
    "_session_drawing.js",
    "_session_map.js",
    "_session_hands.js",
    "_session_acts.js",
    "_session_panels.js",
    "_session_end.js",
    "session_table.js",
)
"""The page of the table, behind the common script and the map's."""

STYLES = ("_back_map.css", "_session_map.css", "_session_panels.css")
"""Its styles, behind the common ones and those of the table."""

FIRST_CLIENT = 6
"""The seed of a client who has nothing that the screening asks about: a first session is whole."""

MOST_AT_ONCE = 120
"""Seconds that one message of the page can let pass: a page that woke up late loses no session."""

MOST_REMEMBERED, MOST_TOLD = 500, 50
"""So many messages are remembered as heard, so that none is done twice; the page hears the last."""


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


class SessionTable(CourseWidget):
    """A client to give a session to; the page shows how things stand and sends what is done."""

    _esm = "\n".join([module("_back_map.js"), *map(_text, SCRIPTS)])
    _css = "\n".join([stylesheet("session_table.css"), *map(_text, STYLES)])

    setting = traitlets.Dict().tag(sync=True)
    """What stays for a session: map, acts with their choices, tools, quick answers."""

    requests = traitlets.List(traitlets.Dict()).tag(sync=True)
    """What the page asks for and has no answer to yet, each with an ``id``."""

    shown = traitlets.Dict().tag(sync=True)
    """How things stand, which requests were heard, what was refused and what was saved."""

    words = traitlets.Dict().tag(sync=True)
    """Everything done, said and shown, and the number of the session that it belongs to."""

    known = traitlets.List(traitlets.Dict()).tag(sync=True)
    """What was found out about the client."""

    end = traitlets.Dict().tag(sync=True)
    """Score and debrief of a session that is over; empty before."""

    def __init__(  # noqa: PLR0913 - a session's own arguments, and where it is kept
        self,
        card: ClientCard | None = None,
        seed: int = FIRST_CLIENT,
        *,
        areas: Mapping[str, float] | None = None,
        log: SessionLog | str | None = None,
        on_change: Callable[[SessionLog], None] | None = None,
        file: str | Path | None = None,
        picture: Callable[[Session], Picture] | None = None,
    ) -> None:
        """Lay a session out: with *card*, or else with the client who walks in with *seed*.

        It is saved in *file*, by default ``session-SEED.json`` in the notebook's folder, and found
        there again. Who gives *log*, a session to go on with, or *on_change*, which hears the log
        after every change, keeps the session themselves: then no file is written unless named.
        *picture* draws a session that is over. Raises SessionLogError for a *log* that cannot be
        used, and what ``Session`` raises for card and areas.
        """
        self._keeper = SessionKeeper(
            known=knowledge(),
            card=card,
            areas=areas,
            on_change=on_change,
            named=Path(file) if file is not None else None,
            writes=log is None and on_change is None,
        )
        self._picture = picture
        self._example = log is not None and card is None
        self._heard: list[str] = []
        self._refusal: dict[str, str] = {}
        self._count = 0
        self.session = self._keeper.open(seed) if log is None else _given(log, card)
        super().__init__(setting=_setting(self.session))
        self._show()
        self.hear("requests", self._answer)

    def as_text(self) -> str:
        """Return the session as text: how it stands and what can be done, or its debrief."""
        session = self.session
        if session.over:
            return debrief(session)
        groups = [
            f"{group['title']}: {', '.join(act['title'].lower() for act in group['acts'])}."
            for group in self.setting["groups"]
        ]
        return "\n".join(
            [
                f"A session with {session.card.name}, {clock(session.now)} on the clock.",
                client_words(session),
                f"Towel: {towel_words(session)}",
                *(f"{each['about']}: {each['text']}" for each in self.known),
                *told(session),
                "What can be done at any time:",
                *groups,
                "On the back map: work on a zone, with a contact, a stroke, newtons and seconds.",
            ]
        )

    def as_static_html(self) -> str:
        """Return what stands in the table's place until the notebook is run, with the picture."""
        return static_verdict(self.end) if self.session.over else super().as_static_html()

    def _answer(self, requests: list[Mapping[str, Any]]) -> None:
        try:
            for request in requests:
                name = str(request.get("id", ""))
                if name in self._heard:
                    continue
                # Marked before it is done, so that not even a fault lets it happen twice.
                self._heard = [*self._heard, name][-MOST_REMEMBERED:]
                self._carry_out(name, request)
        finally:
            self._show()

    def _carry_out(self, name: str, request: Mapping[str, Any]) -> None:
        what = request.get("what")
        try:
            match what:
                case "act":
                    self._do(read_act(request.get("act"), self.session))
                case "quick":
                    self._do(quick_act(str(request.get("quick")), self.session))
                case "clock":
                    self._pass_time(request.get("to"))
                case "again" | "next":
                    self._begin(str(what))
                case _:
                    raise ActRefusedError(f"The table does not know the message {what!r}.")
        except TablesideError as error:
            self._refusal = {"id": name, "text": str(error)}
        else:
            if what != "clock":
                self._refusal = {}

    def _do(self, act: AnyAct) -> None:
        self.session.do(act)
        self._keeper.save(self.session)
        self._remember()

    def _pass_time(self, to: object) -> None:
        if not isinstance(to, int):
            raise ActRefusedError(f"{to!r} is no second of a session.")
        self.session.wait_for_the_client(min(max(0, to - self.session.now), MOST_AT_ONCE))
        self._keeper.save_in_time(self.session)
        self._remember()

    def _remember(self) -> None:
        """Keep that a session was brought to its end; those of homework are kept there."""
        if self.session.over and self._keeper.writes:
            keep_tried("SessionTable", self._keeper.folder)

    def _offers(self) -> list[str]:
        if not self.session.over or self._example:
            return []
        return ["again"] if self._keeper.card else ["again", "next"]

    def _begin(self, what: str) -> None:
        if what not in self._offers():
            raise ActRefusedError("No new session can begin here now: end this one first.")
        seed = self.session.seed + int(what == "next")
        self._keeper.make_room(self.session.seed, seed)
        self._count += 1
        self.session = self._keeper.open(seed)
        self.setting = _setting(self.session)

    def _show(self) -> None:
        session, keeper = self.session, self._keeper
        # All at once, so that the page never shows half of an answer.
        with self.hold_sync():
            self.known = asked_about(session)
            self.words = {"session": self._count, "lines": lines(session)}
            self.end = self._ended() if session.over else {}
            self.shown = {
                **stand(session),
                "session": self._count,
                "heard": self._heard[-MOST_TOLD:],
                "refusal": self._refusal,
                "notice": " ".join(each for each in (keeper.found, keeper.fault) if each),
                "saved": keeper.words(session),
            }

    def _ended(self) -> dict[str, Any]:
        if self.end and self.end["session"] == self._count:
            return dict(self.end)
        told_at_end = verdict(self.session, self._picture)
        return {**told_at_end, "session": self._count, "offers": self._offers()}


def expert_session(
    seed: int = FIRST_CLIENT, *, picture: Callable[[Session], Picture] | None = None
) -> SessionTable:
    """Return the table after a session that was given as it should be: an example, not saved."""
    known = knowledge()
    session = Session(walk_in(seed, known), seed, known)
    expert(session)
    return SessionTable(log=SessionLog.of(session), picture=picture)


def _given(log: SessionLog | str, card: ClientCard | None) -> Session:
    read = SessionLog.from_json(log) if isinstance(log, str) else log
    if card is not None and read.card != card:
        raise SessionLogError(f"this log is of a session with another client than {card.name}")
    return read.replay(knowledge())


def _setting(session: Session) -> dict[str, Any]:
    known = session.known
    return {
        "name": session.card.name,
        "map": map_shown(),
        "groups": act_groups(known),
        "tools": tools(session.scene),
        "quick": quick_answers(),
    }
