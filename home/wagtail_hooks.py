"""What this app gives to Wagtail's admin."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from wagtail import hooks

from home.models import ConsultationPage


@hooks.register("filter_form_submissions_for_user")
def keep_requests_to_their_own_list(user: AbstractBaseUser, forms: QuerySet) -> QuerySet:
    """Whoever may edit the form may not therefore read what people ask: requests have a list and permissions of their
    own. Wagtail's would also delete without a trace.
    """
    return forms.exclude(pk__in=ConsultationPage.objects.values("pk"))
