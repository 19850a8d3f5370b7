"""«Print»: a quiz as a sheet for a hall, with or without its key, as the trainer has it now, published or not."""

from decimal import Decimal
from string import ascii_uppercase

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from learning.access import may_edit
from quizzes.models import QuizPage
from quizzes.number_words import decimal_words
from quizzes.paper import paper_questions

MOST_VARIANTS = 99
# Letters that Ukrainian books leave out in such lists are left out.
ALPHABETS = {"uk": "АБВГДЕЖИКЛМНОПРСТУФХЦЧШЩЮЯ"}


@never_cache
@require_safe
@require_admin_access
def paper(request: HttpRequest, page_id: int) -> HttpResponse:
    quiz = get_object_or_404(QuizPage, pk=page_id)
    if not may_edit(request.user, quiz):
        raise Http404
    definition = quiz.get_latest_revision_as_object().definition()
    variant = variant_of(request.GET.get("variant", ""))
    with override(definition.locale):
        questions = paper_questions(definition, variant, ALPHABETS.get(definition.locale, ascii_uppercase))
        context = {
            "quiz": quiz,
            "parent": quiz.get_parent(),
            "definition": definition,
            "questions": questions,
            "total": decimal_words(sum((item.question.max_mark for item in questions), Decimal(0))),
            "variant": variant,
            "next_variant": variant % MOST_VARIANTS + 1,
            "with_key": request.GET.get("key") == "1",
        }
        return render(request, "learning/paper.html", context)


def variant_of(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_VARIANTS))
    return (is_number and int(text)) or 1
