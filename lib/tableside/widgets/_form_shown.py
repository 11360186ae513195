"""What the page is told of the fields of a form, and the script that shows them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tableside.homework.forms.form import FormField

_HERE = Path(__file__).parent

FORM_SCRIPT = (_HERE / "_form_controls.js").read_text(encoding="utf-8")
"""Stands before the script of every widget that asks with a form."""

FORM_STYLES = (_HERE / "_form_controls.css").read_text(encoding="utf-8")


def fields_shown(fields: Iterable[FormField]) -> list[dict[str, Any]]:
    """Return fields as the page reads them, ``FormField`` in ``_form_controls.js``."""
    return [
        {
            "id": field.id,
            "label": field.label,
            "kind": field.kind.value,
            "options": [{"id": each.id, "text": each.text} for each in field.options],
            "unit": field.unit,
            "low": field.low,
            "high": field.high,
            "step": field.step,
        }
        for field in fields
    ]
