"""Pictures of what the course knows and what learners did, each with a text that can replace it."""

from tableside.figures.article import article_and_evidence
from tableside.figures.back_map import back_map_picture
from tableside.figures.reference import contradictions, source_table
from tableside.figures.session import session_debrief

__all__ = [
    "article_and_evidence",
    "back_map_picture",
    "contradictions",
    "session_debrief",
    "source_table",
]
