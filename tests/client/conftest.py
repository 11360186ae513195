"""What the tests of the virtual client share: clients, and ways to bring them onto the table."""

import pytest

from table_acts import NewSession
from tableside.client import acts
from tableside.client.card import ClientCard
from tableside.client.session import Session
from tableside.knowledge import Knowledge, knowledge


@pytest.fixture(scope="session")
def known() -> Knowledge:
    """Return the course's knowledge."""
    return knowledge()


@pytest.fixture
def new_session(known: Knowledge) -> NewSession:
    """Return what makes a session; arguments are fields of the client card, and ``seed``."""

    def new(*, seed: int = 7, **fields: object) -> Session:
        card = {"name": "Ada", "age": 40.0, "comes_for": "My back is stiff.", **fields}
        return Session(ClientCard.of(card, known), seed, known)

    return new


@pytest.fixture
def uncovered(new_session: NewSession) -> NewSession:
    """Return what makes a session in which all is agreed, and the low back is uncovered."""

    def new(**fields: object) -> Session:
        session = new_session(**fields)
        for act in (
            acts.AskHealth(),
            acts.Explain(),
            acts.AskConsent(),
            acts.WashHands(),
            acts.PlaceClient(position="prone", pillows=("ankles",)),
            acts.Uncover(),
        ):
            session.do(act)
        return session

    return new
