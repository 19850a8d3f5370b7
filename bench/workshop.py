"""The trainer’s workshop in pictures: a quiz many people took, a key about to be corrected, questions on their way."""

import uuid

from playwright.sync_api import Page

from bench.scene import Scene
from bench.steps import Step
from courses.models import CoursePage
from learning.learners import Learner
from learning.management.commands.load_demo import right_answers
from learning.models import Enrolment, User
from learning.saving import Given
from learning.services.attempts import start_attempt, submit_attempt
from learning.services.enrolment import enrol
from learning.services.health import count_health
from quizzes.models import BankQuestion, BankTopic, QuizPage

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
    ]


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


def answer(enrolment: Enrolment, quiz: QuizPage, number: int) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, key=str(uuid.uuid4()))
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
    blocks = quiz.questions.get_prep_value()
    choices = next(block["value"]["choices"] for block in blocks if block["type"] == "single_choice")
    for choice in choices[:2]:
        choice["value"]["right"] = not choice["value"]["right"]
    quiz.questions = blocks
    quiz.save_revision()
