"""Where the lived side listens to Wagtail, Django and allauth. Wired once, by the app's `ready()`."""

from typing import Any

from allauth.account.signals import user_signed_up
from django.apps import apps
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_migrate, post_save
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import page_published

from courses.models import CoursePage, LegalAct
from home.models import ConsultationRequest
from learning import consultation_letters, guest_sessions, lesson_bodies, roles
from learning.services import closing, health
from learning.services.law_changes import tell_of_change
from learning.views.pages import forget_ground, forget_roots
from quizzes.models import QuizPage


def make_roles(sender: Any, **_: Any) -> None:
    """After the very last app: Django makes permissions in this same signal, so earlier some may be missing."""
    if sender == [app for app in apps.get_app_configs() if app.models_module][-1]:
        roles.ensure_roles()


def make_team(sender: Any, instance: CoursePage, raw: bool = False, **_: Any) -> None:
    if not raw:
        roles.ensure_team(instance)


def tell_trainers(sender: Any, instance: LegalAct, raw: bool = False, **_: Any) -> None:
    if not raw:
        tell_of_change(act=instance)


def register() -> None:
    post_migrate.connect(make_roles, dispatch_uid="learning.roles")
    page_published.connect(make_team, sender=CoursePage, dispatch_uid="learning.team.published")
    post_save.connect(make_team, sender=CoursePage, dispatch_uid="learning.team.saved")
    page_published.connect(closing.after_publishing, sender=QuizPage, dispatch_uid="learning.closing")
    page_published.connect(health.after_publishing, sender=QuizPage, dispatch_uid="learning.health")
    user_signed_up.connect(guest_sessions.remember_sign_up, dispatch_uid="learning.signed_up")
    user_logged_in.connect(guest_sessions.join_new_account, dispatch_uid="learning.logged_in")
    post_save.connect(
        consultation_letters.announce, sender=ConsultationRequest, dispatch_uid="learning.consultation_letters"
    )
    for model in (Site, PageViewRestriction):
        post_save.connect(forget_ground, sender=model, dispatch_uid=f"learning.sites.{model.__name__}")
        post_delete.connect(forget_ground, sender=model, dispatch_uid=f"learning.gone.{model.__name__}")
    post_save.connect(tell_trainers, sender=LegalAct, dispatch_uid="learning.law_changed")
    for signal in (post_save, post_delete):
        signal.connect(forget_roots, dispatch_uid="learning.roots")
    lesson_bodies.register()
