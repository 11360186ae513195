"""The order in which the course itself takes the steps: it keeps every rule, hard and soft."""

TEN_STEPS = (
    "body-straight",
    "soak-towel",
    "hot-towel",
    "reapply-towel",
    "oils",
    "right-pressure",
    "spread-pressure",
    "breathe-and-pause",
    "lighter-after",
    "roll-off",
)
"""The ten steps of the article."""

ALL_STEPS = ("screen-and-consent", *TEN_STEPS, "after-care")
"""With what surrounds them."""
