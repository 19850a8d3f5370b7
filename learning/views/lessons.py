"""What a lesson's forms post to. The lesson page itself is Wagtail's; reading it writes nothing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.models import LessonPage
from courses.outline import course_outline
from learning.access import page_or_404
from learning.errors import LearningError
from learning.learners import learner_writing
from learning.lesson_bodies import find_check
from learning.page_urls import page_url
from learning.services.enrolment import enrol
from learning.services.sections import answer_check, complete_section
from learning.views.refusals import refuse
from quizzes.forms import read_answers


@require_POST
def section_done(request: HttpRequest, lesson_id: int, section_id: UUID) -> HttpResponse:
    """Mark a section as done and go on to the next one. The page that follows already shows the new state."""
    lesson = page_or_404(request, LessonPage, lesson_id)
    course = lesson.course
    outline = course_outline(course)
    try:
        with learner_writing(request) as learner:
            enrolment = enrol(learner=learner, course=course)
            complete_section(enrolment=enrolment, outline=outline, lesson_key=lesson.key, section_id=str(section_id))
    except LearningError as error:
        return refuse(request, error, back=page_url(lesson.url_path))
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"done": str(section_id)})
    return redirect(f"{page_url(lesson.url_path)}{after(outline.activity(lesson.key), str(section_id))}")


def after(lesson: object, section_id: str) -> str:
    """The fragment of the section that follows, or of what stands behind the last one."""
    ids = [section.id for section in lesson.sections]
    following = ids[ids.index(section_id) + 1 :] if section_id in ids else []
    return f"#s-{following[0]}" if following else "#next"


@require_POST
def check_answer(request: HttpRequest, lesson_id: int, block_id: UUID) -> HttpResponse:
    """Keep the answer to a check-yourself question; the lesson then shows what is right and why."""
    lesson = page_or_404(request, LessonPage, lesson_id)
    question = find_check(lesson, str(block_id))
    back = f"{page_url(lesson.url_path)}#check-{block_id}"
    if question is None:
        return refuse(request, _("This question is no longer in the lesson."), back=back, status=404)
    answers, errors = read_answers([question], request.POST)
    if errors or answers[question.id] is None:
        message = errors.get(question.id) or _("Choose or write an answer first, then check it.")
        return refuse(request, message, back=back, status=422)
    try:
        with learner_writing(request) as learner:
            enrolment = enrol(learner=learner, course=lesson.course)
            answer_check(
                enrolment=enrolment,
                lesson_key=lesson.key,
                block_id=str(block_id),
                answer=answers[question.id],
                outline=course_outline(lesson.course),
            )
    except LearningError as error:
        return refuse(request, error, back=back)
    return redirect(back)
