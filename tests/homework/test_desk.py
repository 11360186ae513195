"""A student at work: what is on disk after every answer."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from tableside.drills import Trace
from tableside.homework.desk import Desk
from tableside.homework.drafts import PlanDraft, plan_text
from tableside.homework.questions import AssignmentError
from tableside.knowledge import Knowledge
from tableside.safety.position import Placing


def test_an_answer_is_on_disk_at_once(desk: Desk, folder: Path) -> None:
    """What was chosen stands in responses.json before anything else happens."""
    desk.choose("safe-place", "low-beside-spine")
    stored = json.loads((folder / "responses.json").read_text(encoding="utf-8"))

    assert stored["answers"]["safe-place"]["option"] == "low-beside-spine"


def test_answers_come_back_when_the_notebook_is_opened_again(
    desk: Desk, folder: Path, known: Knowledge, answer_all: Callable[[], None]
) -> None:
    """A new desk in the same folder knows all that the old one was told."""
    answer_all()
    again = Desk(folder, known)

    assert desk.answered() == again.answered()
    assert len(again.answered()) == 5
    assert desk.hand_in() == again.hand_in()


def test_a_text_of_spaces_is_no_answer(desk: Desk) -> None:
    """Whoever only pressed the space bar has not answered yet."""
    desk.write("reflection", "  \n ")

    assert desk.answered() == ()


def test_every_round_is_kept_and_the_last_one_counts(
    desk: Desk, folder: Path, perfect_round: Trace, expert_round: Trace
) -> None:
    """Earlier rounds stay on disk; the answer names the newest."""
    desk.keep_round("hold-the-band", expert_round)
    desk.keep_round("hold-the-band", perfect_round)

    assert len(list((folder / "traces").iterdir())) == 2
    assert perfect_round == desk.hand_in().traces["hold-the-band"]


def test_a_file_that_cannot_be_read_is_kept_when_a_new_answer_comes(
    desk: Desk, folder: Path
) -> None:
    """Nothing is lost: the old text lies beside the new file."""
    (folder / "responses.json").write_text('{"format": "tablesi', encoding="utf-8")
    desk.choose("tingling", "stop-and-ask")

    assert (folder / "responses-unreadable-1.json").read_text("utf-8") == '{"format": "tablesi'
    assert desk.answered() == ("tingling",)


def test_two_open_copies_do_not_undo_each_other(desk: Desk, folder: Path, known: Knowledge) -> None:
    """The same notebook in two windows: answers from both are kept."""
    other = Desk(folder, known)
    desk.choose("safe-place", "low-beside-spine")
    other.choose("tingling", "stop-and-ask")

    assert desk.answered() == ("safe-place", "tingling")


def test_answers_that_come_in_several_threads_at_once_are_all_kept(desk: Desk) -> None:
    """A kernel may hear each widget in a thread of its own."""
    gate = Barrier(2)

    def give(save: Callable[[], None]) -> None:
        gate.wait()
        save()

    for _ in range(20):
        (desk.folder / "responses.json").unlink(missing_ok=True)
        with ThreadPoolExecutor(2) as threads:
            chosen = threads.submit(give, lambda: desk.choose("tingling", "stop-and-ask"))
            written = threads.submit(give, lambda: desk.write("reflection", "Odd!"))
        chosen.result()
        written.result()

        assert set(desk.answered()) == {"tingling", "reflection"}


def test_listeners_hear_every_answer(desk: Desk) -> None:
    """Whoever shows progress learns of each answer after it is saved."""
    heard = []
    desk.on_change("progress", lambda: heard.append(desk.answered()))
    desk.choose("tingling", "lighter")

    assert heard == [("tingling",)]


def test_a_cell_run_again_takes_the_place_of_its_older_self(desk: Desk) -> None:
    """Only the newest listener of a name hears, however often its cell was run."""
    heard: list[int] = []
    for number in range(3):
        desk.on_change("progress", lambda number=number: heard.append(number))  # type: ignore[misc]
    desk.choose("tingling", "lighter")

    assert heard == [2]


def test_an_interrupted_write_leaves_the_old_answers(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk in the middle of saving costs the new answer and no other."""
    desk.choose("tingling", "stop-and-ask")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tableside.homework.whole_files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        desk.choose("tingling", "lighter")

    answer = desk.answer("tingling")
    assert answer is not None
    assert answer.model_dump()["option"] == "stop-and-ask"
    assert sorted(each.name for each in folder.iterdir()) == ["questions.toml", "responses.json"]


def test_a_notebook_without_its_questions_says_what_to_do(tmp_path: Path, known: Knowledge) -> None:
    """A notebook that was copied alone asks to be opened in its own folder."""
    with pytest.raises(AssignmentError, match=r"questions\.toml is not in the folder"):
        Desk(tmp_path, known)


PLAN = plan_text([Placing(position="prone", pillows=("ankles",))])


def test_an_unfinished_plan_comes_back_and_is_not_handed_in(wide_desk: Desk) -> None:
    """What is complete is the answer; what is not lies beside it."""
    draft = PlanDraft(parts=({"id": "a", "kind": "oil", "answers": {}},))
    wide_desk.plan("plan-for", "", draft)

    assert wide_desk.draft("plan-for") == draft
    assert wide_desk.answered() == ()


@pytest.mark.parametrize("text", ["", "[]", '{"parts": 3}', '{"parts": [3]}', '{"typed": 1}'])
def test_a_damaged_draft_costs_only_the_draft(wide_desk: Desk, text: str) -> None:
    """The plan that counts is shown in its place."""
    wide_desk.plan("plan-for", PLAN, PlanDraft())
    (wide_desk.folder / "drafts" / "plan-for.json").write_text(text, encoding="utf-8")

    assert wide_desk.draft("plan-for") == PlanDraft(typed=PLAN)


def test_an_answer_stays_with_the_client_it_was_given_for(wide_desk: Desk) -> None:
    """Whoever mends their name and then their answer goes on with the same client."""
    client = wide_desk.client("first-client")
    wide_desk.decide("first-client", "stop", ())
    wide_desk.name_student("bo")
    wide_desk.decide("first-client", "refer", ())

    assert wide_desk.whose("first-client") == "ana"
    assert wide_desk.client("first-client") == client
    assert wide_desk.whose("second-client") == "bo"


def test_a_session_that_goes_on_takes_the_place_of_its_beginning(wide_desk: Desk) -> None:
    """Saved a hundred times, it is one file; another session leaves it alone."""
    for text in ("{}", "{ }", "{  }"):
        wide_desk.keep_session("whole", text, goes_on=True)
    wide_desk.keep_session("whole", "{   }")

    assert wide_desk.hand_in().logs == {"whole": "{   }"}
    assert len(list((wide_desk.folder / "sessions").iterdir())) == 2
