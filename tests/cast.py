"""The people and the course of the tests.

alice is enrolled, bob has finished, charlie is an outsider, edith teaches the course. The course has two lessons of two
sections; the first has a quiz of three questions: a single choice, a number, and a reflection.
"""

import uuid
from decimal import Decimal
from typing import Any

from allauth.account.models import EmailAddress
from wagtail.models import Page, Site

from courses.models import CourseIndexPage, CourseOutcome, CoursePage, LessonPage
from courses.outline import course_outline, renew_stamps
from home.models import HomePage
from learning.learners import Learner
from learning.models import Enrolment, QuizAttempt, User
from learning.saving import Given
from learning.services.attempts import start_attempt, submit_attempt
from learning.services.enrolment import enrol
from learning.services.sections import complete_section
from quizzes.models import BankQuestion, BankTopic, QuizPage

RIGHT = "00000000-0000-4000-8000-00000000000a"
WRONG = "00000000-0000-4000-8000-00000000000b"
CHOICE_QUESTION = "00000000-0000-4000-8000-000000000001"
NUMBER_QUESTION = "00000000-0000-4000-8000-000000000002"
REFLECTION = "00000000-0000-4000-8000-000000000003"
CHECK_BLOCK = "00000000-0000-4000-8000-0000000000c1"
RIGHT_ANSWERS = {CHOICE_QUESTION: RIGHT, NUMBER_QUESTION: "5"}


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def section(title: str, *extra: dict[str, Any]) -> dict[str, Any]:
    return block("section", {"title": title, "content": [block("text", f"<p>{title}, the text.</p>"), *extra]})


def choice_question(right: str = RIGHT, prompt: str = "Who decides?") -> dict[str, Any]:
    choices = [
        {"type": "item", "id": RIGHT, "value": {"text": "The community", "right": right == RIGHT, "feedback": "Yes."}},
        {"type": "item", "id": WRONG, "value": {"text": "The ministry", "right": right == WRONG, "feedback": "No."}},
    ]
    value = {"title": "Q1", "prompt": f"<p>{prompt}</p>", "max_mark": "1", "choices": choices}
    return {"type": "single_choice", "id": CHOICE_QUESTION, "value": value}


def number_question() -> dict[str, Any]:
    accepted = [{"type": "item", "id": RIGHT, "value": {"value": "5", "tolerance": "0", "feedback": ""}}]
    value = {"title": "Q2", "prompt": "<p>How many years?</p>", "max_mark": "1", "accepted": accepted}
    return {"type": "numeric", "id": NUMBER_QUESTION, "value": value}


def reflection_question() -> dict[str, Any]:
    value = {"title": "Q3", "prompt": "<p>Whom would you ask?</p>", "model_answer": "The head of the village."}
    return {"type": "reflection", "id": REFLECTION, "value": value}


def check_question() -> dict[str, Any]:
    return {"type": "check", "id": CHECK_BLOCK, "value": [choice_question()]}


def bank_topic(name: str = "Self-government", **fields: Any) -> BankTopic:
    return BankTopic.objects.create(name=name, **fields)


def bank_question(
    topic: BankTopic, block: dict[str, Any] | None = None, tags: tuple[str, ...] = (), **fields: Any
) -> BankQuestion:
    """Published, as a rule; `block` is raw StreamField data."""
    question = BankQuestion(topic=topic, question=[block or choice_question()], **fields)
    question.tags.set(tags)
    question.save()
    return question


def fill_bank(topic: BankTopic, count: int, tags: tuple[str, ...] = ()) -> list[BankQuestion]:
    return [bank_question(topic, choice_question(prompt=f"Bank question {number}?"), tags) for number in range(count)]


def shared_block(question: BankQuestion) -> dict[str, Any]:
    return block("shared", question.pk)


def draw_block(topic: BankTopic | None, count: int = 1, **fields: Any) -> dict[str, Any]:
    usual = {"topic": topic and topic.pk, "subtopics": True, "tags": "", "types": [], "count": count, "max_mark": "1"}
    return block("draw", {**usual, **fields})


def make_site() -> CourseIndexPage:
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Home", slug="academy", hero_title="Learn"))
    Site.objects.update(root_page=home)
    return home.add_child(instance=CourseIndexPage(title="Courses", slug="courses"))


def make_course(index: CourseIndexPage | None = None, **fields: Any) -> CoursePage:
    index = index or make_site()
    number = index.get_children().count() + 1
    values = {"title": "Foundations", "slug": f"course-{number}", "summary": "Who decides.", "hours": Decimal(3)}
    course = index.add_child(instance=CoursePage(**{**values, "number": number, **fields}))
    CourseOutcome.objects.create(page=course, text="find who decides")
    first = add_lesson(course, "First lesson")
    add_quiz(first)
    add_lesson(course, "Second lesson")
    return CoursePage.objects.get(pk=course.pk)


def add_lesson(course: CoursePage, title: str, **fields: Any) -> LessonPage:
    body = [section(f"{title}, one", check_question()), section(f"{title}, two")]
    slug = title.lower().replace(" ", "-")
    return course.add_child(instance=LessonPage(title=title, slug=slug, goal="Know.", body=body, **fields))


def add_quiz(parent: Page, **fields: Any) -> QuizPage:
    """Best of two questions and a reflection; `questions` as raw StreamField data."""
    questions = fields.pop("questions", [choice_question(), number_question(), reflection_question()])
    return parent.add_child(instance=QuizPage(**{"title": "Quiz", "slug": "quiz", "questions": questions, **fields}))


def add_rule(page: Page, **condition: Any) -> None:
    """A condition of a lesson or quiz as it is when published, whatever the proof would say of it."""
    rules = page._meta.get_field("unlock_rules").related_model.objects
    rules.create(page=page, **{"sort_order": rules.filter(page=page).count(), **condition})
    renew_stamps(CoursePage.objects.ancestor_of(page))


def make_person(name: str, **fields: Any) -> User:
    user = User.objects.create_user(
        f"{name}@example.org", "pass-word-7", full_name=fields.pop("full_name", ""), **fields
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def enrol_person(user: User, course: CoursePage) -> Enrolment:
    return enrol(learner=Learner(user=user), course=course)


def read_lessons(enrolment: Enrolment, course: CoursePage) -> None:
    outline = course_outline(CoursePage.objects.get(pk=course.pk))
    for lesson in outline.lessons:
        for part in lesson.sections:
            complete_section(enrolment=enrolment, outline=outline, lesson_key=lesson.key, section_id=part.id)


def right_answers() -> dict[str, Given]:
    return {key: Given(answer=answer) for key, answer in RIGHT_ANSWERS.items()}


def pass_quiz(enrolment: Enrolment, quiz: QuizPage) -> QuizAttempt:
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, key=str(uuid.uuid4()))
    return submit_attempt(attempt=attempt, given=right_answers(), key=str(uuid.uuid4()))


def finish_course(user: User, course: CoursePage) -> Enrolment:
    enrolment = enrol_person(user, course)
    read_lessons(enrolment, course)
    for quiz in QuizPage.objects.descendant_of(course):
        pass_quiz(enrolment, quiz)
    return Enrolment.objects.select_related("completion").get(pk=enrolment.pk)
