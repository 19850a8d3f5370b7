"""«New course» in the admin: a title, and the author is in the editor of their own draft."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access

from courses.models import CourseIndexPage
from learning.access import may_create_course
from learning.services.courses import create_course


class NewCourseForm(forms.Form):
    title = forms.CharField(
        label=_("Title of the course"), max_length=255, help_text=_("You can change it later. Nothing is public yet.")
    )
    catalogue = forms.ModelChoiceField(CourseIndexPage.objects.order_by("path"), label=_("Catalogue"), empty_label=None)


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def new_course(request: HttpRequest) -> HttpResponse:
    if not may_create_course(request.user):
        raise PermissionDenied
    form = NewCourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        course = create_course(**form.cleaned_data, by=request.user)
        return redirect("wagtailadmin_pages:edit", course.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "page_title": _("New course"), "header_icon": "plus"}
    return render(request, "learning/admin/new_course.html", context, status=status)
