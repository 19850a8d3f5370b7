"""The trainer’s workshop in pictures: a quiz many people took, a key about to be corrected, questions on their way."""

import uuid
from typing import Any

from playwright.sync_api import Page

from bench.scene import Scene
from bench.steps import Step
from courses.models import CoursePage, LessonPage
from learning.learners import Learner
from learning.management.commands.load_demo import right_answers
from learning.models import Enrolment, QuizAttempt, Response, User
from learning.saving import Given
from learning.services.attempts import start_attempt, submit_attempt
from learning.services.enrolment import enrol
from learning.services.health import count_health
from learning.services.overrides import Grant, grant_override
from quizzes.models import BankQuestion, BankTopic, QuizPage
from quizzes.unlock_rules import QuizUnlockRule

PEOPLE = 32
GIFT = """::Строк::Скільки днів збирають підписи? {
=тридцять#Закон № 3295-IX, ст. 5
~двадцять
~дев’яносто
}

::Без ключа::Хто підписує петицію? {
~голова
~секретар
}
"""


def workshop(course: CoursePage) -> list[Scene]:
    trainer = User.objects.get(email="trainer@example.org")
    quiz = QuizPage.objects.descendant_of(course).order_by("path").first()
    fill_health(course, quiz)
    fill_bank(quiz)
    draft_another_key(quiz)
    room = f"/cms/learning/quizzes/{quiz.pk}"
    return [
        Scene("admin-import-questions", f"{room}/import/", trainer, upload("questions.gift", GIFT)),
        Scene("admin-export-questions", f"{room}/export/", trainer),
        Scene("admin-impact", f"{room}/impact/", trainer),
        Scene("admin-regrade", f"{room}/regrade/", trainer),
        Scene("admin-health", f"/cms/learning/question-health/{quiz.pk}/", trainer),
        Scene("admin-bank", "/cms/snippets/quizzes/bankquestion/", trainer),
        Scene("admin-quiz-and-bank", f"{room}/bank/", trainer),
        Scene("admin-completability", "/cms/learning/completability/", trainer),
        Scene("try-course", f"/cms/learning/courses/{course.pk}/try/", trainer),
        Scene("paper", f"{room}/paper/", trainer),
        Scene("paper-key", f"{room}/paper/?key=1", trainer),
        *drawn_quiz(course, trainer),
    ]


def drawn_quiz(course: CoursePage, trainer: User) -> list[Scene]:
    """A quiz against the clock: one question of the bank, some by chance, an answer that a person marks."""
    lesson = LessonPage.objects.child_of(course).order_by("path").last()
    quiz = add_quiz(lesson, "Підсумковий тест", slug="pidsumok", time_limit=30)
    locked = add_quiz(lesson, "Для тих, хто прочитав усе", slug="dlia-tykh")
    QuizUnlockRule.objects.create(page=locked, activity=lesson, sort_order=0)
    locked.save_revision().publish()
    person = User.objects.get(email="learner1@example.org")
    enrolment = Enrolment.objects.get(user=person)
    grant_override(
        enrolment=enrolment, quiz=quiz, grant=Grant(extra_minutes=10), reason="Погоджено з командою", by=trainer
    )
    submit(start(enrolment, quiz))
    running = start(enrolment, quiz)
    answer = Response.objects.for_review().latest("pk")
    room = f"/cms/learning/enrolments/{enrolment.pk}/overrides"
    shared = next(block.value for block in quiz.questions if block.block_type == "shared")
    shared.question = with_another_key(shared.question.get_prep_value())
    shared.save_revision()
    return [
        Scene("admin-bank-question", f"/cms/snippets/quizzes/bankquestion/edit/{shared.pk}/", trainer),
        Scene("admin-bank-impact", f"/cms/learning/bank/{shared.pk}/impact/", trainer),
        Scene("quiz-timed-front", quiz.get_url(), person),
        Scene("quiz-timed", f"/learn/attempts/{running.pk}/", person),
        Scene("quiz-locked", locked.get_url()),
        Scene("admin-quiz-drawn", f"/cms/pages/{quiz.pk}/edit/", trainer),
        Scene("admin-learner-overrides", f"{room}/", trainer),
        Scene("admin-override", f"{room}/{quiz.translation_key}/", trainer),
        Scene("admin-reflections", "/cms/learning/reflections/", trainer),
        Scene("admin-reflection", f"/cms/learning/reflections/{answer.pk}/", trainer),
    ]


def add_quiz(lesson: LessonPage, title: str, **fields: Any) -> QuizPage:
    shared = BankQuestion.objects.filter(type="single_choice").first()
    open_question = {"prompt": "<p>Що ви змінили б у своїй громаді?</p>", "max_mark": "5"}
    questions = [
        {"type": "shared", "id": str(uuid.uuid4()), "value": shared.pk},
        {"type": "draw", "id": str(uuid.uuid4()), "value": {"topic": shared.topic_id, "count": 3, "max_mark": "1"}},
        {"type": "reflection", "id": str(uuid.uuid4()), "value": open_question},
    ]
    quiz = lesson.add_child(instance=QuizPage(title=title, requirement="optional", questions=questions, **fields))
    quiz.save_revision().publish()
    return quiz


def upload(name: str, text: str) -> Step:
    def step(page: Page) -> None:
        file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
        page.locator("main input[type=file]").set_input_files(file)
        page.locator("main form[enctype] button[type=submit]").click()
        page.wait_for_load_state()

    return step


def fill_health(course: CoursePage, quiz: QuizPage) -> None:
    """Strong people and weak ones, and one question that nearly all get wrong."""
    for number in range(PEOPLE):
        person = User.objects.create_user(f"learner{number}@example.org", full_name=f"Учасник {number}")
        answer(enrol(learner=Learner(user=person), course=course), quiz, number)
    count_health(quiz_key=str(quiz.translation_key))


def start(enrolment: Enrolment, quiz: QuizPage) -> QuizAttempt:
    return start_attempt(enrolment=enrolment, quiz=quiz, key=str(uuid.uuid4()))


def submit(attempt: QuizAttempt) -> QuizAttempt:
    text = Given(answer="Звіт голови двічі на рік, із відповідями на запитання мешканців.")
    given = {question.id: text for question in attempt.definition.questions if question.type == "reflection"}
    return submit_attempt(attempt=attempt, given=given, key=str(uuid.uuid4()))


def answer(enrolment: Enrolment, quiz: QuizPage, number: int) -> None:
    attempt = start(enrolment, quiz)
    given = {id: Given(answer=value) for id, value in right_answers(attempt.definition).items()}
    kept = [id for place, id in enumerate(given) if place and place <= number % (len(given) + 1)]
    submit_attempt(attempt=attempt, given={id: given[id] for id in kept}, key=str(uuid.uuid4()))


def fill_bank(quiz: QuizPage) -> None:
    topic = BankTopic.objects.create(name="Місцеве самоврядування")
    for place, block in enumerate(quiz.questions.get_prep_value()):
        question = BankQuestion(topic=topic, question=[{**block, "id": str(uuid.uuid4())}])
        question.tags.set(["рада"] if place % 2 else ["закон"])
        question.save()


def draft_another_key(quiz: QuizPage) -> None:
    quiz.questions = with_another_key(quiz.questions.get_prep_value())
    quiz.grading_method = "last"
    quiz.save_revision()


def with_another_key(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    choices = next(block["value"]["choices"] for block in blocks if block["type"] == "single_choice")
    for choice in choices[:2]:
        choice["value"]["right"] = not choice["value"]["right"]
    return blocks
