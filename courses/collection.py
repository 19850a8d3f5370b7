"""Where the pictures and documents of a course lie."""

from wagtail.models import Collection

from .models import CoursePage


def course_collection(course: CoursePage) -> Collection:
    """The course's own collection, made where there is none: its team may add to it and nobody else needs to look."""
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=course.slug).first()
    return found or root.add_child(name=course.slug)
