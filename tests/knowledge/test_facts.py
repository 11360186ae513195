"""What the course ships: complete, grounded, found by name, and in plain British English."""

import re
from collections import Counter
from importlib.resources import files

import pytest

from tableside.errors import UnknownNameError
from tableside.knowledge import knowledge
from tableside.knowledge.claims import Stance
from tableside.knowledge.sources import Fact

KNOWN = knowledge()
TEXTS = {
    file.name: file.read_text(encoding="utf-8")
    for file in files("tableside.knowledge").iterdir()
    if file.name.endswith(".toml")
}
KINDS = [
    kind
    for kind in KNOWN.__dataclass_fields__
    if kind not in ("sources", "contradictions", "quantities")
]


def is_grounded(fact: Fact) -> bool:
    """Return whether a fact says where it comes from."""
    return bool(fact.sources) or fact.course_rule or fact.unverified


def test_the_ledger_has_every_claim_with_its_stance() -> None:
    """Ninety-six claims: 31 kept, 29 with caution, 36 corrected."""
    stances = Counter(claim.stance for claim in KNOWN.claims)

    assert stances == {Stance.KEEP: 31, Stance.CAUTION: 29, Stance.CORRECT: 36}


def test_the_claims_that_can_hurt_are_marked() -> None:
    """Thirteen claims could harm someone who follows them."""
    critical = {claim.id for claim in KNOWN.claims if claim.critical}

    assert critical == {
        *("S0.5", "S1.3", "S1.6", "S2.6", "S2.7", "S2.9", "S2.11"),
        *("S3.5", "S3.7", "S7.3", "S7.4", "S9.5", "S10.1"),
    }


def test_claims_are_numbered_by_step_without_gaps() -> None:
    """S2.6 is the sixth claim of step 2."""
    numbers = Counter(claim.step for claim in KNOWN.claims)
    expected = [f"S{step}.{n}" for step in range(12) for n in range(1, numbers[step] + 1)]

    assert expected == [claim.id for claim in KNOWN.claims]


def test_every_other_kind_is_complete() -> None:
    """Contradictions, conditions, sites and steps are all there, in their order; more may come."""
    assert [f"X{n}" for n in range(1, 15)] == [each.id for each in KNOWN.contradictions]
    assert [f"C{n}" for n in range(1, 94)] == [each.number for each in KNOWN.conditions][:93]
    assert len(KNOWN.sites) == 9
    assert list(range(12)) == [step.number for step in KNOWN.steps]


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_says_where_it_comes_from(kind: str) -> None:
    """A fact has a source, or is a course rule, or is marked as not yet verified."""
    assert [fact.id for fact in getattr(KNOWN, kind) if not is_grounded(fact)] == []


def test_the_article_is_never_evidence_for_a_kept_claim_alone() -> None:
    """That the article says so does not make it so."""
    alone = [claim.id for claim in KNOWN.claims if claim.sources == ("SEED",)]
    kept = [name for name in alone if KNOWN.claim(name).stance is Stance.KEEP]

    assert alone
    assert kept == []


@pytest.mark.parametrize(
    ("look_up", "near", "name"),
    [
        ("source", "WERNER-MB49", "WERNER-MB48"),
        ("step", "hot-towels", "hot-towel"),
        ("rule", "h6", "H6"),
        ("claim", "s2.6", "S2.6"),
        ("contradiction", "x4", "X4"),
        ("quantity", "ages", "age"),
        ("condition", "cauda-equine", "cauda-equina"),
        ("site", "kidney", "kidneys"),
        ("sign", "say-stop", "says-stop"),
        ("zone", "kidney-lefts", "kidney-left"),
        ("position", "pron", "prone"),
        ("contact", "palms", "palm"),
        ("stroke", "efleurage", "effleurage"),
        ("oil", "almond", "sweet-almond"),
        ("dilution", "adults", "adult"),
        ("parameter", "surface-celing", "surface-ceiling"),
    ],
)
def test_a_look_up_finds_its_entry_and_proposes_the_nearest_name(
    look_up: str, near: str, name: str
) -> None:
    """Every kind can be asked for by name."""
    find = getattr(KNOWN, look_up)
    found = find(name)

    assert name == getattr(found, "key", None) or name == found.id
    with pytest.raises(UnknownNameError, match=f"no .*{near}.*did you mean '{name}'"):
        find(near)


def test_knowledge_is_read_once() -> None:
    """The files are parsed on first use alone."""
    assert knowledge() is KNOWN


@pytest.mark.parametrize("file", TEXTS)
def test_nothing_claims_a_review_that_has_not_happened(file: str) -> None:
    """No file says that somebody has reviewed or approved it."""
    claims = r"reviewed by|clinically (reviewed|approved|proven)|approved by|endorsed by"

    assert re.search(claims, TEXTS[file], re.IGNORECASE) is None


@pytest.mark.parametrize("file", sorted(TEXTS.keys() - {"sources.toml"}))
def test_spelling_is_british(file: str) -> None:
    """Titles of sources keep their own spelling; all else is British."""
    american = (
        r"\b(colors?|colored|centers?|centimeters?|millimeters?|liters?|fibers?|gray|edema|"
        r"lymphedema|hematoma|hemorrhage|anesthe\w+|ischemi\w+|diarrhea|tumors?|pediatric\w*|"
        r"behaviors?|favorites?|labor|odor|percent|catheterize\w*|practicing|skeptical|mold|"
        r"analyze\w*|program|traveling|while-u|fetal|estrogen|leukemia|\w+iz(e|es|ed|ing|ation))\b"
    )
    quoted = " ".join(re.findall(r'"[^"\n]*"', TEXTS[file]))
    found = {match.group().lower() for match in re.finditer(american, quoted, re.IGNORECASE)}

    assert found <= {"size", "sizes", "seize", "prize", "sized"}


@pytest.mark.parametrize("file", sorted(TEXTS.keys() - {"sources.toml"}))
def test_nobody_is_shouted_at(file: str) -> None:
    """Texts have no exclamation marks, and no word in capitals that is not a short name."""
    words = re.findall(
        r"(?<![\w\-/])[A-Z]{4,}(?![\w\-/])", re.sub(r'\[?"[A-Z][\w&-]*"', "", TEXTS[file])
    )

    assert "!" not in TEXTS[file]
    assert set(words) <= {"COVID", "TOML"}
