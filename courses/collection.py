"""Where the pictures and documents of a course lie."""

from wagtail.models import Collection

from .models import CoursePage


def course_collection(course: CoursePage) -> Collection:
    """The one the course's team works in; a new one where there is no team."""
    same_course = {"group_permissions__group__page_permissions__page__translation_key": course.translation_key}
    return Collection.objects.filter(depth=2, **same_course).order_by("pk").first() or new_collection(course)


def new_collection(course: CoursePage) -> Collection:
    """Called like the course, unless something else is already: that holds other people's files."""
    root = Collection.get_first_root_node()
    is_taken = root.get_children().filter(name=course.slug).exists()
    return root.add_child(name=f"{course.slug} {str(course.translation_key)[:8]}" if is_taken else course.slug)
