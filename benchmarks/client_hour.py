"""How long an hour with a virtual client takes, and a whole session by the expert's script.

    python benchmarks/client_hour.py

Prints the median and the spread of several runs. The course wants less than 1 s for the hour.
"""

import statistics
import time
from collections.abc import Callable

from tableside.client import acts
from tableside.client.policies import expert
from tableside.client.score import score_session
from tableside.client.session import Session
from tableside.client.walk_in import walk_in
from tableside.knowledge import knowledge

RUNS = 9


def hour() -> Session:
    """Give an hour: ten minutes of heat, and hands at work for all the rest."""
    session = Session(walk_in(0, knowledge()), 0, knowledge())
    for act in (acts.PlaceClient(position="prone"), acts.Uncover(), acts.Soak(bath=45.0)):
        session.do(act)
    for act in (acts.Wring(), acts.LayOn(), acts.CoverTowel()):
        session.do(act)
    session.wait(600)
    session.do(acts.TakeOff())
    while session.now < 3600:
        work = acts.PressZone(
            zone="erector-lower-left",
            contact="palm",
            stroke="petrissage",
            force=67.5,
            seconds=60,
        )
        session.do(work)
        session.wait(59)
    return session


def scored() -> Session:
    """Give a whole session by the script, and score it."""
    session = Session(walk_in(0, knowledge()), 0, knowledge())
    expert(session)
    score_session(session)
    return session


def measure(name: str, run: Callable[[], Session]) -> None:
    """Run it several times, and print the milliseconds."""
    run()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        session = run()
        times.append(1000 * (time.perf_counter() - start))
    print(
        f"{name}: {statistics.median(times):.0f} ms in the middle "
        f"({min(times):.0f} to {max(times):.0f}, {RUNS} runs) "
        f"for {session.now} seconds of session"
    )


if __name__ == "__main__":
    measure("an hour of client", hour)
    measure("a session by the expert, scored", scored)
