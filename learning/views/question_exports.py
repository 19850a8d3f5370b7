"""«Export questions»: what each format cannot say of these questions, then the file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access
from wagtail.log_actions import log

from learning.access import bank_topics, editable_quiz_or_404
from learning.forms.question_files import ExportQuestionsForm
from learning.selectors.question_files import Outgoing, questions_of_quiz, questions_of_topic
from quizzes.formats.registry import Written, all_formats, write_questions
from quizzes.models import BankTopic, QuizPage


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def export_of_quiz(request: HttpRequest, quiz_id: int) -> HttpResponse:
    quiz = editable_quiz_or_404(request, quiz_id)
    return answer(request, quiz, questions_of_quiz(quiz))


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def export_of_topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    topic = get_object_or_404(bank_topics(request.user), pk=topic_id)
    return answer(request, topic, questions_of_topic(topic))


def answer(request: HttpRequest, source: QuizPage | BankTopic, outgoing: Outgoing) -> HttpResponse:
    form = ExportQuestionsForm(kinds(), request.POST or None, initial={"kind": kinds()[-2][0]})
    if request.method == "POST" and form.is_valid():
        format_name, _dot, extension = form.cleaned_data["kind"].partition(".")
        written = write_questions(outgoing.questions, format_name=format_name, extension=extension)
        log(source, "learning.export_questions", user=request.user, data={"questions": len(outgoing.questions)})
        return download(written, f"{outgoing.name}.{extension}")
    status = 422 if request.method == "POST" else 200
    return page(request, outgoing, form, status)


def page(request: HttpRequest, outgoing: Outgoing, form: ExportQuestionsForm, status: int) -> HttpResponse:
    context = {
        "outgoing": outgoing,
        "form": form,
        "losses": [(label, losses_of(kind, outgoing)) for kind, label in kinds()],
        "page_title": _("Export questions"),
        "page_subtitle": outgoing.title,
        "header_icon": "download",
    }
    return render(request, "learning/admin/export_questions.html", context, status=status)


def kinds() -> list[tuple[str, str]]:
    """("spreadsheet.csv", "Spreadsheet (CSV)"), …"""
    return [
        (f"{format.name}.{extension}", f"{format.label} ({extension.upper()})" if format.written > 1 else format.label)
        for format in all_formats()
        for extension in format.written_extensions
    ]


def losses_of(kind: str, outgoing: Outgoing) -> list[tuple[str, list[str]]]:
    """(sentence, the questions it is about), so that one said of sixty questions is said once."""
    format_name, _dot, extension = kind.partition(".")
    written = write_questions(outgoing.questions, format_name=format_name, extension=extension)
    grouped: dict[str, list[str]] = {}
    for loss in (*outgoing.losses, *written.losses):
        grouped.setdefault(loss.message, []).append(loss.question)
    return list(grouped.items())


def download(written: Written, name: str) -> HttpResponse:
    response = HttpResponse(written.data, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
