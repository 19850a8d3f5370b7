"""The lessons of role paths as visitors may see them."""

from collections.abc import Sequence

from courses.models import LessonPage, RolePath
from quizzes.translations import once_each


def lessons_by_path(paths: Sequence[RolePath]) -> list[list[LessonPage]]:
    """For each path its public lessons in order, in the active language where they are translated; without their
    bodies. One query a path, and three for all together.

    The paths may be unsaved, as in a preview of the catalogue.
    """
    wanted = [[row.lesson_id for row in path.lessons.all()] for path in paths]
    keys = dict(
        LessonPage.objects.filter(pk__in={pk for pks in wanted for pk in pks}).values_list("pk", "translation_key")
    )
    public = once_each(LessonPage.objects.filter(translation_key__in=keys.values()).live().public())
    by_key = {lesson.translation_key: lesson for lesson in public.defer("body")}
    return [[by_key[key] for pk in pks if (key := keys.get(pk)) in by_key] for pks in wanted]
