"""What a question about a client asks of one student: their client, and reasons to choose from."""

from tableside.homework.cards.draw import Draw, seed_for
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.cards.generate import dealt_decision, drawn_client
from tableside.homework.cards.stories import stories
from tableside.homework.items.clients import BY_WORD, CardQuestion, DecisionQuestion
from tableside.homework.questions import Assignment
from tableside.knowledge import Knowledge
from tableside.safety.decision import ScreenDecision
from tableside.safety.verdict import Verdict


def client_of(
    question: CardQuestion, assignment: Assignment, student: str, known: Knowledge
) -> DrawnClient:
    """Return the client whom this student has in this question, whenever it is asked."""
    cards = [each.id for each in assignment.question if isinstance(each, CardQuestion)]
    among = tuple(BY_WORD[word] for word in question.client.decisions)
    decision = dealt_decision(assignment.id, cards.index(question.id), student, among)
    seed = seed_for(assignment.id, question.id, student)
    return drawn_client(seed, question.client.wanted(decision), known)


def reasons_for(
    question: DecisionQuestion, client: DrawnClient, known: Knowledge
) -> tuple[str, ...]:
    """Return the conditions to choose reasons from, in the order in which they are shown.

    Those that decide are among them, then what the file tells beside them, then others of the
    same kind.
    """
    verdict = client.verdict(known)
    right = deciding(client, verdict)
    told = [each.condition for each in client.told]
    concerned = verdict.judgement.present | verdict.judgement.open
    draw = Draw(client.seed, f"reasons-{question.id}")
    groups = {known.condition(name).group for name in (*right, *told)}
    others = draw.shuffled([each for each in known.conditions if each.id not in concerned])
    others = tuple(sorted(others, key=lambda each: each.group not in groups))
    names = dict.fromkeys((*sorted(right), *told, *(each.id for each in others)))
    # What is implied and not told would be right or wrong by a hair: it is not offered.
    shown = [name for name in names if name in (*right, *told) or name not in concerned]
    return draw.shuffled(shown[: max(question.reasons, len(right))])


def deciding(client: DrawnClient, verdict: Verdict) -> frozenset[str]:
    """Return the conditions that decide for *client*, of those that the file speaks of.

    While a red flag is open these are the open ones. Nothing decides for a client whom no
    condition limits.
    """
    if verdict.decision is ScreenDecision.HOLD:
        return frozenset(each.id for each in verdict.ask_first)
    if verdict.decision is ScreenDecision.PROCEED:
        return frozenset()
    strictest = {each.condition.id for each in verdict.fired if each.decision is verdict.decision}
    spoken = {each.condition for each in client.told if not each.unlike}
    return frozenset(strictest & spoken or strictest)


def topic(condition: str) -> str:
    """Return what the question about a condition is about, as an option shows it."""
    words = stories().story(condition).topic
    return words[0].upper() + words[1:]
