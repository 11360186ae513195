"""What the course knows: every fact once, with its source, in TOML beside a typed loader."""

from tableside.knowledge.library import Knowledge, knowledge, read_knowledge

__all__ = ["Knowledge", "knowledge", "read_knowledge"]
