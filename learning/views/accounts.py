"""Django-allauth's page to sign in, for people who go back and type another address while a code is on its way."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.account.views import LoginView
from django.http import HttpRequest, HttpResponse


class SignInView(LoginView):
    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> HttpResponse | None:
        """Back to the page that waits for the code, unless this form asks for something else: another address, or to
        come in by password."""
        if request.method == "POST" and not asks_for_the_same_code(request, stage):
            clear_login(request)
            return None
        return super()._redirect_to_pending_stage(request, stage)


def asks_for_the_same_code(request: HttpRequest, stage: LoginStage) -> bool:
    email = request.POST.get("login", "").strip().lower()
    return "code" in request.POST and email == str(stage.state.get("email", "")).lower()
