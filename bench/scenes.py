"""What `make screenshots` photographs: the people, what they have done, and the pages they then see."""

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone
from wagtail.models import Locale

from bench.scene import Scene
from bench.steps import (
    ask_for_code,
    ask_too_often,
    check,
    go,
    open_folds,
    open_term,
    read_first_section,
    send,
    show_broken,
    start_quiz,
    then,
    without_token,
)
from bench.workshop import workshop
from courses.models import CoursePage, LessonPage
from courses.outline import course_outline
from home.models import NewsPage
from learning.learners import Learner
from learning.management.commands.load_demo import go_half_way, right_answers
from learning.models import Certificate, Enrolment, QuizAttempt, User
from learning.saving import Given
from learning.services.attempts import save_responses, start_attempt, submit_attempt
from learning.services.certificates import issue_certificate, reissue_certificate, revoke_certificate
from learning.services.enrolment import enrol
from learning.services.sections import complete_section
from quizzes.definitions import QuestionDefinition
from quizzes.models import QuizPage
from quizzes.question_types import get as question_type

# --- people ---------------------------------------------------------------------------------------------------------


def make_person(name: str, email: str) -> User:
    user = User.objects.create_user(email, full_name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def finish_course(user: User, course: CoursePage) -> Enrolment:
    """Every lesson read over the last days, every quiz passed."""
    enrolment, outline = enrol(learner=Learner(user=user), course=course), course_outline(course)
    start = timezone.now() - timedelta(days=len(outline.lessons))
    for day, lesson in enumerate(outline.lessons, start=1):
        at = start + timedelta(days=day)
        for section in lesson.sections:
            complete_section(enrolment=enrolment, outline=outline, lesson_key=lesson.key, section_id=section.id, at=at)
        for quiz in outline.quizzes_of(lesson.key):
            take(enrolment, QuizPage.objects.get(pk=quiz.page_id), mostly_right)
    return Enrolment.objects.select_related("completion").get(pk=enrolment.pk)


def record_of(user: User, course: CoursePage) -> Certificate:
    enrolment = finish_course(user, course)
    return issue_certificate(enrolment=enrolment, holder_name=user.full_name, key=str(uuid.uuid4()))


# --- answers --------------------------------------------------------------------------------------------------------


def start(enrolment: Enrolment, quiz: QuizPage) -> QuizAttempt:
    return start_attempt(enrolment=enrolment, quiz=quiz, key=str(uuid.uuid4()))


def take(enrolment: Enrolment, quiz: QuizPage, answer: Callable[[QuizAttempt], Mapping[str, Any]]) -> QuizAttempt:
    attempt = start(enrolment, quiz)
    given = {key: Given(answer=value) for key, value in answer(attempt).items()}
    return submit_attempt(attempt=attempt, given=given, key=str(uuid.uuid4()))


def mostly_right(attempt: QuizAttempt) -> dict[str, Any]:
    """All right but the last."""
    return right_answers(attempt.definition)


def mixed(attempt: QuizAttempt) -> dict[str, Any]:
    """Right, partly right, wrong and left out, so that the result shows each of them; too few to pass."""
    questions = attempt.definition.questions
    return {question.id: slip(question) for question in questions[:-2]} | {questions[0].id: right(questions[0])}


def half(attempt: QuizAttempt) -> dict[str, Any]:
    questions = attempt.definition.questions
    return {question.id: right(question) for question in questions[: len(questions) // 2]}


def right(question: QuestionDefinition) -> Any:
    return question_type(question.type).right_answer(question)


def slip(question: QuestionDefinition) -> Any:
    """An answer as a learner in a hurry gives it."""
    answer, kind = right(question), question_type(question.type)
    match question.type:
        case "single_choice":
            return next(choice for choice in kind.choice_ids(question) if choice != answer)
        case "true_false":
            return not answer
        case "ordering":
            return [answer[1], answer[0], *answer[2:]]
        case "multiple_choice":
            return answer[:1]
        case "matching":
            first, *_, last = answer
            return answer | {first: answer[last]}
        case "numeric":
            return "40"
    return answer


# --- the pictures -----------------------------------------------------------------------------------------------------


def address(page: Any) -> str:
    return re.sub(r"^https?://[^/]+", "", page.get_url() or "")


def scenes() -> list[Scene]:
    """Brings people into the fresh academy and says what to photograph."""
    course = CoursePage.objects.filter(number=1).earliest("pk")
    learners = [*learners_pages(course), *records(course)]
    people = [*learners, *office(course), *workshop(course)]
    return [*open_pages(course), *site_pages(course), *doors(course), *people, *faults()]


def open_pages(course: CoursePage) -> list[Scene]:
    catalogue, lesson = address(course.get_parent()), address(course.get_children().first())
    return [
        Scene("home", "/"),
        Scene("catalogue", catalogue),
        Scene("catalogue-filtered", f"{catalogue}?for=officials"),
        Scene("course-guest", address(course)),
        Scene("lesson-guest", lesson),
        Scene("check-yourself", lesson, part="form.panel"),
        Scene("check-yourself-right", lesson, step=check(right=True), part="form.panel"),
        Scene("check-yourself-wrong", lesson, step=check(right=False), part="form.panel"),
        Scene("my-empty", "/my/"),
        Scene("my-guest", lesson, step=then(read_first_section, go("/my/"))),
        Scene("quiz-guest", f"{lesson}test/", step=start_quiz),
    ]


def site_pages(course: CoursePage) -> list[Scene]:
    lesson = address(course.get_children().first())
    english = course.get_translation(Locale.objects.get(language_code="en"))
    return [
        Scene("home-english", "/en/"),
        Scene("catalogue-english", address(english.get_parent())),
        Scene("course-english", address(english)),
        Scene("lesson-english", address(english.get_children().first())),
        Scene("standard-page", "/osobysti-dani/"),
        Scene("services", "/posluhy/"),
        Scene("news", "/novyny/"),
        Scene("news-item", address(NewsPage.objects.first())),
        Scene("glossary", "/slovnyk/"),
        Scene("glossary-in-place", lesson, step=open_term),
        Scene("lesson-drawing", address(LessonPage.objects.get(title="Електронні петиції")), part=".drawn"),
        Scene("search", "/search/?q=депутатів"),
        Scene("search-empty", "/search/?q=петиціяя"),
        Scene("consultation", f"/konsultatsiia/?from={course.get_children().first().pk}"),
        Scene("consultation-faults", "/konsultatsiia/", step=send("main form .btn")),
        Scene("share", lesson, step=open_folds, part=".share"),
    ]


def office(course: CoursePage) -> list[Scene]:
    """The admin, as staff and as a trainer see it."""
    staff, trainer = (User.objects.get(email=f"{name}@example.org") for name in ("staff", "trainer"))
    lesson = course.get_children().first()
    enrolment = Enrolment.objects.get(user__email="oleksandra@example.org")
    record = Certificate.objects.earliest("number")
    return [
        Scene("admin-overview", "/cms/learning/overview/", staff),
        Scene("admin-enrolments", "/cms/learning/enrolments/", staff),
        Scene("admin-story", f"/cms/learning/enrolments/{enrolment.pk}/", staff),
        Scene("admin-records", "/cms/learning/records/", staff),
        Scene("admin-record", f"/cms/learning/records/{record.number}/", staff),
        Scene("admin-trainer", "/cms/", trainer),
        Scene("admin-lesson", f"/cms/pages/{lesson.pk}/edit/", trainer),
        Scene("admin-quiz", f"/cms/pages/{lesson.get_children().first().pk}/edit/", trainer),
        Scene("admin-law-reviews", "/cms/learning/law-reviews/", trainer),
    ]


def doors(course: CoursePage) -> list[Scene]:
    return [
        Scene("sign-in", "/accounts/login/"),
        Scene("sign-in-password", "/accounts/login/", step=open_folds),
        Scene("sign-in-code", "/accounts/login/", step=ask_for_code),
        Scene("sign-in-code-wrong", "/accounts/login/", step=then(ask_for_code, send("main form .btn", code="123456"))),
        Scene("sign-up", "/accounts/signup/"),
        Scene("sign-up-faults", "/accounts/signup/", step=send("main form .btn", email="")),
        Scene("password-reset", "/accounts/password/reset/"),
    ]


def learners_pages(course: CoursePage) -> list[Scene]:
    """A person half-way: one lesson done, the second begun, its quiz once not passed and begun again."""
    olena = make_person("Олена Іванівна Приклад", "olena@example.org")
    go_half_way(olena, course)
    enrolment = Enrolment.objects.get(user=olena)
    done, begun = course.get_children().live().specific()[:2]
    quiz = QuizPage.objects.descendant_of(begun).get()
    passed = enrolment.attempts.get()
    failed = take(enrolment, quiz, mixed)
    running = start(enrolment, quiz)
    save_responses(attempt=running, given={key: Given(answer=value) for key, value in half(running).items()})
    return [
        Scene("course", address(course), olena),
        Scene("course-why", address(course), olena, open_folds),
        Scene("lesson", address(begun), olena),
        Scene("lesson-done", address(done), olena),
        Scene("quiz-front", address(quiz), olena),
        Scene("quiz", f"/learn/attempts/{running.pk}/", olena),
        Scene("result-passed", f"/learn/attempts/{passed.pk}/result/", olena),
        Scene("result-not-passed", f"/learn/attempts/{failed.pk}/result/", olena),
        Scene("my-learning", "/my/", olena),
        Scene("profile", "/my/profile/", olena),
        Scene("e-mail", "/accounts/email/", olena),
        Scene("delete", "/my/delete/", olena),
    ]


def records(course: CoursePage) -> list[Scene]:
    admin = User.objects.get(email="admin@example.org")
    oleksandra = make_person("Олександра Володимирівна Ярошенко-Мельниченко", "oleksandra@example.org")
    valid = record_of(oleksandra, course)
    revoked = record_of(make_person("Ігор Семенович Ґудзь", "ihor@example.org"), course)
    revoke_certificate(certificate=revoked, reason="Роботу виконала інша людина.", by=admin)
    old = record_of(make_person("Марія Коваль", "mariia@example.org"), course)
    reissue_certificate(certificate=old, holder_name="Марія Петрівна Коваль", reason="Не було по батькові.", by=admin)
    halyna = make_person("Галина Їжакевич", "halyna@example.org")
    unnamed = finish_course(halyna, course)
    finish = f"/learn/enrolments/{valid.completion.enrolment_id}/finish/"
    return [
        Scene("finish", finish, oleksandra),
        Scene("finish-name", f"/learn/enrolments/{unnamed.pk}/finish/", halyna),
        Scene(
            "finish-name-faults",
            f"/learn/enrolments/{unnamed.pk}/finish/",
            halyna,
            send("#take form .btn", holder_name="ნინო"),
        ),
        Scene("my-done", "/my/", oleksandra),
        Scene("course-done", address(course), oleksandra),
        Scene("record", f"/records/{valid.number}/", oleksandra),
        Scene("verify", "/verify/"),
        Scene("verify-malformed", "/verify/?number=148"),
        Scene("verify-valid", f"/v/{valid.number}/"),
        Scene("verify-revoked", f"/v/{revoked.number}/"),
        Scene("verify-superseded", f"/v/{old.number}/"),
        Scene("verify-unknown", "/v/2026-999999/"),
    ]


def faults() -> list[Scene]:
    olena = User.objects.get(email="olena@example.org")
    return [
        Scene("400", "/nema/?x=%00"),
        Scene("403", "/cms/login/", olena),
        Scene("403-csrf", "/nema/", step=without_token),
        Scene("404", "/nema/"),
        Scene("429", "/verify/", step=ask_too_often),
        Scene("500", "/verify/", step=show_broken),
    ]
