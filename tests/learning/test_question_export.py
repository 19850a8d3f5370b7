"""Questions leave as a file, after it was said what the file will not say."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from learning.selectors.question_files import questions_of_quiz, questions_of_topic
from learning.services.bank import add_bank_questions
from quizzes.formats.registry import read_questions
from quizzes.models import BankTopic
from tests import cast

KINDS = ["gift.gift", "moodle_xml.xml", "spreadsheet.xlsx", "spreadsheet.csv"]


@pytest.fixture
def trainer(client, edith):
    client.force_login(edith)
    return client


def address(quiz) -> str:
    return reverse("learning_reports:export_of_quiz", args=[quiz.pk])


@pytest.mark.parametrize("kind", KINDS)
def test_a_downloaded_file_says_the_quiz_again(trainer, quiz, edith, kind):
    answer = trainer.post(address(quiz), {"kind": kind})
    assert f'filename="quiz.{kind.partition(".")[2]}"' in answer["Content-Disposition"]
    assert read_questions(answer.content).definitions == quiz.definition().questions
    assert PageLogEntry.objects.get(action="learning.export_questions").user == edith


def test_what_a_format_will_not_say_is_said_before_the_download(trainer, quiz):
    draft = quiz.get_latest_revision_as_object()
    draft.questions[0].value["hint"] = "Think."
    draft.save_revision()
    answer = trainer.get(address(quiz))
    losses = {str(label): lost for label, lost in answer.context["losses"]}
    assert [questions for _message, questions in losses["GIFT"]][0] == ["Q1"]
    assert not PageLogEntry.objects.filter(action="learning.export_questions").exists()


def test_unpublished_changes_are_in_the_file(quiz):
    draft = quiz.get_latest_revision_as_object()
    draft.questions[0].value["title"] = "Renamed"
    draft.save_revision()
    assert questions_of_quiz(quiz).questions[0].definition.title == "Renamed"


def test_others_do_not_find_it_and_an_unknown_kind_is_refused(trainer, client, quiz, charlie):
    others = cast.add_quiz(cast.make_course(quiz.get_parent().get_parent().get_parent(), title="Others"), slug="other")
    assert trainer.get(address(others)).status_code == trainer.post(address(others)).status_code == 404
    assert trainer.post(address(quiz), {"kind": "pdf.pdf"}).status_code == 422
    assert trainer.put(address(quiz)).status_code == 405
    client.force_login(charlie)
    assert client.get(address(quiz)).status_code == 302


def test_a_topic_leaves_with_its_topics_and_tags(trainer, quiz, edith, django_assert_max_num_queries):
    topic = BankTopic.objects.create(name="Law")
    below = BankTopic.objects.create(name="Elections", parent=topic)
    definitions = quiz.definition().questions
    add_bank_questions(topic=below, definitions=definitions, by=edith, tags=["council"])
    with django_assert_max_num_queries(4):
        outgoing = questions_of_topic(topic)
    assert {(one.category, one.tags) for one in outgoing.questions} == {("Law/Elections", ("council",))}
    where = reverse("learning_reports:export_of_topic", args=[topic.pk])
    answer = trainer.post(where, {"kind": "spreadsheet.xlsx"})
    assert [one.category for one in read_questions(answer.content).questions] == ["Law/Elections"] * len(definitions)
