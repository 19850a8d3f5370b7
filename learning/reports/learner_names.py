"""What a learner is called on a screen that trainers see too."""

from django.utils.translation import gettext as _

from learning.models import Enrolment
from learning.selectors.enrolments import name_of


def shown_name(enrolment: Enrolment, *, with_address: bool) -> str:
    """A trainer is not told the address, not even in place of a name that was not given."""
    user = enrolment.user
    if with_address or user is None or user.full_name:
        return name_of(enrolment)
    return _("Learner %(number)d") % {"number": user.pk}
