"""Between a quiz and the question bank, both ways. Each writes a new draft of the quiz and publishes nothing of it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learning.access import bank_questions, may_edit
from learning.errors import LearningError, NoLongerPossible
from learning.models import User
from learning.services.bank import add_bank_questions
from quizzes import question_types
from quizzes.bank_blocks import SHARED
from quizzes.blocks import freeze_block
from quizzes.definitions import QuestionDefinition
from quizzes.models import BankQuestion, BankTopic, QuizPage

RawBlock = dict[str, Any]


class QuestionUnfinished(LearningError):
    """The bank takes questions that can be asked."""

    status = 422


@transaction.atomic
def insert_shared(*, quiz: QuizPage, question: BankQuestion, by: User) -> str:
    """The question by reference, as the last of the draft; the id of its block.

    Raises PermissionDenied, and NoLongerPossible where the draft has it already or the question is not published.
    """
    refuse_unseen(question, by)
    if not question.live:
        raise NoLongerPossible(_("This question is a draft in the bank. Publish it there first."))
    block = {"type": SHARED, "id": str(uuid.uuid4()), "value": question.pk}

    def append(blocks: list[RawBlock]) -> None:
        if any(each["type"] == SHARED and each["value"] == question.pk for each in blocks):
            raise NoLongerPossible(_("The quiz has this question already."))
        blocks.append(block)

    edit_draft(quiz, by, append)
    return block["id"]


@transaction.atomic
def insert_copy(*, quiz: QuizPage, question: BankQuestion, by: User) -> str:
    """The question as the quiz's own from now on, as the last of the draft; its id. Raises PermissionDenied."""
    refuse_unseen(question, by)
    definition = question.definition(str(uuid.uuid4()))
    if definition is None:
        raise NoLongerPossible(_("This question is a draft in the bank. Publish it there first."))
    edit_draft(quiz, by, lambda blocks: blocks.append(thawed(definition)))
    return definition.id


@transaction.atomic
def move_to_bank(*, quiz: QuizPage, question_id: str, topic: BankTopic, by: User) -> BankQuestion:
    """An own question of the draft into the bank, with a reference to it in its place.

    The block keeps its id and the question its content: what learners answered and what statistics say goes on.
    Raises PermissionDenied, NoLongerPossible for a question the draft does not have, QuestionUnfinished.
    """
    made: list[BankQuestion] = []

    def move(blocks: list[RawBlock]) -> None:
        place = place_of(blocks, question_id, question_types.names())
        made.append(bank_copy(own_definition(quiz, question_id), topic, by))
        blocks[place] = {"type": SHARED, "id": question_id, "value": made[0].pk}

    edit_draft(quiz, by, move)
    return made[0]


def bank_copy(definition: QuestionDefinition, topic: BankTopic, by: User) -> BankQuestion:
    try:
        return add_bank_questions(topic=topic, definitions=[definition], by=by)[0]
    except ValidationError as error:
        raise QuestionUnfinished(" ".join(error.messages)) from error


@transaction.atomic
def take_back(*, quiz: QuizPage, question_id: str, by: User) -> None:
    """A shared question of the draft becomes the quiz's own, under the id it has; the bank keeps its own.

    Raises PermissionDenied, and NoLongerPossible for a reference the draft does not have.
    """

    def inline(blocks: list[RawBlock]) -> None:
        place = place_of(blocks, question_id, frozenset({SHARED}))
        blocks[place] = thawed(own_definition(quiz, question_id))

    edit_draft(quiz, by, inline)


def edit_draft(quiz: QuizPage, by: User, change: Callable[[list[RawBlock]], None]) -> None:
    """Under a lock on the quiz, so that two changes at once do not lose one of them."""
    locked = QuizPage.objects.select_for_update().get(pk=quiz.pk)
    if not may_edit(by, locked) or locked.permissions_for_user(by).page_locked():
        raise PermissionDenied
    draft = locked.get_latest_revision_as_object()
    blocks = draft.questions.get_prep_value()
    change(blocks)
    draft.questions = blocks
    draft.save_revision(user=by, log_action=True, clean=False)


def own_definition(quiz: QuizPage, question_id: str) -> QuestionDefinition:
    """As the draft has it, by reference or not. Raises NoLongerPossible."""
    draft = QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object()
    found = (freeze_block(child, 0) for child in draft.questions if child.id == question_id)
    definition = next(found, None)
    if definition is None:
        raise NoLongerPossible(_("The draft of the quiz no longer has this question."))
    return definition


def place_of(blocks: list[RawBlock], question_id: str, kinds: frozenset[str]) -> int:
    for place, block in enumerate(blocks):
        if block["id"] == question_id and block["type"] in kinds:
            return place
    raise NoLongerPossible(_("The draft of the quiz no longer has this question."))


def thawed(definition: QuestionDefinition) -> RawBlock:
    return question_types.get(definition.type).thaw(definition)


def refuse_unseen(question: BankQuestion, by: User) -> None:
    if not bank_questions(by).filter(pk=question.pk).exists():
        raise PermissionDenied
