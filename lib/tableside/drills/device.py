"""What a learner pressed with, whether the line was shown, and what a score may claim from it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

LARGEST_RESIDUAL = 0.05
"""A calibration that misses by more than this share of its range carries no claim (course rule)."""


class Device(StrEnum):
    """What the learner pressed with."""

    MOUSE_DRAG = "mouse-drag"
    PEN = "pen"
    TOUCH = "touch"
    KEYBOARD = "keyboard"
    GAMEPAD_TRIGGER = "gamepad-trigger"
    LOAD_CELL = "load-cell"
    SCALE_READING = "scale-reading"

    @property
    def feels_force(self) -> bool:
        """Whether it answers to force at all; a trigger answers to how far it is pulled."""
        return self in {Device.LOAD_CELL, Device.SCALE_READING}


class Feedback(StrEnum):
    """Whether the learner saw the own line while pressing."""

    ALWAYS = "always"
    ON_REQUEST = "on-request"
    FADING = "fading"
    HIDDEN = "hidden"
    """A blind round."""

    @property
    def counts(self) -> bool:
        """Whether a round done like this counts for a mark: only a blind one does."""
        return self is Feedback.HIDDEN


def _a_moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("write the time as 2026-03-14T09:30:00Z") from None
    if moment.tzinfo is None:
        raise ValueError("say the time zone, as in 2026-03-14T09:30:00Z")
    return text


Moment = Annotated[str, Field(max_length=40), AfterValidator(_a_moment)]
"""A moment as ISO 8601 text that names its time zone."""


class Calibration(BaseModel):
    """What turns a share of a device's range into newton, and how well it does."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    newton_full: Annotated[float, Field(gt=0, le=3000, allow_inf_nan=False)]
    """Newton at the full range, which is a press of 1."""

    made: Moment
    """When it was made."""

    residual: Annotated[float, Field(ge=0, le=3000, allow_inf_nan=False)]
    """The largest miss, in newton, when known weights were laid on again."""

    def newton(self, press: float) -> float:
        """Return the force of a press given as a share of the range."""
        return press * self.newton_full

    @property
    def good(self) -> bool:
        """Whether it is exact enough for a score to speak of force."""
        return self.residual <= LARGEST_RESIDUAL * self.newton_full


_SHAPE = "it shows whether you know the plan, the shape and the pace, not how hard your hand is"

_UNCALIBRATED = {
    Device.MOUSE_DRAG: f"You pressed by dragging: {_SHAPE}.",
    Device.TOUCH: f"You pressed by dragging a finger: {_SHAPE}.",
    Device.KEYBOARD: f"You pressed with keys: {_SHAPE}.",
    Device.PEN: "The pen tells its own pressure in its own units, which nobody has compared with "
    f"a scale: {_SHAPE}.",
    Device.GAMEPAD_TRIGGER: f"The trigger tells how far it is pulled: {_SHAPE}.",
    Device.LOAD_CELL: "The sensor has not been compared with known weights yet, so for this round "
    f"{_SHAPE}.",
    Device.SCALE_READING: "The scale has not been compared with a known weight yet, so for this "
    f"round {_SHAPE}.",
}


def pressure_skill(device: Device, calibration: Calibration | None) -> bool:
    """Return whether a score may speak of how hard the hand pressed."""
    return device.feels_force and calibration is not None and calibration.good


def claim(device: Device, calibration: Calibration | None = None) -> str:
    """Return what the device lets a score say, as a sentence."""
    if calibration is None or not device.feels_force:
        return _UNCALIBRATED[device]
    if not calibration.good:
        return (
            f"The calibration misses by up to {calibration.residual:.1f} N, which is too much: "
            f"calibrate again. For this round {_SHAPE}."
        )
    tool = "scale" if device is Device.SCALE_READING else "sensor"
    return (
        f"The {tool} was calibrated to {calibration.newton_full:.0f} N, within "
        f"{calibration.residual:.1f} N: it shows how hard you pressed on it. A client's back is "
        "softer, so ask there all the same."
    )
