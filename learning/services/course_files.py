"""Courses carried in and out as files by people of the admin, each within what they may do."""

from django.utils.translation import gettext as _

from courses.models import CourseIndexPage, CoursePage
from courses.portable import identity
from courses.portable.importer import import_course
from courses.portable.reports import Report
from courses.portable.source import CourseSource, PortableError, Problem
from learning.access import may_add_terms, may_create_course, may_publish
from learning.models import User
from learning.services.courses import make_team


def bring_course(
    *,
    source: CourseSource,
    by: User,
    catalogue: CourseIndexPage | None = None,
    publish_new: bool = False,
    dry_run: bool = False,
) -> Report:
    """Over a course this person edits, or as a new one whose team they are.

    Raises PortableError, with nothing written, also where the course is here and is somebody else's.
    """
    known = list(courses_of(source))
    if not all(may_publish(by, course) for course in known):
        raise refused(source, _("A course with this id is here already, and you are not of its team."))
    is_new = not any(course.locale.language_code == source.language for course in known)
    if is_new and not may_create_course(by):
        raise refused(source, _("You may not begin new courses."))

    def finish(course: CoursePage) -> None:
        if is_new:
            make_team(course, by)

    return import_course(
        source=source,
        parent=catalogue,
        user=by,
        dry_run=dry_run,
        publish_new=publish_new,
        add_terms=may_add_terms(by),
        and_then=finish,
    )


def courses_of(source: CourseSource) -> list[CoursePage]:
    """The course of this id and its translations: what is learnt in one counts in all of them."""
    by_id = CoursePage.objects.filter(starter_id=source.id)
    keys = {identity.course_key(source.id), *by_id.values_list("translation_key", flat=True)}
    return list(CoursePage.objects.filter(translation_key__in=keys).select_related("locale"))


def refused(source: CourseSource, message: str) -> PortableError:
    return PortableError([Problem(source.file, 1, message)])
