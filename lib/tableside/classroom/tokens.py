"""Who somebody is: tokens that nobody can guess, made from one secret of the class.

A token says a role and whose it is, and proves both with a keyed digest. So nothing has to be
stored for it, it is still good after a restart, and several servers agree on it.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum

CODE_LETTERS = "ABCDEFGHJKMNPQRTUVWXY346789"
"""Letters of a join code: none that is easily taken for another one."""

CODE_LENGTH = 6


class Role(StrEnum):
    """What somebody may do."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"
    PROJECTOR = "projector"


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody whose token was good."""

    role: Role
    name: str
    """A member's id; for others, which of them it is."""


def new_secret() -> str:
    """Return a secret for a new class."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a code to join with: one of some hundred million."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def same_code(typed: str, code: str) -> bool:
    """Return whether *typed* is the code, in whatever case and with whatever spaces."""
    plain = "".join(typed.split()).replace("-", "").upper()
    return hmac.compare_digest(plain.encode(), code.encode())


def token(secret: str, who: Who) -> str:
    """Return the token that proves who somebody is in the class of this *secret*."""
    return f"{who.role}.{who.name}.{_proof(secret, who)}"


def read_token(secret: str, told: str) -> Who | None:
    """Return who holds a token; None if it proves nothing here."""
    role, _, rest = told.partition(".")
    name, _, proof = rest.rpartition(".")
    if role not in set(Role):
        return None
    who = Who(Role(role), name)
    good = hmac.compare_digest(proof.encode(), _proof(secret, who).encode())
    return who if good else None


def _proof(secret: str, who: Who) -> str:
    text = f"{who.role}.{who.name}".encode()
    digest = hmac.new(secret.encode(), text, hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
