"""The tables of `make bench`."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.cost import Meter, ratios
from bench.crowd import FEW, MANY, overview_costs
from bench.weight import Visit, fetch_with, first_visit
from bench.world import Asker, World, signed_in
from learning.models import Enrolment
from quizzes import question_types
from quizzes.definitions import QuizDefinition
from quizzes.forms import field_name

BARE = "/bench/bare/"
ENCODINGS = ("gzip", "br, gzip")


def show(world: World) -> None:
    print(f"\nOn {connection.vendor}, {len(world.lessons)} lessons, a learner in the middle of the second\n")
    show_pages(world)
    show_quiz(world)
    show_weight(world)
    show_overview(world)


def show_pages(world: World) -> None:
    asker = Asker(signed_in(world.learner))
    bare = asker.environ(BARE)
    pages = {"lesson": asker.environ(world.lesson.url), "course": asker.environ(world.course.url)}
    packed = {f"{name}, sent as gzip": {**environ, "HTTP_ACCEPT_ENCODING": "gzip"} for name, environ in pages.items()}
    cost = ratios(asker, bare, {**pages, **packed})
    print(f"{'A page to a signed-in learner':<32}{'× bare view':>12}{'queries':>9}   (budget 4, aim 2.5; 6 queries)")
    for name, environ in {"bare view": bare, **pages, **packed}.items():
        print(f"  {name:<30}{cost.get(name, 1):>12.2f}{queries(asker.get, environ):>9}")
    print(f"  {Meter().scope}\n")


def queries(act: Callable[..., Any], *given: Any) -> int:
    with CaptureQueriesContext(connection) as counted:
        act(*given)
    return len(counted)


def show_quiz(world: World) -> None:
    print(f"{'A quiz':<44}{'queries':>9}   (budget 25)")
    for name, count in quiz_steps(world, signed_in(world.learner)):
        print(f"  {name:<42}{count:>9}")
    print()


def quiz_steps(world: World, client: Client) -> Iterator[tuple[str, int]]:
    """As a browser without JavaScript takes them: the whole form each time."""
    yield "start", queries(post, client, f"/learn/quizzes/{world.quiz.pk}/start/", {"key": "start"})
    attempt = Enrolment.objects.get(user=world.learner).attempts.get(submitted_at=None)
    form = {"key": "submit", **right_form(attempt.definition)}
    yield "save", queries(post, client, f"/learn/attempts/{attempt.pk}/save/", form)
    yield "submit", queries(post, client, f"/learn/attempts/{attempt.pk}/submit/", form)
    assert attempt.responses.exists()


def right_form(definition: QuizDefinition) -> dict[str, list[str]]:
    """Every question answered, as the browser names the fields."""
    form: dict[str, list[str]] = {}
    for question in definition.questions:
        kind = question_types.get(question.type)
        raw = kind.raw(question, kind.right_answer(question))
        form |= {field_name(question.id, key): list(values) for key, values in raw.items()}
        form[f"was-{question.id}"] = [""]
    return form


def post(client: Client, url: str, form: Mapping[str, Any]) -> HttpResponseBase:
    response = client.post(url, form)
    assert response.status_code == 302, f"{url}: {response.status_code}"
    return response


def show_weight(world: World) -> None:
    print(
        f"{'A first visit to a lesson':<32}{'requests':>9}{'raw':>9}{'gzip':>9}{'brotli':>9}   (budget 8; 60 KB sent)"
    )
    heaviest = max(world.lessons, key=lambda lesson: visit(lesson.url, ENCODINGS[0]).sent)
    for lesson in world.lessons:
        show_visit(lesson.slug[:28], visits(lesson.url))
    print("  the heaviest, file by file")
    for files in zip(*(each.files for each in visits(heaviest.url)), strict=True):
        name = files[0].url.rsplit("/", 1)[-1] or "the page itself"
        print(f"    {name[:37]:<37}{kilobytes(files[0].raw)}{''.join(kilobytes(file.sent) for file in files)}")
    print(f"  from other hosts: {', '.join(visit(heaviest.url, '').strangers) or 'nothing'}")


def show_overview(world: World) -> None:
    """Last: it fills the course with people."""
    cost = overview_costs(world.course)
    print(f"\n{'The overview of a course':<40}{'ms of CPU':>12}   (kept for five minutes: decision 19)")
    print(f"  {f'counted among {FEW:,} enrolments':<38}{cost['few']:>12.1f}")
    print(f"  {f'counted among {MANY:,} enrolments':<38}{cost['many']:>12.1f}")
    print(f"  {'kept, whatever their number':<38}{cost['kept']:>12.2f}")
    print(f"  {MANY // FEW} times the people: {cost['many'] / cost['few']:.1f} times the cost of counting\n")


def show_visit(name: str, found: list[Visit]) -> None:
    sizes = "".join(kilobytes(each.sent) for each in found)
    print(f"  {name:<30}{len(found[0].files):>9}{kilobytes(found[0].raw)}{sizes}")


def visits(url: str) -> list[Visit]:
    return [visit(url, encoding) for encoding in ENCODINGS]


def visit(url: str, encoding: str) -> Visit:
    """By somebody who has never been here."""
    return first_visit(url, fetch_with(Client(), encoding))


def kilobytes(size: int) -> str:
    return f"{size / 1000:>9.1f}"
