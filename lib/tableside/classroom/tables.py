"""The tables in which classes are kept."""

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()

_NAME = String(40)
_EVENT = String(200)


def _class_id() -> Column[str]:
    return Column("class_id", ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True)


CLASSES = Table(
    "classes",
    METADATA,
    Column("id", _NAME, primary_key=True),
    Column("title", Text, nullable=False),
    Column("secret", String(80), nullable=False),
    Column("code", String(20), nullable=False, unique=True),
    Column("last", Integer, nullable=False, default=0),
)

EVENTS = Table(
    "class_log",
    METADATA,
    _class_id(),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("event_id", _EVENT, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("class_id", "event_id"),
)

# What was sent stands apart from the event that says so: a server that starts or follows reads
# thousands of events, and seldom a trace.
WORKS = Table(
    "class_works",
    METADATA,
    _class_id(),
    Column("event_id", _EVENT, primary_key=True),
    Column("body", Text, nullable=False),
)

# What one worker found a result to be worth, for the other workers that were started with it.
# No later start believes it: then every result is judged anew, by the rules of that day.
WORTHS = Table(
    "class_worths",
    METADATA,
    _class_id(),
    Column("event_id", _EVENT, primary_key=True),
    Column("launch", _NAME, primary_key=True),
    Column("body", Text, nullable=False),
)

TRIES = Table(
    "class_tries",
    METADATA,
    _class_id(),
    Column("who", _NAME, primary_key=True),
    Column("left", Float, nullable=False),
    Column("since", Float, nullable=False),
)

PRESENCE = Table(
    "class_presence",
    METADATA,
    _class_id(),
    Column("worker", _NAME, primary_key=True),
    Column("seen", Float, nullable=False),
    Column("members", Text, nullable=False),
)

OF_A_CLASS = (PRESENCE, TRIES, WORTHS, WORKS, EVENTS)
"""All that belongs to a class, in the order in which it can be deleted."""
