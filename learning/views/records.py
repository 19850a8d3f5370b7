"""The finish of a course and the completion record of the one who finished it."""

import uuid

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning.access import certificate_or_404, enrolment_or_404
from learning.errors import KeyReused, MissingKey, NotYetEarned, UnprintableName
from learning.forms.records import NameForm
from learning.models import CourseCompletion, Enrolment
from learning.records.qr import qr_svg
from learning.selectors.dashboard import next_step
from learning.services.certificates import has_verified_email, issue_certificate
from learning.services.completion import settle_now
from learning.services.drawing import draw_certificate, verification_url
from learning.views.refusals import refuse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """A finished course: the moment, the name to print, then the record and one next step."""
    enrolment = enrolment_or_404(request, enrolment_id)
    completion = get_object_or_404(CourseCompletion, enrolment=enrolment)
    if request.method == "POST":
        return issue(request, enrolment, completion)
    form = NameForm.for_user(request.user) if has_verified_email(enrolment.user) else None
    return finish_page(request, enrolment, completion, form)


def issue(request: HttpRequest, enrolment: Enrolment, completion: CourseCompletion) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        return finish_page(request, enrolment, completion, form, status=422)
    try:
        issue_certificate(
            enrolment=enrolment,
            holder_name=form.cleaned_data["holder_name"],
            latin_name=form.cleaned_data["latin_name"],
            key=request.POST.get("key", ""),
        )
    except UnprintableName as error:
        form.add_error(error.field, str(error))
        return finish_page(request, enrolment, completion, form, status=error.status)
    except (NotYetEarned, MissingKey, KeyReused) as error:
        return refuse(request, error, back=reverse("finish", args=[enrolment.pk]))
    form.remember(request.user)
    return redirect("finish", enrolment.pk)


def finish_page(
    request: HttpRequest, enrolment: Enrolment, completion: CourseCompletion, form: NameForm | None, status: int = 200
) -> HttpResponse:
    certificate = completion.certificates.order_by("-number").first()
    context = {
        "enrolment": enrolment,
        "completion": completion,
        "record": certificate,
        "qr": qr_svg(verification_url(certificate)) if certificate else "",
        "form": form,
        "next": next_step(enrolment),
        "key": uuid.uuid4(),
    }
    return render(request, "learning/finish.html", context, status=status)


@require_POST
def settle(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    """Finish a course whose rule is met since an edit: only a POST writes, so the page offers this button."""
    enrolment = enrolment_or_404(request, enrolment_id)
    progress = settle_now(enrolment=enrolment)
    return redirect("finish", enrolment.pk) if progress and progress.finished_at else redirect("my_learning")


@never_cache
@require_safe
def record(request: HttpRequest, number: str) -> HttpResponse:
    certificate = certificate_or_404(request, number)
    url = verification_url(certificate)
    return render(request, "learning/record.html", {"record": certificate, "qr": qr_svg(url), "verify_url": url})


@never_cache
@require_safe
def record_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The PDF as it was drawn; drawn now if the task has not come to it yet."""
    certificate = draw_certificate(certificate_or_404(request, number))
    return FileResponse(
        certificate.pdf.open("rb"),
        as_attachment=True,
        filename=f"{certificate.number}.pdf",
        content_type="application/pdf",
    )
