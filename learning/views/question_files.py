"""«Import questions» of a quiz and of a topic of the bank: a file comes in, is looked at question by question, and
confirmed."""

from dataclasses import dataclass
from typing import IO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from learning import uploads
from learning.access import bank_topics, editable_quiz_or_404
from learning.forms.question_files import ChosenQuestionsForm, QuestionFileForm
from learning.question_destinations import Destination, QuizDestination, TopicDestination
from learning.question_previews import entries
from learning.services.question_files import FaultyFile, Imported, faults_of, import_questions
from quizzes.formats.registry import read_questions
from quizzes.formats.results import ImportResult, Problem

# As many ticks as a form may send, and as many questions as one looks through.
MOST_SHOWN = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for one destination."""

    request: HttpRequest
    into: Destination

    @property
    def may_publish(self) -> bool:
        return isinstance(self.into, TopicDestination)


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def import_into_quiz(request: HttpRequest, quiz_id: int) -> HttpResponse:
    quiz = editable_quiz_or_404(request, quiz_id)
    if quiz.permissions_for_user(request.user).page_locked():
        messages.error(request, _("This quiz is locked for changes, so nothing can be imported now."))
        return redirect("wagtailadmin_pages:edit", quiz.pk)
    return answer(Visit(request, QuizDestination(quiz)))


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def import_into_topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    topic = get_object_or_404(bank_topics(request.user), pk=topic_id)
    return answer(Visit(request, TopicDestination(topic, publish="publish" in request.POST)))


@require_admin_access
@require_safe
def questions_template(request: HttpRequest) -> HttpResponse:
    from quizzes.formats.spreadsheet.template import FILE_NAME, write_template  # openpyxl is big

    disposition = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return HttpResponse(write_template(), content_type=XLSX, headers=disposition)


def answer(visit: Visit) -> HttpResponse:
    if visit.request.method != "POST":
        return page(visit, form=QuestionFileForm())
    return confirm(visit) if "upload" in visit.request.POST else look(visit)


def look(visit: Visit) -> HttpResponse:
    """The dry run. Where no question is sound, only what is wrong."""
    form = QuestionFileForm(visit.request.POST, visit.request.FILES)
    if not form.is_valid():
        return page(visit, status=422, form=form)
    file, format_name = form.cleaned_data["file"], form.cleaned_data["format"]
    result = read(visit, file, file.name, format_name)
    if not result.questions:
        return page(visit, status=422, form=form, problems=result.problems)
    file.seek(0)
    said = {"upload": uploads.keep(file, visit.request.user), "file_name": file.name, "format": format_name}
    return preview(visit, result, chosen_form(visit, result, initial=said))


def confirm(visit: Visit) -> HttpResponse:
    form = ChosenQuestionsForm(visit.request.POST, may_publish=visit.may_publish)
    if not form.is_valid():
        return page(visit, status=422, form=QuestionFileForm())
    token, said = form.cleaned_data["upload"], form.cleaned_data
    try:
        with uploads.kept(token, visit.request.user) as file:
            result = read(visit, file, said["file_name"], said["format"])
    except FileNotFoundError:
        messages.error(visit.request, _("This upload is no longer here. Send the file again."))
        return redirect(visit.request.path)
    return bring(visit, result, form)


def bring(visit: Visit, result: ImportResult, form: ChosenQuestionsForm) -> HttpResponse:
    """What was not ticked stays out; nothing ticked, or faults nobody agreed to, and the preview comes back."""
    chosen, only_sound = set(visit.request.POST.getlist("question")), form.cleaned_data["only_sound"]
    if not chosen & {question.definition.id for question in result.questions}:
        return again(visit, result, form, _("Tick at least one question."))
    try:
        options = {"by": visit.request.user, "only_sound": only_sound, "chosen": chosen}
        imported = import_questions(result=result, into=visit.into, **options)
    except FaultyFile:
        message = _("Nothing was imported: the file has faults. Mend them, or import only the sound questions.")
        return again(visit, result, form, message)
    uploads.forget(form.cleaned_data["upload"], visit.request.user)
    messages.success(visit.request, imported_words(imported, is_draft="publish" not in visit.request.POST))
    return redirect(visit.into.url)


def again(visit: Visit, result: ImportResult, form: ChosenQuestionsForm, message: str) -> HttpResponse:
    messages.error(visit.request, message)
    chosen = set(visit.request.POST.getlist("question"))
    return preview(visit, result, chosen_form(visit, result, initial=form.cleaned_data), status=422, chosen=chosen)


def read(visit: Visit, file: IO[bytes], name: str, format_name: str) -> ImportResult:
    result = read_questions(file.read(), file_name=name, format_name=format_name, namespace=visit.into.namespace)
    if len(result.questions) > MOST_SHOWN:
        message = _("The file has %(count)d questions. Divide it: here at most %(limit)d come at once.")
        return ImportResult((), (Problem(1, message % {"count": len(result.questions), "limit": MOST_SHOWN}),))
    return visit.into.adapt(result)


def chosen_form(visit: Visit, result: ImportResult, **kwargs: object) -> ChosenQuestionsForm:
    return ChosenQuestionsForm(has_faults=bool(faults_of(result)), may_publish=visit.may_publish, **kwargs)


def preview(
    visit: Visit, result: ImportResult, form: ChosenQuestionsForm, status: int = 200, chosen: set[str] | None = None
) -> HttpResponse:
    ids = {question.definition.id for question in result.questions}
    known = visit.into.existing_ids() & ids
    context = {
        "confirmation": form,
        "entries": entries(result, known),
        "chosen": ids if chosen is None else chosen,
        "added": len(ids - known),
        "updated": len(known),
        "faults": len(faults_of(result)),
        "is_quiz": isinstance(visit.into, QuizDestination),
    }
    return page(visit, status=status, **context)


def page(visit: Visit, status: int = 200, **context: object) -> HttpResponse:
    heads = {"page_title": _("Import questions"), "page_subtitle": visit.into.title, "header_icon": "upload"}
    return render(visit.request, "learning/admin/import_questions.html", {**context, **heads}, status=status)


def imported_words(imported: Imported, *, is_draft: bool) -> str:
    """“3 questions added, 1 question updated. …”"""
    added, updated = imported.added, imported.updated
    counts = [
        added and ngettext("%(count)d question added", "%(count)d questions added", added) % {"count": added},
        updated and ngettext("%(count)d question updated", "%(count)d questions updated", updated) % {"count": updated},
    ]
    words = _("%(counts)s. Nothing is published yet.") if is_draft else _("%(counts)s.")
    return words % {"counts": ", ".join(filter(None, counts))}
