"""An answer given to one version of a question, as the same answer to another version.

Answers name choices by id. Where a trainer mended a question by retyping two texts instead of moving the tick, an id
now says something else than what the learner chose; so an answer follows the text, and the id only where the text is
gone (a typo mended in it).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from . import question_types
from .definitions import QuestionDefinition, QuizDefinition
from .question_types.analysis import Offer
from .question_types.base import AnswerError
from .question_types.correspondence import counterparts


def carried(answer: Any, before: QuestionDefinition, after: QuestionDefinition) -> Any:
    """The answer in the ids of `after`; what it does not offer any more keeps its old id, and earns nothing."""
    if answer is None or before.type != after.type or before.body == after.body:
        return answer
    return question_types.get(after.type).carry(answer, before.body, after.body)


def carried_answers(answers: Mapping[str, Any], before: QuizDefinition, after: QuizDefinition) -> dict[str, Any]:
    old = {question.id: question for question in before.questions}
    new = {question.id: question for question in after.questions}
    return {
        id: carried(answer, old[id], new[id]) if id in old and id in new else answer for id, answer in answers.items()
    }


def offers_marked_by(question: QuestionDefinition, key: QuestionDefinition) -> tuple[Offer, ...]:
    """What the question offered, each with what it earns by the key of another version of the same type."""
    kind = question_types.get(question.type)
    asked, offered = kind.offers(question), kind.offers(key)
    pairs = counterparts({one.id: one.text for one in asked}, {one.id: one.text for one in offered})
    earning = {one.id for one in offered if one.earns}
    return tuple(replace(one, earns=pairs.get(one.id) in earning) for one in asked)


def fits(question: QuestionDefinition, answer: Any) -> bool:
    """Whether the question's own form could have given this answer."""
    kind = question_types.get(question.type)
    try:
        return answer is None or kind.clean(question, kind.raw(question, answer)) == answer
    except AnswerError:
        return False


def remarked(
    *, own: QuizDefinition, standing: QuizDefinition, by: QuizDefinition, chosen: frozenset[str] | None
) -> QuizDefinition:
    """The quiz an attempt is marked by when the `chosen` questions (None: all) are marked anew `by` another version.

    `own` is what the attempt was bound to, `standing` what its grade that counts was marked by. A chosen question that
    is in `by` is marked as there, and one that was removed is not counted; one that merely left the pool it was drawn
    from stays as it stands, as all others do. What was added later never counts. The pass mark may fall with `by`; one
    raised since fails nobody. What comes of it has no pools: it is for marking alone.
    """
    before = {question.id: question for question in standing.questions}
    after = {question.id: question for question in by.questions}
    drawn = {id for pool in own.pools for id in pool.question_ids}

    def marked(id: str) -> QuestionDefinition | None:
        if chosen is not None and id not in chosen:
            return before.get(id)
        return after.get(id) or (before.get(id) if id in drawn else None)

    questions = tuple(question for item in own.questions if (question := marked(item.id)))
    return replace(own, questions=questions, pools=(), order=(), pass_mark=min(standing.pass_mark, by.pass_mark))


def with_question(definition: QuizDefinition, question: QuestionDefinition) -> QuizDefinition:
    """The quiz with this question in place of the one of the same id."""
    return replace(
        definition, questions=tuple(question if one.id == question.id else one for one in definition.questions)
    )
