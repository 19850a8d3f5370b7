"""The catalogue's role paths from the starter's words: lesson by lesson, as the lessons come in.

A lesson is planted once. The catalogue remembers which were, so that what an editor took out stays out. A catalogue in
another language has the same lists where `site.CODE.yaml` has words for them. All lists hold the original lessons;
whoever shows a list takes each lesson in the reader's language.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from courses.models import CourseIndexPage, LessonPage, RolePath, RolePathLesson

from .starter_words import STARTER, read_words


@transaction.atomic
def plant_role_paths(words_file: Path = STARTER) -> int:
    """How many lessons were put into paths of the first catalogue."""
    first = CourseIndexPage.objects.order_by("path").first()
    if first is None:
        return 0
    paths = read_words(words_file).get("paths", [])
    for page in first.get_translations().select_related("locale"):
        plant_paths(page, first, in_words_of(page.locale.language_code, paths, words_file))
    return plant_paths(first, first, paths)


def in_words_of(code: str, paths: Sequence[dict[str, Any]], words_file: Path) -> list[dict[str, Any]]:
    """The paths that have a title and a text in this language."""
    file = words_file.with_suffix(f".{code}.yaml")
    words = {said["id"]: said for said in read_words(file).get("paths", [])} if file.is_file() else {}
    return [{**path, **words[path["id"]]} for path in paths if path["id"] in words]


def plant_paths(catalogue: CourseIndexPage, first: CourseIndexPage, paths: Sequence[dict[str, Any]]) -> int:
    """None while the catalogue has a draft: it would be published, or lost. The lessons stand below the first one."""
    index = CourseIndexPage.objects.select_for_update(of=("self",)).get(pk=catalogue.pk)
    if index.has_unpublished_changes:
        return 0
    planted = [plant_path(index, first, words) for words in paths]
    if any(planted):
        CourseIndexPage.objects.filter(pk=index.pk).update(planted_paths=index.planted_paths)
        index.save_revision().publish()
    return sum(planted)


def plant_path(index: CourseIndexPage, first: CourseIndexPage, words: dict[str, Any]) -> int:
    known = index.planted_paths.get(words["id"])
    lessons = list(lessons_to_plant(first, words["lessons"], known or []))
    if not lessons:
        return 0
    paths = list(index.role_paths.all())
    path = path_to_plant(paths, words, is_new=known is None)
    if path:
        path.lessons = in_order([row.lesson for row in path.lessons.all()], lessons, words["lessons"])
        index.role_paths = paths
    ids = [lesson.starter_id for lesson in lessons]
    index.planted_paths = {**index.planted_paths, words["id"]: [*(known or []), *ids]}
    return len(lessons) if path else 0


def lessons_to_plant(index: CourseIndexPage, ids: Sequence[str], known: Sequence[str]) -> Iterator[LessonPage]:
    found = LessonPage.objects.live().descendant_of(index).filter(starter_id__in=set(ids) - set(known))
    by_id = {lesson.starter_id: lesson for lesson in found.order_by("-path")}
    yield from (by_id[id] for id in ids if id in by_id)


def path_to_plant(paths: list[RolePath], words: dict[str, Any], *, is_new: bool) -> RolePath | None:
    """Of the paths, or a new one behind them; nothing for one that an editor removed."""
    for path in paths:
        if path.starter_id == words["id"]:
            return path
    if not is_new:
        return None
    path = RolePath(starter_id=words["id"], audience=words["audience"], title=words["title"], text=words["text"])
    path.sort_order = len(paths)
    paths.append(path)
    return path


def in_order(there: Sequence[LessonPage], new: Sequence[LessonPage], ids: Sequence[str]) -> list[RolePathLesson]:
    """What is there keeps its order; each new one comes behind the last of those that the words name before it."""
    lessons = list(there)
    for lesson in new:
        before = set(ids[: ids.index(lesson.starter_id)])
        places = [place for place, other in enumerate(lessons, start=1) if other.starter_id in before]
        lessons.insert(max(places, default=0), lesson)
    return [RolePathLesson(lesson=lesson, sort_order=place) for place, lesson in enumerate(lessons)]
