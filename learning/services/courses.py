"""Beginning a course as an author. Trainers have permissions on their own courses alone: new ones come from here."""

from django.db import transaction
from django.db.models import Max
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log

from courses.models import CourseIndexPage, CoursePage, CourseTeamMember
from learning.models import User
from learning.roles import ensure_team
from learning.slugs import latin_slug


@transaction.atomic
def create_course(*, title: str, catalogue: CourseIndexPage, by: User) -> CoursePage:
    """An empty draft below the catalogue, the last in it, with its author as the team."""
    slug = find_available_slug(catalogue, latin_slug(title))
    last = CoursePage.objects.child_of(catalogue).aggregate(Max("number"))["number__max"] or 0
    course = CoursePage(title=title, slug=slug, number=last + 1, live=False, owner=by, hours=0, locale=catalogue.locale)
    catalogue.add_child(instance=course)
    make_team(course, by)
    course = CoursePage.objects.get(pk=course.pk)
    course.save_revision(user=by, clean=False)
    log(course, "wagtail.create", user=by)
    return course


def make_team(course: CoursePage, by: User) -> None:
    """The author of a new course is its team."""
    CourseTeamMember.objects.create(page=course, user=by)
    ensure_team(course)
