"""What a learner can do in a session: each act with its words, its step and the time it takes."""

from typing import Annotated

from pydantic import Field

from tableside.client.acts.act import Act
from tableside.client.acts.hands import Lift, Pause, PressZone, TakeOil, Taper, WashHands, Wipe
from tableside.client.acts.table import CoverClient, LetRise, PlaceClient, Steady, Uncover
from tableside.client.acts.talk import (
    Advise,
    AskConsent,
    AskHealth,
    AskRating,
    AskSigns,
    Breathe,
    Decide,
    Explain,
    Record,
    Refer,
    Stop,
)
from tableside.client.acts.towel import (
    CheckSkin,
    CoverTowel,
    Fold,
    LayOn,
    MeasureTowel,
    PatDry,
    Soak,
    TakeOff,
    TestFeeling,
    Wring,
)

__all__ = [
    "Act",
    "Advise",
    "AnyAct",
    "AskConsent",
    "AskHealth",
    "AskRating",
    "AskSigns",
    "Breathe",
    "CheckSkin",
    "CoverClient",
    "CoverTowel",
    "Decide",
    "Explain",
    "Fold",
    "LayOn",
    "LetRise",
    "Lift",
    "MeasureTowel",
    "PatDry",
    "Pause",
    "PlaceClient",
    "PressZone",
    "Record",
    "Refer",
    "Soak",
    "Steady",
    "Stop",
    "TakeOff",
    "TakeOil",
    "Taper",
    "TestFeeling",
    "Uncover",
    "WashHands",
    "Wipe",
    "Wring",
]

AnyAct = Annotated[
    AskHealth
    | Decide
    | Explain
    | AskConsent
    | WashHands
    | PlaceClient
    | Uncover
    | Soak
    | Wring
    | Fold
    | MeasureTowel
    | TestFeeling
    | CheckSkin
    | LayOn
    | CoverTowel
    | TakeOff
    | PatDry
    | TakeOil
    | PressZone
    | Taper
    | Lift
    | AskRating
    | AskSigns
    | Pause
    | Breathe
    | Wipe
    | CoverClient
    | LetRise
    | Steady
    | Advise
    | Record
    | Refer
    | Stop,
    Field(discriminator="kind"),
]
"""Any act; ``kind`` says which."""
