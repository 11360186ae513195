"""What is done with the towel, and with the skin under it."""

from typing import ClassVar, Literal

from tableside.client.acts.act import Act
from tableside.safety.plan_text import Celsius


class Soak(Act):
    """Soak a clean towel; a fresh one, where one was used before."""

    kind: Literal["soak"] = "soak"
    bath: Celsius
    title = "Soak a towel"
    step = "soak-towel"
    takes = 20


class Wring(Act):
    """Wring the towel until it no longer drips."""

    kind: Literal["wring"] = "wring"
    title = "Wring the towel"
    step = "soak-towel"
    takes = 10


class Fold(Act):
    """Fold the towel to so many layers."""

    kind: Literal["fold"] = "fold"
    layers: Literal[1, 2, 4, 8]
    title = "Fold the towel"
    step = "soak-towel"
    takes = 5


class MeasureTowel(Act):
    """Measure the side that will touch the skin."""

    kind: Literal["measure-towel"] = "measure-towel"
    title = "Measure the towel"
    step = "soak-towel"
    takes = 5


class TestFeeling(Act):
    """Test that the client can tell warm from cool on the low back."""

    __test__: ClassVar[bool] = False  # its name begins as that of a test does

    kind: Literal["test-feeling"] = "test-feeling"
    title = "Test warm and cool on the skin"
    step = "hot-towel"
    takes = 15


class CheckSkin(Act):
    """Look at the skin, under a corner of the towel if one lies there, and ask how warm it is."""

    kind: Literal["check-skin"] = "check-skin"
    title = "Look at the skin, and ask"
    step = "hot-towel"
    takes = 5


class LayOn(Act):
    """Lay the towel on the low back."""

    kind: Literal["lay-on"] = "lay-on"
    dry_layer: bool = False
    title = "Lay the towel on"
    step = "hot-towel"
    takes = 5


class CoverTowel(Act):
    """Cover the towel with a dry one."""

    kind: Literal["cover-towel"] = "cover-towel"
    title = "Cover the towel"
    step = "hot-towel"
    takes = 5


class TakeOff(Act):
    """Take the towel off."""

    kind: Literal["take-off"] = "take-off"
    title = "Take the towel off"
    step = "hot-towel"
    takes = 3


class PatDry(Act):
    """Pat the skin dry after the heat."""

    kind: Literal["pat-dry"] = "pat-dry"
    title = "Pat the skin dry"
    step = "reapply-towel"
    takes = 10
