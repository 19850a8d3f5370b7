"""Random histories of a quiz: people who answer as they like, and a trainer who edits as they like."""

import copy
import uuid
from random import Random
from typing import Any

from learning.models import QuizAttempt
from learning.saving import Given
from learning.services.attempts import save_responses
from quizzes.models import QuizPage
from quizzes.question_types import get
from tests import cast
from tests.journeys.editing import begin, hand_in, publish


def uid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def single(number: int, right: str, offered: str = "abc", mark: int = 1) -> dict[str, Any]:
    choices = [
        {"type": "item", "id": uid(100 * number + ord(one)), "value": {"text": one, "right": one == right}}
        for one in offered
    ]
    value = {"title": f"Q{number}", "prompt": f"<p>Q{number}</p>", "max_mark": str(mark), "choices": choices}
    return {"type": "single_choice", "id": uid(number), "value": value}


def first_questions(random: Random) -> list[dict[str, Any]]:
    return [single(number, random.choice("abc")) for number in range(1, 5)]


def edited(questions: list[dict[str, Any]], random: Random) -> list[dict[str, Any]]:
    """One to three edits, of any kind."""
    questions = copy.deepcopy(questions)
    for _ in range(random.randint(1, 3)):
        random.choice(EDITS)(questions, random)
    return questions


def some_choices(questions: list[dict[str, Any]], random: Random) -> list[dict[str, Any]]:
    return random.choice(questions)["value"]["choices"]


def another_key(questions, random) -> None:
    choices = some_choices(questions, random)
    right = random.choice(choices)
    for choice in choices:
        choice["value"]["right"] = choice is right


def choice_more(questions, random) -> None:
    id = str(uuid.UUID(int=random.getrandbits(128)))
    some_choices(questions, random).append({"type": "item", "id": id, "value": {"text": id[:4]}})


def choice_out(questions, random) -> None:
    choices = some_choices(questions, random)
    wrong = [choice for choice in choices if not choice["value"].get("right")]
    if len(choices) > 2:
        choices.remove(random.choice(wrong))


def reworded(questions, random) -> None:
    random.choice(questions)["value"]["prompt"] = f"<p>Anew {random.random()}</p>"


def worth_more(questions, random) -> None:
    random.choice(questions)["value"]["max_mark"] = str(random.randint(1, 4))


def one_more(questions, random) -> None:
    questions.insert(random.randint(0, len(questions)), single(random.randint(10, 9999), "a"))


def one_out(questions, random) -> None:
    if len(questions) > 1:
        questions.remove(random.choice(questions))


def answers(attempt: QuizAttempt, random: Random) -> dict[str, Given]:
    given = {}
    for question in attempt.definition.questions:
        chosen = random.choice([*get(question.type).choice_ids(question), None])
        raw = {"": [chosen] if chosen else []}
        given[question.id] = Given(answer=get(question.type).clean(question, raw))
    return given


def random_history(course: Any, quiz: QuizPage, seed: int, people: int = 4) -> tuple[QuizPage, Random]:
    """Several people, several attempts each, over three versions; some are still under way."""
    random = Random(seed)
    quiz = publish(quiz, questions=first_questions(random), pass_mark=random.choice([0, 30, 50, 70]))
    enrolments = [cast.enrol_person(cast.make_person(f"p{number}"), course) for number in range(people)]
    for _version in range(3):
        for enrolment in random.sample(enrolments, random.randint(1, people)):
            attempt = begin(enrolment, quiz)
            if random.random() < 0.75:
                hand_in(attempt, answers(attempt, random))
            else:
                save_responses(attempt=attempt, given=answers(attempt, random))
        quiz = publish(quiz, questions=edited(raw(quiz), random))
    return quiz, random


def raw(quiz: QuizPage) -> list[dict[str, Any]]:
    return list(quiz.questions.get_prep_value())


EDITS = [another_key, choice_more, choice_out, reworded, worth_more, one_more, one_out]
