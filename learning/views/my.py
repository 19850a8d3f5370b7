"""A person's own pages: My learning, profile, their data, the end of the account, joining a guest's work."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from learning.forms.profile import DeleteAccountForm, ProfileForm
from learning.guest_sessions import forget_guest, waiting_guest
from learning.learners import Learner, learner_of
from learning.models import QuizAttempt
from learning.selectors.dashboard import dashboard, guest_summary
from learning.selectors.personal_data import personal_data
from learning.services.due import finish_due_attempts
from learning.services.erasure import erase_learner
from learning.services.guests import merge_guest
from learning.views.site import safe_next


@never_cache
@require_safe
def my_learning(request: HttpRequest) -> HttpResponse:
    """Courses under way and done, records. A guest sees the work kept on this device."""
    if waiting_guest(request):
        return redirect("join_guest")
    learner = learner_of(request)
    if learner:
        finish_due_attempts(attempts=QuizAttempt.objects.filter(enrolment__in=learner.enrolments()))
    return render(request, "learning/my_learning.html", {"view": dashboard(learner) if learner else None})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        with translation.override(user.language):
            messages.success(request, _("Saved."))
            return redirect("profile")
    status = 422 if form.errors else 200
    return render(request, "learning/profile.html", {"form": form}, status=status)


@never_cache
@login_required
@require_safe
def download_data(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(personal_data(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-learning.json"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_account(request: HttpRequest) -> HttpResponse:
    form = DeleteAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = request.user
        logout(request)
        erase_learner(user=user, keep_name_on_records=form.cleaned_data["keep_name_on_records"])
        return render(request, "learning/account_deleted.html")
    return render(request, "learning/delete_account.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_guest(request: HttpRequest) -> HttpResponse:
    """Phones are shared: work found on this device joins an existing account only when the person says so."""
    guest_key = waiting_guest(request)
    if not guest_key:
        return redirect("my_learning")
    if request.method == "POST":
        if request.POST.get("join") == "yes":
            merge_guest(guest_key=guest_key, user=request.user)
            messages.success(request, _("The work from this device is now in your account."))
        forget_guest(request)
        return redirect(safe_next(request, fallback="my_learning") if request.POST.get("next") else "my_learning")
    context = {"courses": guest_summary(Learner(guest_key=guest_key)), "next": request.GET.get("next", "")}
    return render(request, "learning/join_guest.html", context)
