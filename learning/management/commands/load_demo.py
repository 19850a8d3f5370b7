import uuid

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from courses.models import CoursePage, CourseTeamMember
from courses.outline import Outline, course_outline
from learning import roles
from learning.learners import Learner
from learning.models import Enrolment, User
from learning.saving import Given
from learning.services.attempts import save_responses, start_attempt, submit_attempt
from learning.services.enrolment import enrol
from learning.services.sections import complete_section
from quizzes.definitions import QuizDefinition
from quizzes.models import QuizPage
from quizzes.question_types import get as question_type

PASSWORD = "demo-academy"  # noqa: S105  printed on purpose; the command refuses to run outside development
ACCOUNTS = (
    ("learner@example.org", "Олена Іванівна Приклад", "a learner half-way through", None),
    ("trainer@example.org", "Тарас Миколайович Приклад", "a trainer of the first course", roles.TRAINERS),
    ("staff@example.org", "Соломія Петрівна Приклад", "a staff member", roles.STAFF),
    ("admin@example.org", "Андрій Олегович Приклад", "an administrator", roles.ADMINISTRATORS),
)


class Command(BaseCommand):
    help = "Make the demo accounts, once; print them every time. Refuses outside the development settings."

    def handle(self, **options) -> None:
        if not getattr(settings, "DEMO_ACCOUNTS_ALLOWED", False):
            raise CommandError("Demo accounts have a known password: they are not loaded with these settings.")
        for email, name, _, group in ACCOUNTS:
            make_account(email, name, group)
        self.stdout.write(f"\nDemo accounts, password {PASSWORD}:")
        for email, _, what, _ in ACCOUNTS:
            self.stdout.write(f"  {email:<22} {what}")


@transaction.atomic
def make_account(email: str, name: str, group: str | None) -> None:
    if User.objects.filter(email=email).exists():
        return
    user = User.objects.create_user(email, PASSWORD, full_name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if group:
        user.groups.add(Group.objects.get(name=group))
    course = CoursePage.objects.live().order_by("number", "path").first()
    if course and group == roles.TRAINERS:
        CourseTeamMember.objects.create(page=course, user=user, role="тренер")
        roles.ensure_team(course)
    if course and group is None:
        go_half_way(user, course)


def go_half_way(user: User, course: CoursePage) -> None:
    """The first lesson with its quiz passed, the second begun, its quiz under way."""
    enrolment = enrol(learner=Learner(user=user), course=course)
    outline = course_outline(course)
    lessons = outline.lessons[:2]
    for lesson, share in zip(lessons, (1, 2), strict=False):
        read(enrolment, outline, lesson.key, len(lesson.sections) // share)
    for quiz in outline.quizzes_of(lessons[0].key):
        pass_quiz(enrolment, QuizPage.objects.get(pk=quiz.page_id))


def read(enrolment: Enrolment, outline: Outline, lesson_key: str, count: int) -> None:
    for section in outline.activity(lesson_key).sections[:count]:
        complete_section(enrolment=enrolment, outline=outline, lesson_key=lesson_key, section_id=section.id)


def pass_quiz(enrolment: Enrolment, quiz: QuizPage) -> None:
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, key=str(uuid.uuid4()))
    given = {key: Given(answer=answer) for key, answer in right_answers(attempt.definition).items()}
    save_responses(attempt=attempt, given=given)
    submit_attempt(attempt=attempt, given=given, key=str(uuid.uuid4()))


def right_answers(definition: QuizDefinition) -> dict[str, object]:
    """A wholly right answer to each graded question but the last: a demonstration also shows a mistake."""
    graded = [question for question in definition.questions if question_type(question.type).is_graded]
    return {question.id: question_type(question.type).right_answer(question) for question in graded[:-1]}
