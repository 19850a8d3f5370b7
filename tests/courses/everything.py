"""A course made in the editor with every block, every question type, and every setting away from its default."""

import uuid
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from courses.models import (
    CourseIndexPage,
    CourseOutcome,
    CoursePage,
    CoursePrerequisite,
    LearningOutcome,
    LegalAct,
    LegalSource,
    LessonPage,
    Term,
)
from quizzes import question_types
from quizzes.models import QuizPage
from tests import cast
from tests.courses.samples import block, question, section
from tests.quizzes.samples import SAMPLES

RICH = (
    '<p data-block-key="a1">Хто <b>вирішує</b> – <i>рада</i>, <b><i>і не</i></b> «хтось». <br/>Далі: '
    '<a href="https://zakon.rada.gov.ua/laws/show/280/97-вр">закон</a>, <a href="tel:+380441234567">телефон</a>.</p>'
    '<h3 data-block-key="a2">Як # тут</h3><ul><li data-block-key="a3">один<ul><li data-block-key="a4">два</li></ul>'
    '</li><li data-block-key="a5">три</li></ul><ol><li data-block-key="a6">раз</li></ol><ol><li>знову</li></ol>'
    '<p>Є <a linktype="term" id="kvorum"><b>кво</b>рум</a>, тож рада вирішує.</p>'
    "<h4>1. Не список</h4><p>- не список * і _не_ курсив &lt;b&gt; &amp;amp; [ні](так)</p>"
)


def png(colour: str = "red", size: tuple[int, int] = (4, 3)) -> bytes:
    buffer = BytesIO()
    Pillow.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def make_image(title: str, colour: str = "red", **fields: Any) -> Any:
    return get_image_model().objects.create(title=title, file=ContentFile(png(colour), "stored.png"), **fields)


def make_document(title: str, content: bytes = b"%PDF-1.4 form") -> Any:
    return get_document_model().objects.create(title=title, file=ContentFile(content, "stored.pdf"))


def all_questions() -> list[dict[str, Any]]:
    found = []
    for definition in SAMPLES.values():
        found.append(with_new_ids(question_types.get(definition.type).thaw(definition)))
    return found


def with_new_ids(raw: Any) -> Any:
    """As the editor gives them to a question and its answers."""
    if isinstance(raw, dict):
        return {key: str(uuid.uuid4()) if key == "id" else with_new_ids(value) for key, value in raw.items()}
    return [with_new_ids(item) for item in raw] if isinstance(raw, list) else raw


def table() -> dict[str, Any]:
    value = {
        "caption": "Хто | що: «робить»",
        "columns": [{"type": "text", "heading": "Орган*"}, {"type": "rich", "heading": "Роль"}],
        "rows": [
            {"values": ["Рада | депутати", "<p>вирішує <b>усе</b></p>"]},
            {
                "values": [
                    "",
                    '<p>один<br/><a linktype="term" id="a-komirka">два</a></p><p><a href="https://a.example/?x=1&amp;y=2">три</a></p>',
                ]
            },
        ],
    }
    return block("table", value)


def all_blocks(links: str = "") -> list[dict[str, Any]]:
    picture, form = make_image("План громади", description="Опис"), make_document("Форма заяви")
    document_link = f'<p>Ось <a linktype="document" id="{form.pk}">форма</a>.</p>'
    return [
        block("text", RICH + links + document_link),
        block("text", "<p>Ще один текст.</p>"),
        block("picture", {"image": picture.pk, "alt": "План [центр]", "caption": 'Фото "Ради"'}),
        block("video", {"link": "https://youtu.be/aqz-KE-bpKQ", "title": "Сесія", "transcript": "<p>Кажуть так.</p>"}),
        table(),
        block("file", {"document": form.pk, "label": ""}),
        block("file", {"document": form.pk, "label": "Заява {зразок}"}),
        block("callout", {"style": "info", "label": "Помилка", "text": "<p>Ні.</p><ul><li>а</li></ul>"}),
        block("callout", {"style": "warning", "label": "Увага", "text": "<p>Перевірте.</p>"}),
        block("case", {"label": "Ситуація", "text": "<p>File: media/x.pdf</p>"}),
        block("exercise", {"label": "Вправа", "text": "<p>Зробіть.</p>", "minutes": 15, "document": form.pk}),
        block("exercise", {"label": "Вправа, 5 хв", "text": "<p>Зробіть.</p>", "minutes": None, "document": None}),
        block("check", [question("Хто вирішує: рада?")]),
        drawing(
            "way", "Шлях {рішення}", ("1. Проєкт", "- 10 днів\N{NO-BREAK SPACE}до *сесії*", False), ("Рада", "", True)
        ),
        drawing("calendar", "Рік", ("Листопад – січень", "збір", False), ("Березень", "| голос |", False)),
    ]


def drawing(kind: str, title: str, *items: tuple[str, str, bool]) -> dict[str, Any]:
    values = [{"label": label, "note": note, "here": here} for label, note, here in items]
    listed = [{"type": "item", "id": str(uuid.uuid4()), "value": value} for value in values]
    return block("drawing", {"kind": kind, "title": title, "items": listed})


def make_terms() -> None:
    act = LegalAct.objects.get_or_create(number="280/97-ВР", defaults={"title": "Закон «Про»"})[0]
    cell = {"definition": "Комірка.", "more": '<p data-block-key="x">Ще: «слово» &amp; край.</p>'}
    Term.objects.create(slug="kvorum", word="кворум: межа", definition="Скільки треба.", act=act, articles="46")
    Term.objects.create(slug="a-komirka", word="комірка", forms="комірки, клітинка", **cell)


def checks() -> list[dict[str, Any]]:
    return [block("check", [raw]) for raw in all_questions()]


def make_everything(catalogue: CourseIndexPage) -> CoursePage:
    first = catalogue.add_child(instance=CoursePage(title="Перший", slug="first", summary="Перед цим.", hours=1))
    course = CoursePage(
        title="Усе: «про все»",
        slug="everything",
        summary="Один – два. № 280",
        introduction="<p>Вітаємо в <b>курсі</b>.</p>",
        audience="activists",
        hours="2.5",
        ects="0.10",
        number=7,
        least_grade=60,
        seo_title="Усе",
        search_description="Про все.",
        show_in_menus=True,
    )
    catalogue.add_child(instance=course)
    course.outcomes.add(CourseOutcome(text="вирішувати: так"), CourseOutcome(text="- питати"))
    course.prerequisites.add(CoursePrerequisite(course=first))
    course.save()
    add_quiz(course, "entry", title="Вхідний тест", pass_mark=0, requirement="optional")
    lesson = add_lesson(course, "first_lesson", "Перший урок")
    add_quiz(lesson, "quiz", title="Тест", pass_mark=80, attempt_limit=3, grading_method="average")
    make_terms()
    options = {"requirement": "one_of", "group": "шлях: а", "minutes": 20, "review_months": 6}
    second = add_lesson(course, "second", "Другий урок", **options)
    links = "".join(f'<p><a linktype="page" id="{page.pk}">туди</a></p>' for page in (lesson, first, course, catalogue))
    second.body = [section("Усе", *all_blocks(links)), section("Питання", *checks()), section("Питання # {x}")]
    second.save()
    strict = {"feedback_timing": "at_once", "show_answers": "never", "shuffle_questions": True}
    add_quiz(second, "test", title="Строгий", shuffle_choices=False, grading_method="last", **strict)
    add_quiz(second, "more", title="Ще", intro="<p>Два <b>слова</b>.</p><ul><li>раз</li></ul>")
    opens_at, closes_at = (datetime.fromisoformat(text) for text in ("2026-03-01 08:00+00:00", "2093-10-25 00:30:15Z"))
    timed = {"time_limit": 45, "credit_cap": 0, "wait_minutes": 1440, "opens_at": opens_at, "closes_at": closes_at}
    final = add_quiz(course, "final", title="Підсумок", grading_method="first", requirement="required", **timed)
    lock(course, lesson, second, final)
    return CoursePage.objects.get(pk=course.pk)


def lock(course: CoursePage, lesson: LessonPage, second: LessonPage, final: QuizPage) -> None:
    """Conditions of every kind, which can all be met."""
    own = QuizPage.objects.child_of(lesson).get()
    QuizPage.objects.filter(pk=own.pk).update(test_out=True)
    CoursePage.objects.filter(pk=course.pk).update(order="in_turn")
    before = course.get_parent().add_child(instance=CoursePage(title="Основи", slug="basics", summary="Ні.", hours=1))
    CoursePrerequisite.objects.create(page=course, course=before, required=True, sort_order=9)
    cast.add_rule(second, activity=lesson)
    cast.add_rule(second, activity=own, percent=80)
    cast.add_rule(final, opens_at=datetime(2026, 3, 1, 7, 30, tzinfo=UTC))


def add_lesson(course: CoursePage, slug: str, title: str, **fields: Any) -> LessonPage:
    act = LegalAct.objects.get_or_create(number="280/97-ВР", defaults={"title": "Закон «Про»"})[0]
    lesson = LessonPage(title=title, slug=slug, goal="Знати: усе.", body=[section("Вступ")], **fields)
    course.add_child(instance=lesson)
    lesson.outcomes.add(LearningOutcome(text="називати"))
    lesson.legal_sources.add(LegalSource(act=act, articles="9"))
    lesson.save()
    return LessonPage.objects.get(pk=lesson.pk)


def add_quiz(parent: Page, slug: str, **fields: Any) -> QuizPage:
    parent = type(parent).objects.get(pk=parent.pk)
    return parent.add_child(instance=QuizPage(slug=slug, questions=all_questions(), **fields))
