"""What learners touch: one Python module, one script and one stylesheet for each widget."""

from tableside.widgets.conditions import ConditionSearch
from tableside.widgets.pressure_drill import PressureDrill
from tableside.widgets.self_check import order_the_steps, what_do_you_do, where_to_press
from tableside.widgets.session_table import SessionTable, expert_session

__all__ = [
    "ConditionSearch",
    "PressureDrill",
    "SessionTable",
    "expert_session",
    "order_the_steps",
    "what_do_you_do",
    "where_to_press",
]
