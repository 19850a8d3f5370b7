import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Page

from quizzes import versions
from quizzes.models import ImmutableVersionError, QuizPage, QuizVersion
from quizzes.question_types import get
from quizzes.versioning import freeze, freeze_definition

from .samples import SAMPLES, quiz, reflection, single

pytestmark = pytest.mark.django_db


def stream(*questions):
    return [get(question.type).thaw(question) for question in questions]


def quiz_page(*questions, **fields):
    """A quiz right below the root: where it hangs makes no difference to it."""
    page = QuizPage(title="Quiz", slug="quiz", questions=stream(*questions), **fields)
    return Page.get_first_root_node().add_child(instance=page)


@pytest.fixture
def page():
    return quiz_page(single(id=str(uuid.uuid4()), prompt="<p>Who?</p>"))


def reload(page):
    return QuizPage.objects.get(pk=page.pk)


def test_the_page_defines_its_questions_with_their_block_ids():
    saved = reload(quiz_page(*SAMPLES.values(), pass_mark=60))
    assert saved.definition().questions == tuple(SAMPLES.values())
    assert saved.definition().pass_mark == Decimal("0.6")


def test_a_page_in_memory_defines_what_it_holds_now(page):
    page.title = "Changed"
    assert page.definition().title == "Changed"
    assert reload(page).definition().title == "Quiz"


def test_the_same_content_is_the_same_version(page):
    assert freeze(page).pk == freeze(reload(page)).pk
    assert QuizVersion.objects.count() == 1


def test_a_changed_question_is_a_new_version_and_the_old_one_stays(page):
    before = freeze(page)
    page.questions[0].value["prompt"].source = "<p>Who exactly?</p>"
    after = freeze(page)
    assert before.pk != after.pk
    assert QuizVersion.objects.get(pk=before.pk).read().questions[0].prompt == "<p>Who?</p>"


def test_a_version_reads_as_it_was_frozen():
    definition = quiz()
    version = freeze_definition(definition)
    versions._definitions.clear()
    assert QuizVersion.objects.get(pk=version.pk).read() == definition


def test_a_version_is_read_from_json_once(page, django_assert_num_queries):
    version = freeze(page)
    assert version.read() is QuizVersion.objects.get(pk=version.pk).read()
    with django_assert_num_queries(0):
        version.read()


def test_freezing_what_is_frozen_costs_one_query(page, django_assert_num_queries):
    definition = page.definition()
    freeze_definition(definition)
    with django_assert_num_queries(1):
        freeze_definition(definition)


def test_a_version_is_never_changed(page):
    version = freeze(page)
    version.title = "Other"
    with pytest.raises(ImmutableVersionError):
        version.save()
    with pytest.raises(ImmutableVersionError):
        QuizVersion.objects.update(title="Other")


def test_the_database_refuses_the_same_version_twice(page):
    version = freeze(page)
    twin = QuizVersion(quiz_key=version.quiz_key, digest=version.digest, schema_version=1, title="x", definition={})
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_quiz_without_questions_does_not_go_live():
    with pytest.raises(ValidationError):
        quiz_page()


def test_an_unfinished_draft_is_kept():
    draft = quiz_page(single(prompt=""), live=False)
    assert len(reload(draft).definition().questions) == 1


def test_an_unfinished_draft_does_not_go_live_by_code_or_schedule():
    draft = quiz_page(single(prompt=""), live=False)
    with pytest.raises(ValidationError):
        draft.save_revision().publish()
    assert not reload(draft).live


def test_a_pass_mark_nobody_can_reach_does_not_go_live():
    with pytest.raises(ValidationError, match="Nobody can reach"):
        quiz_page(reflection())
    assert quiz_page(reflection(), pass_mark=0).live


def test_an_edit_that_spoils_a_live_quiz_stays_a_draft(page):
    page.questions = stream(single(id="q", prompt=""))
    revision = page.save_revision()
    with pytest.raises(ValidationError):
        revision.publish()
    assert reload(page).definition().questions[0].prompt == "<p>Who?</p>"


def test_a_quiz_cannot_be_an_alias_but_can_be_copied(page):
    with pytest.raises(ValidationError):
        page.create_alias(update_slug="alias")
    copy = page.copy(update_attrs={"slug": "copy"})
    assert copy.key != page.key
    assert copy.definition().questions == page.definition().questions


def test_a_quiz_has_no_pages_below_it():
    assert QuizPage.clean_subpage_models() == []
