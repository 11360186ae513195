"""What learners touch: one Python module, one script and one stylesheet for each widget."""

from tableside.widgets.conditions import ConditionSearch
from tableside.widgets.pressure_drill import PressureDrill
from tableside.widgets.self_check import what_do_you_do, where_to_press

__all__ = ["ConditionSearch", "PressureDrill", "what_do_you_do", "where_to_press"]
