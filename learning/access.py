"""Who may see and do what. Wagtail's hook and every view ask here; nobody decides for themselves.

What is somebody else's does not exist: the answer is 404, never 403.
"""

from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.models import CoursePage
from learning.errors import SignedOut
from learning.learners import learner_of
from learning.models import Certificate, CommentTemplate, Enrolment, QuizAttempt, Regrading, Response, User
from learning.selectors.locks import Locks, locks_for, outline_around
from quizzes.models import BankQuestion, BankTopic, QuizPage
from quizzes.translations import originals

P = TypeVar("P", bound=Page)

REVIEW = "learning.view_enrolment"
SEE_RECORDS = "learning.view_certificate"
MANAGE_RECORDS = "learning.change_certificate"
SEE_CONSULTATIONS = "home.view_consultationrequest"
ANSWER_CONSULTATIONS = "home.change_consultationrequest"
DELETE_CONSULTATIONS = "home.delete_consultationrequest"
CREATE_COURSE = "courses.add_coursepage"
ADD_TERM = "courses.add_term"
USE_BANK = "quizzes.change_bankquestion"
RUN_BANK = "quizzes.run_bank"
USE_TEMPLATES = "learning.change_commenttemplate"


def may_view(request: HttpRequest, page: Page) -> bool:
    """A live page whose view restrictions, its own and its ancestors', this visitor meets."""
    return page.live and all(restriction.accept_request(request) for restriction in page.get_view_restrictions())


def locks_on(request: HttpRequest, page: Page) -> Locks:
    """What of the course around a lesson or quiz is locked for this visitor, by activity key."""
    outline = outline_around(page)
    return locks_for(outline, learner_of(request)) if outline else {}


def may_open(request: HttpRequest, page: Page, locks: Locks) -> bool:
    """A lesson or quiz that is not locked. Whoever edits it goes in anyway."""
    is_locked = str(page.translation_key) in locks
    return not is_locked or (request.user.is_authenticated and may_edit(request.user, page))


def page_or_404(request: HttpRequest, model: type[P], page_id: int) -> P:
    page = get_object_or_404(model.objects.select_related("locale"), pk=page_id)
    if not may_view(request, page):
        raise Http404
    return page


def enrolment_or_404(request: HttpRequest, enrolment_id: int) -> Enrolment:
    learner = learner_of(request)
    if learner is None:
        raise Http404
    return get_object_or_404(learner.enrolments().select_related("course"), pk=enrolment_id)


def attempt_or_404(request: HttpRequest, attempt_id: int) -> QuizAttempt:
    learner = learner_of(request)
    if learner is None:
        raise Http404
    attempts = QuizAttempt.objects.select_related("version", "enrolment")
    owner = {"enrolment__user": learner.user} if learner.user else {"enrolment__guest_key": learner.guest_key}
    return get_object_or_404(attempts, pk=attempt_id, **owner)


def own_attempt(request: HttpRequest, attempt_id: int) -> QuizAttempt:
    """For work that was sent. Raises SignedOut where the session it was done in is over: that can be mended."""
    if learner_of(request) is None:
        raise SignedOut(
            _("Your session has ended, so nobody knows whose answers these are. Sign in and send them again.")
        )
    return attempt_or_404(request, attempt_id)


def certificate_or_404(request: HttpRequest, number: str) -> Certificate:
    if not request.user.is_authenticated:
        raise Http404
    return get_object_or_404(
        Certificate.objects.select_related("completion__enrolment"),
        number=number,
        completion__enrolment__user=request.user,
    )


def reviewable_courses(user: User) -> QuerySet[CoursePage]:
    """The courses whose learners this person may see: all for staff, their own for trainers, none for others."""
    if may_review(user):
        return CoursePage.objects.all()
    return team_courses(user)


def reviewable_quizzes(user: User) -> QuerySet[QuizPage]:
    """The quizzes of the courses above, in their courses and lessons."""
    above = reviewable_courses(user).filter(path=Substr(OuterRef("path"), 1, Length("path")))
    return QuizPage.objects.filter(Exists(above))


def quiz_of_reviewer_or_404(user: User, quiz_id: int) -> QuizPage:
    return get_object_or_404(reviewable_quizzes(user).defer("questions"), pk=quiz_id)


def grantable_enrolment_or_404(request: HttpRequest, enrolment_id: int) -> Enrolment:
    """Exceptions are granted by staff, and by the trainers of the enrolment's course. An erased person gets none."""
    courses = reviewable_courses(request.user).values("translation_key")
    living = Enrolment.objects.filter(erased_at__isnull=True).select_related("user")
    return get_object_or_404(
        living if may_review(request.user) else living.filter(course_key__in=courses), pk=enrolment_id
    )


def choosable_pages(user: User, pages: QuerySet[Page]) -> QuerySet[Page]:
    """What Wagtail's page chooser may list: the pages everybody can read, and those this person works on."""
    return pages.filter(Q(live=True) | Q(pk__in=PagePermissionPolicy().explorable_instances(user).values("pk")))


def may_edit(user: User, page: Page) -> bool:
    return page.permissions_for_user(user).can_edit()


def may_publish(user: User, page: Page) -> bool:
    return may_edit(user, page) and page.permissions_for_user(user).can_publish()


def editable_course_or_404(request: HttpRequest, course_id: int) -> CoursePage:
    course = get_object_or_404(CoursePage, pk=course_id)
    if not may_edit(request.user, course):
        raise Http404
    return course


def writable_courses(user: User) -> QuerySet[CoursePage]:
    """Where this person may put lessons: originals, which decide what a course holds."""
    pages = PagePermissionPolicy().instances_user_has_permission_for(user, "add")
    return originals(CoursePage.objects.filter(pk__in=pages.values("pk")))


def publishable_quiz_or_404(request: HttpRequest, page_id: int) -> QuizPage:
    """For those who decide what counts: its trainers, and administrators. They may also mark attempts anew."""
    quiz = get_object_or_404(QuizPage, pk=page_id)
    if not may_publish(request.user, quiz):
        raise Http404
    return quiz


def regrading_or_404(request: HttpRequest, regrading_id: int) -> Regrading:
    regrading = get_object_or_404(Regrading.objects.select_related("quiz", "by"), pk=regrading_id)
    if regrading.quiz is None or not may_publish(request.user, regrading.quiz):
        raise Http404
    return regrading


def reviewable_reflections(user: User) -> QuerySet[Response]:
    """The open answers this person may read and mark: of every course for staff, of their own for trainers; and nobody
    marks what they answered themselves."""
    own = Enrolment.objects.filter(user=user)
    rows = Response.objects.for_review().exclude(attempt__enrolment__in=own)
    if may_review(user):
        return rows
    return rows.filter(attempt__enrolment__course_key__in=team_courses(user).values("translation_key"))


def reflection_or_404(user: User, response_id: int) -> Response:
    rows = reviewable_reflections(user).select_related("attempt__version", "attempt__enrolment__user")
    return get_object_or_404(rows, pk=response_id)


def comment_templates(user: User) -> QuerySet[CommentTemplate]:
    """Those that all trainers share, and those of this person's own courses."""
    if not user.has_perm(USE_TEMPLATES):
        return CommentTemplate.objects.none()
    own = team_courses(user).values("translation_key")
    return CommentTemplate.objects.filter(Q(course_key=None) | Q(course_key__in=own))


def may_create_course(user: User) -> bool:
    return user.has_perm(CREATE_COURSE)


def may_add_terms(user: User) -> bool:
    return user.has_perm(ADD_TERM)


def may_review(user: User) -> bool:
    """Staff: the learners of every course, by name and address."""
    return user.has_perm(REVIEW)


def may_see_records(user: User) -> bool:
    return user.has_perm(SEE_RECORDS)


def may_manage_records(user: User) -> bool:
    return user.has_perm(MANAGE_RECORDS)


def may_see_consultations(user: User) -> bool:
    return user.has_perm(SEE_CONSULTATIONS)


def may_answer_consultations(user: User) -> bool:
    return user.has_perm(ANSWER_CONSULTATIONS)


def may_delete_consultations(user: User) -> bool:
    return user.has_perm(DELETE_CONSULTATIONS)


# --- the question bank ------------------------------------------------------------------------------


def may_use_bank(user: User) -> bool:
    """Trainers: they see, use and edit the questions of the topics below."""
    return user.has_perm(USE_BANK)


def bank_topics(user: User) -> QuerySet[BankTopic]:
    """The topics all trainers share and those of this person's own courses; for those who run the bank all."""
    if not may_use_bank(user):
        return BankTopic.objects.none()
    if user.has_perm(RUN_BANK):
        return BankTopic.objects.all()
    return BankTopic.objects.filter(Q(course_key=None) | Q(course_key__in=team_courses(user).values("translation_key")))


def team_courses(user: User) -> QuerySet[CoursePage]:
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return CoursePage.objects.filter(pk__in=editable.values("pk"))


def bank_questions(user: User) -> QuerySet[BankQuestion]:
    """What this person may see of the bank, use by reference or as a copy, draw from, and edit."""
    return BankQuestion.objects.filter(topic__in=bank_topics(user))


def bank_question_or_404(request: HttpRequest, question_id: int) -> BankQuestion:
    return get_object_or_404(bank_questions(request.user), pk=question_id)


def editable_quizzes(user: User) -> QuerySet[QuizPage]:
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return QuizPage.objects.filter(pk__in=editable.values("pk"))


def editable_quiz_or_404(request: HttpRequest, quiz_id: int) -> QuizPage:
    return get_object_or_404(editable_quizzes(request.user), pk=quiz_id)
