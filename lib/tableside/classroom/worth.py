"""What a result is worth, as a text: one worker of a class tells it to the others."""

import json

from pydantic import TypeAdapter

from tableside.classroom.result import Judged

_JUDGED: TypeAdapter[Judged] = TypeAdapter(Judged)


def worth_text(judged: Judged) -> str:
    """Return a text that ``read_worth`` reads."""
    plain = _JUDGED.dump_python(judged)
    plain["heat"] = [[*cell, amount] for cell, amount in judged.heat.items()]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def read_worth(text: str) -> Judged:
    """Return what a text says a result is worth."""
    plain = json.loads(text)
    plain["heat"] = {(x, y): amount for x, y, amount in plain["heat"]}
    return _JUDGED.validate_python(plain)
