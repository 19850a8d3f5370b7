"""«Export as files» and «Import a course» in the admin: a zip goes out; a zip comes in, is looked at, and confirmed."""

import tempfile
from typing import IO, Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.log_actions import log

from courses.models import CourseIndexPage
from courses.portable import exporter
from courses.portable.archives import MOST_ZIPPED, unpacked
from courses.portable.reader import read_course
from courses.portable.reports import Report
from courses.portable.source import PortableError
from learning import uploads
from learning.access import editable_course_or_404, may_create_course
from learning.services.course_files import bring_course

SPOOLED = 5 << 20


class UploadForm(forms.Form):
    archive = forms.FileField(
        label=gettext_lazy("Zip of the course folder"),
        help_text=gettext_lazy("As an export gives it. First you are shown what would change; nothing is changed yet."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )
    catalogue = forms.ModelChoiceField(
        CourseIndexPage.objects.all(),
        label=gettext_lazy("Catalogue"),
        empty_label=None,
        help_text=gettext_lazy("Where a new course goes. A course that is here stays where it is."),
    )

    def clean_archive(self) -> UploadedFile:
        archive = self.cleaned_data["archive"]
        if archive.size > MOST_ZIPPED:
            raise ValidationError(_("The archive is too big: at most %d MB.") % (MOST_ZIPPED >> 20))
        return archive


class ConfirmForm(forms.Form):
    upload = forms.CharField(widget=forms.HiddenInput)
    catalogue = forms.ModelChoiceField(CourseIndexPage.objects.all(), widget=forms.HiddenInput)
    publish = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish new pages at once"),
        help_text=gettext_lazy("Otherwise they are drafts. Pages that are public stay public."),
    )


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def export_course(request: HttpRequest, course_id: int) -> HttpResponseBase:
    """What the files cannot say, then the files."""
    course = editable_course_or_404(request, course_id)
    exported = exporter.export_course(course)
    if request.method != "POST":
        context = {"course": course, "exported": exported, "page_title": _("Export"), "header_icon": "download"}
        return render(request, "learning/admin/export_course.html", {**context, "page_subtitle": course.title})
    target = tempfile.SpooledTemporaryFile(SPOOLED)  # noqa: SIM115  the response closes it
    exporter.write_zip(exported, target)
    target.seek(0)
    log(course, "courses.export", user=request.user)
    return FileResponse(target, as_attachment=True, filename=f"{course.slug}.zip")


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def import_course(request: HttpRequest) -> HttpResponse:
    if not may_create_course(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return page(request, form=UploadForm())
    return confirm(request) if "upload" in request.POST else look(request)


def look(request: HttpRequest) -> HttpResponse:
    """The dry run: what would change, or everything that is wrong."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, status=422, form=form)
    archive, catalogue = form.cleaned_data["archive"], form.cleaned_data["catalogue"]
    try:
        report = bring(archive, request, catalogue=catalogue, dry_run=True)
    except PortableError as error:
        return page(request, status=422, form=form, problems=error.problems)
    archive.seek(0)
    token = uploads.keep(archive, request.user)
    confirmation = ConfirmForm(initial={"upload": token, "catalogue": catalogue})
    return page(request, confirmation=confirmation, report=report)


def confirm(request: HttpRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return page(request, status=422, form=UploadForm())
    token = form.cleaned_data["upload"]
    try:
        with uploads.kept(token, request.user) as archive:
            options = {"catalogue": form.cleaned_data["catalogue"], "publish_new": form.cleaned_data["publish"]}
            report = bring(archive, request, **options)
    except FileNotFoundError:
        messages.error(request, _("This upload is no longer here. Send the zip again."))
        return redirect("learning_reports:import_course")
    except PortableError as error:
        return page(request, status=422, form=UploadForm(), problems=error.problems)
    uploads.forget(token, request.user)
    messages.success(request, _("The course is imported."))
    return redirect("wagtailadmin_explore", report.course_id)


def bring(archive: IO[bytes], request: HttpRequest, **options: Any) -> Report:
    with unpacked(archive, getattr(archive, "name", "zip").rpartition("/")[2]) as folder:
        return bring_course(source=read_course(folder), by=request.user, **options)


def page(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    context = {**context, "page_title": _("Import a course"), "header_icon": "upload"}
    return render(request, "learning/admin/import_course.html", context, status=status)
