"""Questions of a file come into a quiz as a draft, or into a topic of the bank: looked at first, all or none."""

import base64
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.images import get_image_model
from wagtail.models import PageLogEntry

from courses.collection import course_collection
from courses.models import CoursePage
from learning import uploads
from learning.models import User
from learning.page_buttons import for_quiz
from learning.question_destinations import QuizDestination, TopicDestination
from learning.question_previews import Entry
from learning.services.bank import add_question
from learning.services.question_files import FaultyFile, Imported, import_questions
from learning.views import question_files
from quizzes.formats.registry import read_questions
from quizzes.formats.results import Problem
from quizzes.models import BankQuestion, BankTopic, QuizPage
from tests import cast
from tests.courses.everything import png

GIFT = """$CATEGORY: Elections

// [tag:law]
::Known::Who calls the session? {=the head#Yes. ~the clerk#No.}

::Second::How many days? {#10:2}
"""
FAULTY = f"{GIFT}\n::Third::Who? {{=one ~%500%two}}\n"
HOSTILE = "::X::[html]<p>Hi<script>alert(1)</script><img src\\=x onerror\\=alert(1)></p> {=<b>a</b> ~b}"


@pytest.fixture
def trainer(client, edith):
    client.force_login(edith)
    return client


@pytest.fixture
def topic(db):
    return BankTopic.objects.create(name="Law")


def address(quiz: QuizPage) -> str:
    return reverse("learning_reports:import_into_quiz", args=[quiz.pk])


def send(client, where: str, content: str | bytes = GIFT, name: str = "questions.gift", **data):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(where, {"file": SimpleUploadedFile(name, content), **data})


def agree(client, where: str, answer, chosen=None, **data):
    said = answer.context["confirmation"].initial
    shown = [entry.question.definition.id for entry in answer.context["entries"] if entry.question]
    return client.post(where, {**said, "question": shown if chosen is None else chosen, **data})


def questions_in(answer) -> list[Entry]:
    return [entry for entry in answer.context["entries"] if entry.question]


def told_by(answer) -> list[Problem]:
    return [entry.problem for entry in answer.context["entries"] if entry.problem]


def draft(quiz: QuizPage) -> list[str]:
    return [
        block.value["title"] for block in QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object().questions
    ]


def read(content: str, into):
    return into.adapt(read_questions(content.encode(), namespace=into.namespace))


# --- the screens ------------------------------------------------------------------------------------


def test_every_question_is_shown_with_its_right_answer_before_anything_is_written(trainer, quiz):
    answer = send(trainer, address(quiz))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Who calls the session?" in page and "Elections" in page and "#law" in page
    entries = questions_in(answer)
    assert [(entry.line, entry.bound.review.verdict) for entry in entries] == [(4, "right"), (6, "right")]
    assert [(one.percent, one.feedback) for one in entries[0].answers] == [("100\u00a0%", "Yes."), ("0\u00a0%", "No.")]
    assert draft(quiz) == ["Q1", "Q2", "Q3"]


def test_what_is_agreed_to_becomes_a_draft_and_nothing_more(trainer, edith, quiz):
    where = address(quiz)
    shown = send(trainer, where)
    answer = agree(trainer, where, shown)
    assert answer.status_code == 302 and answer.url == reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    assert draft(quiz) == ["Q1", "Q2", "Q3", "Known", "Second"]
    quiz = QuizPage.objects.get(pk=quiz.pk)
    assert len(quiz.questions) == 3 and quiz.live and quiz.has_unpublished_changes
    assert quiz.latest_revision.user == edith
    assert PageLogEntry.objects.get(action="learning.import_questions").data == {"questions": 2}
    with pytest.raises(FileNotFoundError):
        uploads.name_of(shown.context["confirmation"].initial["upload"], edith)
    assert trainer.get(answer.url).status_code == 200


def test_a_file_sent_again_updates_its_questions_in_their_places(trainer, quiz):
    where = address(quiz)
    agree(trainer, where, send(trainer, where))
    again = send(trainer, where, GIFT.replace("the clerk", "the mayor"))
    assert (again.context["added"], again.context["updated"]) == (0, 2)
    agree(trainer, where, again)
    assert draft(quiz) == ["Q1", "Q2", "Q3", "Known", "Second"]
    known = QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object().questions[3]
    assert known.value["choices"][1]["text"] == "the mayor"


def test_single_questions_can_be_left_out(trainer, quiz):
    where = address(quiz)
    answer = send(trainer, where)
    second = questions_in(answer)[1].question.definition.id
    agree(trainer, where, answer, chosen=[second])
    assert draft(quiz) == ["Q1", "Q2", "Q3", "Second"]


def test_nothing_ticked_brings_the_preview_back(trainer, quiz):
    where = address(quiz)
    answer = agree(trainer, where, send(trainer, where), chosen=["nobody"])
    assert answer.status_code == 422 and answer.context["entries"]
    assert draft(quiz) == ["Q1", "Q2", "Q3"]


def test_a_file_with_faults_brings_nothing_unless_the_sound_ones_are_asked_for(trainer, quiz):
    where = address(quiz)
    answer = send(trainer, where, FAULTY)
    assert [(problem.line, problem.title) for problem in told_by(answer) if not problem.is_notice] == [(8, "Third")]
    assert "Third · рядок 8" in " ".join(answer.text.split())
    refused = agree(trainer, where, answer)
    assert refused.status_code == 422
    assert draft(quiz) == ["Q1", "Q2", "Q3"]
    agree(trainer, where, refused, only_sound="on")
    assert draft(quiz) == ["Q1", "Q2", "Q3", "Known", "Second"]


def test_a_format_can_be_named_and_a_wrong_one_is_told(trainer, quiz):
    answer = send(trainer, address(quiz), format="spreadsheet")
    assert answer.status_code == 422
    assert len(answer.context["problems"]) == 1


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7", b"\0\1\2", b"PK\x03\x04", b"no question", "Хто? {=a ~b}".encode("cp1251")]
)
def test_rubbish_is_told_in_one_sentence_and_not_kept(trainer, quiz, content):
    answer = send(trainer, address(quiz), content, "x.bin")
    assert answer.status_code == 422
    assert len(answer.context["problems"]) == 1
    assert draft(quiz) == ["Q1", "Q2", "Q3"]


@pytest.mark.parametrize("data", [{}, {"file": ""}, {"upload": "forged", "question": "1"}, {"upload": ""}])
def test_a_form_nobody_made_changes_nothing(trainer, quiz, data):
    assert trainer.post(address(quiz), data).status_code in (302, 422)
    assert draft(quiz) == ["Q1", "Q2", "Q3"]


def test_too_much_is_refused_in_words(trainer, quiz, monkeypatch):
    monkeypatch.setattr(question_files, "MOST_SHOWN", 1)
    assert len(send(trainer, address(quiz)).context["problems"]) == 1
    monkeypatch.setattr("learning.forms.question_files.MOST_BYTES", 5)
    assert send(trainer, address(quiz)).context["form"].errors["file"]


def test_the_preview_holds_no_script_of_the_file(trainer, quiz):
    answer = send(trainer, address(quiz), HOSTILE)
    page = answer.content.decode()
    assert "alert(1)" not in page and "onerror" not in page
    assert "&lt;b&gt;" not in page.partition("la-entries")[0]
    agree(trainer, address(quiz), answer)
    assert "alert" not in str(QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object().questions.raw_data)


def test_an_upload_is_its_senders_alone(trainer, client, quiz):
    answer = send(trainer, address(quiz))
    client.force_login(cast.make_person("root", is_superuser=True))
    assert agree(client, address(quiz), answer).status_code == 302
    assert draft(quiz) == ["Q1", "Q2", "Q3"]


def test_others_do_not_find_it_and_only_forms_are_taken(trainer, client, quiz, topic, charlie):
    others = cast.add_quiz(cast.make_course(quiz.get_parent().get_parent().get_parent(), title="Others"), slug="other")
    assert trainer.get(address(others)).status_code == send(trainer, address(others)).status_code == 404
    assert trainer.put(address(quiz)).status_code == trainer.delete(address(quiz)).status_code == 405
    client.force_login(charlie)
    assert client.get(address(quiz)).status_code == 302
    assert client.get(reverse("learning_reports:questions_template")).status_code == 302


def test_a_locked_quiz_takes_nothing(trainer, quiz, staff):
    QuizPage.objects.filter(pk=quiz.pk).update(locked=True, locked_by=staff)
    assert send(trainer, address(quiz)).status_code == 302
    assert draft(quiz) == ["Q1", "Q2", "Q3"]


def test_the_buttons_and_the_template_are_there_for_who_may(trainer, quiz):
    page = trainer.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk])).content.decode()
    assert address(quiz) in page
    assert reverse("learning_reports:export_of_quiz", args=[quiz.pk]) in page
    labels = [button.label for button in for_quiz(quiz, User.objects.get(email__startswith="edith"))]
    assert len(labels) == len(set(labels))
    template = reverse("learning_reports:questions_template")
    assert template in trainer.get(address(quiz)).content.decode()
    assert trainer.post(template).status_code == 405
    assert load_workbook(io.BytesIO(trainer.get(template).content)).worksheets[0].max_row > 9


PICTURE = base64.b64encode(png()).decode()
XML = f"""<?xml version="1.0"?>
<quiz><question type="truefalse"><name><text>Seen</text></name>
<questiontext format="html"><text><![CDATA[<p>A seal? <img src="@@PLUGINFILE@@/seal.png" alt="A seal"></p>]]></text>
<file name="seal.png" encoding="base64">{PICTURE}</file></questiontext>
<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>"""


def test_pictures_are_shown_before_the_import_and_become_the_sites_own_with_it(trainer, quiz):
    answer = send(trainer, address(quiz), XML, "moodle.xml")
    assert 'src="data:image/png;base64,' in answer.content.decode()
    assert not get_image_model().objects.exists()
    agree(trainer, address(quiz), answer)
    image = get_image_model().objects.get()
    question = QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object().definition().questions[-1]
    assert f'id="{image.pk}"' in question.prompt
    assert image.collection.name == course_collection(CoursePage.objects.get()).name


def test_a_quiz_has_no_place_for_tags_and_says_so(trainer, quiz):
    answer = send(trainer, address(quiz))
    assert [problem.message for problem in told_by(answer)] == ["Мітки зберігає лише банк питань; тут пропущено: law"]


# --- the service ------------------------------------------------------------------------------------


def test_faults_keep_everything_back(quiz):
    into = QuizDestination(quiz)
    with pytest.raises(FaultyFile):
        import_questions(result=read(FAULTY, into), into=into)
    assert import_questions(result=read(FAULTY, into), into=into, only_sound=True) == Imported(added=2, updated=0)
    assert draft(quiz)[3:] == ["Known", "Second"]


def test_an_import_that_breaks_leaves_nothing_half_written(quiz, topic, monkeypatch):
    into = TopicDestination(topic)
    result = read(GIFT, into)
    made = []

    def breaks(*args, **kwargs):
        if made:
            raise RuntimeError
        made.append(True)
        return add_question(*args, **kwargs)

    monkeypatch.setattr("learning.question_destinations.add_question", breaks)
    with pytest.raises(RuntimeError):
        import_questions(result=result, into=into)
    assert (BankQuestion.objects.count(), BankTopic.objects.count()) == (0, 1)


def test_unpublished_changes_of_a_trainer_stay(quiz):
    page = quiz.get_latest_revision_as_object()
    page.intro = "<p>Unpublished.</p>"
    page.save_revision()
    into = QuizDestination(quiz)
    import_questions(result=read(GIFT, into), into=into)
    assert QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object().intro == "<p>Unpublished.</p>"
