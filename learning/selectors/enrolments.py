"""Enrolments as staff list them, and the courses they may be asked for."""

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from courses.models import CoursePage
from learning.models import Certificate, Enrolment
from quizzes.translations import once_each


def listed_enrolments() -> QuerySet[Enrolment]:
    """People's enrolments (guests are not people), each with `completed_at` and `record_number`: one query."""
    current = Certificate.objects.current().filter(completion__enrolment=OuterRef("pk"))
    return (
        Enrolment.objects.of_people()
        .select_related("user__community")
        .annotate(completed_at=F("completion__completed_at"), record_number=Subquery(current.values("number")[:1]))
    )


def name_of(enrolment: Enrolment) -> str:
    """How staff call the learner: the name, else the address, else what is left of them."""
    if enrolment.user:
        return enrolment.user.full_name or enrolment.user.email
    return _("Guest") if enrolment.guest_key else _("(account deleted)")


def course_titles(courses: QuerySet[CoursePage], *, with_deleted: bool) -> dict[str, str]:
    """Course key -> title, in the catalogue's order, drafts last; each course once, whatever its languages. One query,
    or two.

    `with_deleted` adds the courses whose pages are gone and whose enrolments remain, under the title of the time.
    """
    rows = list(once_each(courses).order_by("-live", "number", "path").values_list("translation_key", "title"))
    if with_deleted:
        deleted = Enrolment.objects.filter(course__isnull=True).order_by("course_key")
        rows += deleted.values_list("course_key", "course_title").distinct()
    titles: dict[str, str] = {}
    for key, title in rows:
        titles.setdefault(str(key), title)
    return titles
