"""The proof in the editor and on the command line: each fault at the field that mends it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset

from courses.models import CoursePage
from quizzes.models import QuizPage
from tests import cast
from tests.courses.test_proving import lessons
from tests.quizzes.test_editor import form


@pytest.fixture
def site(db) -> CoursePage:
    return cast.make_course()


@pytest.fixture
def trainer(admin_client, site) -> Client:
    return admin_client


# --- in the editor ------------------------------------------------------------------------------


@pytest.fixture
def tested(site) -> QuizPage:
    return QuizPage.objects.descendant_of(site).get()


def send(client: Client, page: QuizPage, *, publish: bool = True, **condition: object):
    """What the editor sends, with one condition."""
    row = {"opens_at": "", "activity": "", "percent": "", **{name: str(value) for name, value in condition.items()}}
    data = form(page, unlock_rules=inline_formset([row]))
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), {**data, **({"action-publish": "1"} if publish else {})}
    )


def row_errors(answer) -> dict:
    return answer.context["form"].formsets["unlock_rules"].forms[0].errors


def test_the_editor_offers_the_activities_of_the_course_alone(trainer, site, tested):
    other = cast.make_course(site.get_parent().specific, title="Other")
    editor = trainer.get(reverse("wagtailadmin_pages:edit", args=[tested.pk])).context["form"]
    offered = editor.formsets["unlock_rules"].empty_form.fields["activity"].queryset
    assert list(offered) == [Page.objects.get(pk=page.pk) for page in lessons(site)]
    assert "activity" in row_errors(send(trainer, tested, activity=lessons(other)[0].pk))


def test_the_editor_publishes_a_sound_condition(trainer, site, tested):
    send(trainer, tested, activity=lessons(site)[1].pk)
    assert QuizPage.objects.get(pk=tested.pk).unlock_rules.get().activity_id == lessons(site)[1].pk


def test_the_editor_refuses_a_fault_at_its_field_and_keeps_a_draft_of_it(trainer, site, tested):
    second = lessons(site)[1]
    cast.add_rule(second, activity=tested)
    assert "чекають одне на одне" in str(row_errors(send(trainer, tested, activity=second.pk)))
    assert not QuizPage.objects.get(pk=tested.pk).unlock_rules.exists()
    assert send(trainer, tested, activity=second.pk, publish=False).status_code == 302
    draft = QuizPage.objects.get(pk=tested.pk).get_latest_revision_as_object()
    assert draft.unlock_rules.get().activity_id == second.pk


@pytest.mark.parametrize(
    ("condition", "field"),
    [
        ({"percent": 5}, "activity"),
        ({"opens_at": "2026-03-01 09:00", "activity": "second"}, "opens_at"),
        ({"activity": "second", "percent": 5}, "percent"),
        ({"activity": "second", "percent": 101}, "percent"),
    ],
)
def test_a_condition_that_says_nothing_or_too_much_is_refused_at_its_field(trainer, site, tested, condition, field):
    condition = {name: lessons(site)[1].pk if value == "second" else value for name, value in condition.items()}
    assert list(row_errors(send(trainer, tested, **condition))) == [field]


def test_a_move_that_breaks_a_course_is_told_to_whoever_did_it(trainer, site):
    first, second = lessons(site)
    other = cast.make_course(site.get_parent().specific, title="Other")
    first.slug = "moved"
    first.save()
    cast.add_rule(second, activity=first)
    move = reverse("wagtailadmin_pages:move_confirm", args=[first.pk, other.pk])
    page = trainer.post(move, follow=True).content.decode()
    assert "«Foundations» тепер неможливо завершити." in page and "«Other»" not in page


# --- the command --------------------------------------------------------------------------------


def test_the_command_is_content_with_sound_courses(site):
    out = StringIO()
    call_command("check_courses", stdout=out)
    assert site.title in out.getvalue()


def test_the_command_prints_each_fault_and_fails(site):
    first, second = lessons(site)
    cast.add_rule(first, activity=second)
    cast.add_rule(second, activity=first)
    out = StringIO()
    with pytest.raises(CommandError, match="2"):
        call_command("check_courses", stdout=out)
    assert "wait for each other" in out.getvalue()
