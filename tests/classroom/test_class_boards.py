"""How the instructor's view follows the class: whole at first, and then only what is new."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.class_server import Served
from classroom.class_work import an_answer
from classroom.test_class_session import joined
from classroom.test_class_statistics import GOOD, UNSAFE
from tableside.classroom import charts as charts_module
from tableside.classroom.activities import course_activities
from tableside.classroom.bell import Bell
from tableside.classroom.boards import changes
from tableside.classroom.charts import Charts
from tableside.classroom.session import Run, state_after
from tableside.classroom.tokens import Role
from tableside.classroom.views import called

VIEWS = st.fixed_dictionaries(
    {
        "there": st.integers(0, 2),
        "members": st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2)).map(
            lambda told: [{"id": name, "told": each} for name, each in told.items()]
        ),
    },
    optional={"done": st.integers(0, 1)},
)


def merged(shown: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """Return a view with its news in it, as a page puts them there."""
    if "news" not in told:
        return told
    members = {each["id"]: each for each in shown["members"]}
    members |= {each["id"]: each for each in told["news"].get("members", ())}
    return {**shown, **told["news"], "members": list(members.values())}


def by_id(view: dict[str, Any]) -> dict[str, Any]:
    """Return a view whose members stand in no order."""
    return {**view, "members": {each["id"]: each for each in view["members"]}}


@given(VIEWS, VIEWS)
def test_news_make_the_new_view_out_of_the_old_one(
    before: dict[str, Any], now: dict[str, Any]
) -> None:
    """Whatever changed, came or went: whoever has the old view has the new one with the news."""
    told = changes(before, now)

    assert by_id(merged(before, dict(told)) if told is not None else before) == by_id(now)


def test_nobody_is_told_again_who_did_nothing(served: Served) -> None:
    """After one answer of twenty students, one of them is told, and not all twenty."""
    tokens = [served.join(f"S{each}").raise_for_status().json()["token"] for each in range(20)]
    run = served.start("where-to-press")
    headers = {"authorization": f"Bearer {served.token(Role.INSTRUCTOR)}"}
    url = f"{served.address}/api/view"
    with httpx.stream("GET", url, headers=headers, timeout=60) as answer:
        told = (json.loads(line[6:]) for line in answer.iter_lines() if line.startswith("data: "))
        assert len(next(told)["members"]) == 20
        served.send(tokens[3], run, an_answer("muscle")).raise_for_status()
        news = next(each["news"] for each in told if "members" in each["news"])

    assert [each["name"] for each in news["members"]] == ["S3"]
    assert news["done"] == 1


def test_guests_are_numbered_as_they_came() -> None:
    """Whoever gives no name has a number, and those with a name have none."""
    came = (("a", ""), ("b", "Bo"), ("c", ""))
    events = [joined(who).model_copy(update={"name": name}) for who, name in came]

    assert called(state_after(events)) == {"a": "Guest 1", "b": "Bo", "c": "Guest 2"}


def test_charts_of_a_large_class_come_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not worked out again at once, unless for somebody who came just now."""
    monkeypatch.setattr(charts_module, "SHARE", 1e-9)  # so that they are never due
    run = Run(id="r1", question="hold", started=0.0, ends=None)

    async def look() -> None:
        bell = Bell()
        drawn = Charts(course_activities(), bell)
        first = drawn.of(run, results={"ana": GOOD}, fresh=False)
        later = drawn.of(run, results={"ana": GOOD, "bo": UNSAFE}, fresh=False)
        assert later is first
        whoever_came = drawn.of(run, results={"ana": GOOD, "bo": UNSAFE}, fresh=True)
        assert whoever_came["count"] == 2
        assert drawn.of(run, results={"ana": GOOD, "bo": UNSAFE}, fresh=False) is whoever_came

    asyncio.run(look())


def test_charts_that_came_later_are_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once they are due the bell rings, even if nothing else happens any more."""
    monkeypatch.setattr(charts_module, "SHARE", 0.02)
    run = Run(id="r1", question="hold", started=0.0, ends=None)

    async def look() -> None:
        bell = Bell()
        drawn = Charts(course_activities(), bell)
        shown = drawn.of(run, results={"ana": GOOD}, fresh=False)
        while shown["count"] < 2:
            ringing = bell.listen()
            shown = drawn.of(run, results={"ana": GOOD, "bo": UNSAFE}, fresh=False)
            if shown["count"] < 2:
                await asyncio.wait_for(ringing.wait(), 60)

    asyncio.run(look())
