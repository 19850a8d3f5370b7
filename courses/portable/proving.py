"""Whether a course just imported can be completed: what the import wrote must not be what nobody gets through."""

from collections.abc import Iterator, Mapping

from courses.models import CoursePage
from courses.proving import faults_in

from .places import Place
from .source import Problem


def faults_of(course: CoursePage, places: Mapping[str, Place], course_file: str) -> Iterator[tuple[bool, Problem]]:
    """(whether a page this import wrote makes it, the fault)."""
    by_page = {place.page.pk: place for place in places.values() if place.page}
    for fault in faults_in(CoursePage.objects.get(pk=course.pk)):
        place = by_page.get(fault.page_id)
        file = place.source.file if place else course_file
        yield bool(place and place.is_changed), Problem(file, 0, fault.message)
