"""Pages to the files of a folder: settings and text of a course, a lesson, a quiz."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from courses.models import CoursePage, LegalAct, LessonPage, Order, Term
from quizzes.activities import Requirement
from quizzes.bank_blocks import SHARED
from quizzes.definitions import QuestionDefinition
from quizzes.formats import gift
from quizzes.layout import make_layout, ordered_questions
from quizzes.models import FeedbackTiming, GradingMethod, QuizPage, ShowAnswers
from quizzes.sanitize import plain_text
from quizzes.timing import USUAL_CREDIT

from .body_text import BodyWriter
from .conditions import conditions_of
from .front_matter import one_line
from .outgoing import MediaFile, Outgoing, id_of
from .page_settings import DEFAULT_MINUTES, DEFAULT_REVIEW_MONTHS, SLUG
from .rich_text import Block, Paragraph, Piece, read_html
from .yaml_text import Prose, front_matter, yaml_of

Settings = dict[str, Any]
NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")


def file_slug(page: Page) -> str:
    """The page's slug where it can stand in a file's name, else what is left of it."""
    return page.slug if SLUG.match(page.slug) else NOT_IN_SLUGS.sub("-", page.slug.lower()).strip("-") or "page"


def text_of(settings: Settings, body: str) -> str:
    return front_matter(settings) + (f"\n{body}\n" if body else "")


def page_settings(page: Page, usual_slug: str) -> Settings:
    """What differs from a new page; the title stands elsewhere."""
    return {
        "slug": page.slug if page.slug != usual_slug else "",
        "draft": None if page.live else True,
        "seo_title": one_line(page.seo_title),
        "search_description": one_line(page.search_description),
        "in_menus": page.show_in_menus or None,
    }


def writer_for(page: Page, outgoing: Outgoing) -> BodyWriter:
    return BodyWriter(outgoing, page.translation_key, page.locale.language_code)


def course_settings(course: CoursePage, outgoing: Outgoing) -> Settings:
    return {
        "id": id_of(course),
        "title": one_line(course.title),
        "number": course.number or None,
        "summary": one_line(course.summary),
        "audience": course.audience,
        "hours": course.hours,
        "ects": course.ects,
        "language": course.locale.language_code,
        "least_grade": course.least_grade,
        "outcomes": [one_line(outcome.text) for outcome in course.outcomes.all()],
        "order": "in-turn" if course.order == Order.IN_TURN else "",
        "prerequisites": [id_of(item.course) for item in course.prerequisites.all() if not item.required],
        "required_courses": [id_of(item.course) for item in course.prerequisites.all() if item.required],
        **page_settings(course, id_of(course).lower()),
    }


def media_settings(files: Sequence[MediaFile]) -> list[Settings]:
    """What `course.md` says of the files in `media/`, where their names do not say all."""
    rows = [
        {
            "file": file.name,
            "title": one_line(file.instance.title) if file.instance.title != file.name.rpartition(".")[0] else "",
            "description": one_line(getattr(file.instance, "description", "")),
            "focus": " ".join(map(str, file.focus)),
        }
        for file in files
    ]
    return [row for row in rows if row["title"] or row["description"] or row["focus"]]


def lesson_settings(lesson: LessonPage, outgoing: Outgoing, usual_slug: str) -> Settings:
    return {
        "id": id_of(lesson),
        "title": one_line(lesson.title),
        "goal": one_line(lesson.goal),
        "outcomes": [one_line(outcome.text) for outcome in lesson.outcomes.all()],
        "audience": lesson.audience,
        "minutes": lesson.minutes if lesson.minutes != DEFAULT_MINUTES else None,
        "requirement": requirement_of(lesson),
        "opens": conditions_of(lesson, outgoing),
        "checked_on": lesson.checked_on,
        "review_months": lesson.review_months if lesson.review_months != DEFAULT_REVIEW_MONTHS else None,
        **page_settings(lesson, usual_slug),
        "sources": [act_settings(source.act, source.articles) for source in lesson.legal_sources.all()],
    }


def act_settings(act: LegalAct, articles: str) -> Settings:
    return {
        "act": act.number,
        "title": one_line(act.title),
        "date": act.date,
        "url": act.url,
        "articles": one_line(articles),
        "changed_on": act.changed_on,
    }


def quiz_settings(quiz: QuizPage, outgoing: Outgoing, usual_slug: str) -> Settings:
    return {
        "title": one_line(quiz.title),
        "pass_mark": quiz.pass_mark,
        "attempts": quiz.attempt_limit or None,
        "time_limit": quiz.time_limit,
        "credit": quiz.credit_cap if quiz.credit_cap != USUAL_CREDIT else None,
        "wait": quiz.wait_minutes or None,
        "opens_at": moment_text(quiz.opens_at),
        "closes_at": moment_text(quiz.closes_at),
        "grading": unless(quiz.grading_method, GradingMethod.BEST),
        "feedback": unless(quiz.feedback_timing, FeedbackTiming.AT_END),
        "show_answers": unless(quiz.show_answers, ShowAnswers.ALWAYS),
        "shuffle_questions": quiz.shuffle_questions or None,
        "shuffle_choices": None if quiz.shuffle_choices else False,
        "requirement": unless(requirement_of(quiz), Requirement.REQUIRED),
        "test_out": quiz.test_out or None,
        "opens": conditions_of(quiz, outgoing),
        **page_settings(quiz, usual_slug),
        "intro": Prose(writer_for(quiz, outgoing).prose(quiz.intro)),
    }


def moment_text(at: datetime | None) -> str:
    """As a person would write it; with all its parts where that would be read back as another moment."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    text = f"{local:%Y-%m-%d %H:%M}"
    return text if timezone.make_aware(datetime.fromisoformat(text)) == at else local.isoformat(sep=" ")


def unless(value: str, usual: str) -> str:
    return "" if value == usual else value


def requirement_of(page: LessonPage | QuizPage) -> str:
    return f"one-of:{page.group}" if page.requirement == Requirement.ONE_OF else page.requirement


def course_body(course: CoursePage, outgoing: Outgoing) -> str:
    return writer_for(course, outgoing).prose(course.introduction)


def lesson_body(lesson: LessonPage, outgoing: Outgoing) -> str:
    return writer_for(lesson, outgoing).body(lesson.body)


def gift_of(quiz: QuizPage, outgoing: Outgoing) -> str:
    """The questions; what does not read back as it was is told."""
    questions = written_questions(quiz, outgoing)
    text = gift.write(questions, namespace=quiz.translation_key)
    read = {question.id: question for question in gift.parse(text, namespace=quiz.translation_key).definitions}
    for question in questions:
        if read.get(question.id) != question:
            outgoing.lose(_("The question “%s” cannot be written so that it reads the same.") % question.label)
    return text


def written_questions(quiz: QuizPage, outgoing: Outgoing) -> tuple[QuestionDefinition, ...]:
    """Those of one attempt: what the quiz takes from the question bank is written as its own, and that is told."""
    for child in quiz.questions:
        if child.block_type == SHARED and child.value:
            outgoing.lose(_("The shared question “%s” is written as a copy of its own.") % child.value)
    definition = quiz.definition()
    for pool in definition.pools:
        words = ngettext(
            "In place of a random draw of %(count)d question out of %(all)d one of them is written.",
            "In place of a random draw of %(count)d questions out of %(all)d as many of them are written.",
            pool.count,
        )
        outgoing.lose(words % {"count": pool.count, "all": len(pool.question_ids)})
    layout = make_layout(replace(definition, shuffle_questions=False), seed=0)
    return tuple(ordered_questions(definition, layout))


def glossary_of(terms: Sequence[Term], outgoing: Outgoing) -> str:
    """The terms as a `glossary.yaml`; what is more than plain words in one is told."""
    return yaml_of([term_settings(term, outgoing) for term in sorted(terms, key=lambda term: term.slug)])


def term_settings(term: Term, outgoing: Outgoing) -> Settings:
    blocks = read_html(term.more)[0]
    more = plain_text_of(blocks)
    if more is None:
        outgoing.lose(_("What “%s” says more is written as plain words.") % term.word)
        more = plain_text(term.more.replace("</p>", "</p> ").replace("</li>", "</li> "))
    return {
        "id": term.slug,
        "word": one_line(term.word),
        "definition": one_line(term.definition),
        "more": one_line(more),
        "forms": one_line(term.forms),
        "source": act_settings(term.act, term.articles) if term.act else None,
    }


def plain_text_of(blocks: Sequence[Block]) -> str | None:
    """The words of one paragraph without any looks; None for everything else."""
    if not blocks:
        return ""
    pieces = blocks[0].pieces if isinstance(blocks[0], Paragraph) and not blocks[0].level else ()
    is_plain = len(blocks) == len(pieces) == 1 and pieces[0] == Piece(pieces[0].text)
    return pieces[0].text if is_plain else None
