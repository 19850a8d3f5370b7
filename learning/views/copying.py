"""«Copy the course» and «Copy the lesson» in the admin: a title, and the trainer is at the drafts."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access

from courses.models import CoursePage, LessonPage
from learning.access import editable_course_or_404, may_create_course, may_edit, writable_courses
from learning.services.copying import Copied, copy_course, copy_lesson


class TitleForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title of the copy"), max_length=255)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.source = kwargs.pop("source")
        initial = {"title": _("%(title)s (copy)") % {"title": self.source.title[:240]}}
        super().__init__(*args, initial=initial, **kwargs)


class CourseCopyForm(TitleForm):
    pass


class LessonCopyForm(TitleForm):
    to = forms.ModelChoiceField(
        CoursePage.objects.none(),
        label=gettext_lazy("Into the course"),
        empty_label=None,
        help_text=gettext_lazy("One of your courses in the same language. The copy stands last in it."),
    )

    def __init__(self, *args: Any, courses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = courses
        self.initial["to"] = self.source.course


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def copy_course_view(request: HttpRequest, course_id: int) -> HttpResponse:
    course = editable_course_or_404(request, course_id).original
    if not may_create_course(request.user):
        raise PermissionDenied
    form = CourseCopyForm(request.POST or None, source=course)
    if request.method == "POST" and form.is_valid():
        done = copy_course(course=course, by=request.user, **form.cleaned_data)
        tell(request, done, _("The course is copied: all its pages are drafts, and you are its team."))
        return redirect("wagtailadmin_explore", done.page.pk)
    return page(request, form, _("Copy the course"), course.title)


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def copy_lesson_view(request: HttpRequest, lesson_id: int) -> HttpResponse:
    lesson = get_object_or_404(LessonPage, pk=lesson_id).original
    if not may_edit(request.user, lesson):
        raise Http404
    courses = writable_courses(request.user).filter(locale=lesson.locale).order_by("number", "path")
    form = LessonCopyForm(request.POST or None, source=lesson, courses=courses)
    if request.method == "POST" and form.is_valid():
        done = copy_lesson(lesson=lesson, by=request.user, **form.cleaned_data)
        tell(request, done, _("The lesson is copied: it and its quizzes are drafts."))
        return redirect("wagtailadmin_pages:edit", done.page.pk)
    return page(request, form, _("Copy the lesson"), lesson.title)


def tell(request: HttpRequest, done: Copied, words: str) -> None:
    messages.success(request, words)
    for sentence in done.told:
        messages.warning(request, sentence)


def page(request: HttpRequest, form: TitleForm, title: str, subtitle: str) -> HttpResponse:
    context = {"form": form, "page_title": title, "page_subtitle": subtitle, "header_icon": "copy"}
    return render(request, "learning/admin/copy.html", context, status=422 if form.errors else 200)
