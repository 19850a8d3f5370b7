"""Moodle XML as we write it: a reader finds the same questions in it."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.formats import gift
from quizzes.formats.moodle_xml import CannotWrite, parse, write
from quizzes.formats.results import EmbeddedFile, ImportedQuestion
from quizzes.picture_tags import reference

from .pixels import png
from .samples import SAMPLES, multiple, reflection, single
from .strategies import BODIES, is_sound, questions
from .test_gift_writer import STARTER

NAMESPACE = uuid.UUID("9a4c4b4e-0f43-4f6f-8a0e-2f6f1c2d3e4f")


def read(text):
    return parse(text.encode(), namespace=NAMESPACE)


@pytest.mark.parametrize("type", BODIES)
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_written_is_read_as_the_same_question(type, data):
    question = data.draw(questions(type).filter(is_sound))
    result = read(write([question]).text)
    assert result.definitions == (question,)
    assert result.problems == ()


@pytest.mark.parametrize("path", STARTER, ids=lambda path: path.stem)
def test_starter_questions_survive_gift_to_xml_and_back(path):
    definitions = gift.parse(path.read_text(encoding="utf-8"), namespace=NAMESPACE).definitions
    written = write(definitions, namespace=NAMESPACE).text
    assert read(written).definitions == definitions
    assert write(read(written).questions, namespace=NAMESPACE).text == written


def test_ids_that_follow_from_titles_are_left_out_and_others_written():
    text = "\n\n".join(["::A::One {T}", "::A::Two {T}", "Three {T}", "Four {T}"])
    definitions = gift.parse(text, namespace=NAMESPACE).definitions
    written = write(definitions, namespace=NAMESPACE).text
    assert written.count("<idnumber></idnumber>") == 3
    assert read(written).definitions == definitions
    assert read(write(definitions).text).definitions == definitions


def test_a_question_without_a_title_has_a_name_in_moodle_alone():
    question = replace(single(prompt="<p>Who adopts the budget?</p>"), id=str(uuid.uuid4()))
    written = write([question]).text
    assert "<name><text>Who adopts the budget?</text></name>" in written
    assert read(written).definitions[0].title == ""


def test_categories_and_tags_are_written():
    one = ImportedQuestion(definition=SAMPLES["true_false"], line=1, category="$course$/top/a", tags=("green", "a & b"))
    two = ImportedQuestion(definition=SAMPLES["numeric"], line=2, category="b")
    again = read(write([one, two]).text).questions
    assert [(question.category, question.tags) for question in again] == [
        ("$course$/top/a", ("green", "a & b")),
        ("b", ()),
    ]
    assert read(write([SAMPLES["numeric"]], category="c / d").text).questions[0].category == "c / d"


def test_pictures_are_written_with_the_question_and_read_back():
    prompt = f"<p>Where?</p>{reference('Мапа 1.png', 'A map')}"
    feedback = f"<p>There.</p>{reference('sub/there.png', '')}"
    files = (EmbeddedFile("Мапа 1.png", png()), EmbeddedFile("sub/there.png", png("blue")))
    question = ImportedQuestion(
        definition=single(id=str(uuid.uuid4()), prompt=prompt, feedback=feedback), line=3, files=files
    )
    written = write([question])
    (again,) = read(written.text).questions
    assert written.losses == ()
    assert again.definition.prompt == prompt and again.definition.feedback == feedback
    assert again.files == files


def test_a_picture_without_its_file_is_left_out_and_reported():
    embed = '<embed alt="A map" embedtype="image" format="fullwidth" id="7"/>'
    written = write([single(title="Map", prompt=f"<p>Where?</p>{embed}"), single(prompt=embed)])
    assert [loss.question for loss in written.losses] == ["Map", "A map"]
    assert [question.prompt for question in read(written.text).definitions] == ["<p>Where?</p>", "<p>A map</p>"]


def test_what_moodle_will_not_show_is_reported():
    losses = write([multiple(all_or_nothing=True, source="Art. 26"), reflection()]).losses
    said = " ".join(loss.message for loss in losses)
    assert len(losses) == 3
    assert "source" in said and "advice" in said and "part of the mark" in said


def test_a_type_moodle_cannot_say_is_refused():
    with pytest.raises(CannotWrite, match="essay_with_files"):
        write([replace(single(), type="essay_with_files")])


def test_characters_that_xml_forbids_go():
    assert read(write([single(id=str(uuid.uuid4()), title="a\x0bb\x00")]).text).definitions[0].title == "ab"
