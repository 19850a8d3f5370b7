"""The lessons of role paths as visitors may see them."""

from collections.abc import Sequence

from courses.models import LessonPage, RolePath


def lessons_by_path(paths: Sequence[RolePath]) -> list[list[LessonPage]]:
    """For each path its public lessons in order, without their bodies. One query a path, and two for all together.

    The paths may be unsaved, as in a preview of the catalogue.
    """
    wanted = [[row.lesson_id for row in path.lessons.all()] for path in paths]
    public = LessonPage.objects.live().public().defer("body").in_bulk({pk for pks in wanted for pk in pks})
    return [[public[pk] for pk in pks if pk in public] for pks in wanted]
