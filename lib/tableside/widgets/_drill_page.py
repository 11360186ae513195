"""What the page of a drill is told of the back: the map and its zones."""

from typing import Any

from tableside.knowledge.back_map import Zone, back_map
from tableside.knowledge.body_outline import LineKind, body_outline

MAP_FRAME = (-24.0, -13.0, 43.5, 60.0)
"""Left, top, width and height of the drawn map, in centimetres."""


def map_shown() -> dict[str, Any]:
    """Return the back map as the page draws it."""
    zones = back_map().zones
    lines = body_outline()
    return {
        "frame": list(MAP_FRAME),
        "text": "Map of a client's lower back, lying face down, head up. "
        "The same places can be chosen by name under Where.",
        "zones": [
            {
                "id": zone.id,
                "name": zone.name,
                "level": zone.max_pressure,
                "allows": allows(zone),
                "rule": zone.rule,
                "polygon": [list(corner) for corner in zone.polygon],
                "spot": list(zone.spot),
            }
            for zone in zones
        ],
        "lines": [
            {"kind": line.kind.value, "label": line.label, "path": line.svg_path()}
            for line in lines
        ],
        "levels": [
            {"label": line.label, "y": sum(y for _, y in line.points) / len(line.points)}
            for line in lines
            if line.kind is LineKind.LEVEL and line.label
        ],
    }


def allows(zone: Zone) -> str:
    """Return in few words how hard a zone may be pressed."""
    return f"level {zone.max_pressure} at most" if zone.max_pressure else "no pressing"
