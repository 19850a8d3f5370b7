"""Check-yourself questions: asked inside a lesson, answered at once, never graded.

The body of a lesson is cached for everybody, so what its templates draw holds no learner and no right answer. Where a
request's own things belong, `blocks/check.html` has marks that the page replaces:

* ``%%CHECK_ACTION:<block id>%%`` – the address the form posts to;
* ``%%CSRF%%`` – the hidden field against forged requests;
* ``<!--check:<block id>-->`` – below the button: what came of the learner's answer.
"""

from collections.abc import Iterator

from wagtail.blocks import StreamValue

from quizzes import question_types
from quizzes.definitions import QuestionDefinition


def check_questions(body: StreamValue) -> Iterator[tuple[str, QuestionDefinition]]:
    """(block id, question) of every check in a lesson's body, in order. The block id names the check."""
    for section in body:
        for block in section.value["content"]:
            if block.block_type == "check" and (question := frozen_question(block.value)):
                yield block.id, question


def frozen_question(value: StreamValue) -> QuestionDefinition | None:
    """The one question of a check block; None in an unfinished draft."""
    for child in value:
        return question_types.get(child.block_type).freeze(child.value, child.id or "preview")
    return None
