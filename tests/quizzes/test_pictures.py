"""Pictures of questions: stored at an import, drawn for learners, packed for an export."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.template import engines
from django.template.loader import render_to_string
from wagtail.images import get_image_model
from wagtail.models import Collection, ReferenceIndex

from quizzes.formats.results import EmbeddedFile, ImportedQuestion
from quizzes.forms import bound_questions
from quizzes.layout import make_layout
from quizzes.picture_files import MOST_BYTES, NotAPicture, kind_of
from quizzes.picture_tags import embed, reference
from quizzes.pictures import packed, previewed, shown, store_pictures
from quizzes.reviews import bound_reviews

from .pixels import png
from .samples import quiz, single, type_of
from .test_models import quiz_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def collection():
    return Collection.get_first_root_node()


def imported(*names, data=None, alt="A map", **fields):
    prompt = "<p>Where?</p>" + "".join(reference(name, alt) for name in names)
    files = tuple(EmbeddedFile(name, data or png()) for name in names)
    return ImportedQuestion(definition=single(prompt=prompt, **fields), line=4, files=files)


def stored(question, collection):
    result, problems = store_pictures(question=question, collection=collection)
    assert problems == ()
    return result


def an_image(colour="red"):
    return get_image_model().objects.create(title="Map", file=ContentFile(png(colour), "map.png"))


# --- an import ------------------------------------------------------------------------------------


def test_a_picture_of_a_file_becomes_an_image_of_the_site(collection):
    result = stored(imported("Мапа 1.png"), collection)
    image = get_image_model().objects.get()
    assert result.definition.prompt == f"<p>Where?</p>{embed(image.pk, 'A map')}"
    assert result.files == ()
    assert (image.title, image.collection, image.file.read()) == ("A map", collection, png())


def test_the_same_file_twice_is_the_same_question(collection):
    first, second = (stored(imported("map.png"), collection) for _ in range(2))
    assert first == second
    assert get_image_model().objects.count() == 1


def test_a_stored_question_survives_the_editor(collection):
    definition = stored(imported("map.png", feedback=f"<p>So.</p>{reference('map.png', '')}"), collection).definition
    page = quiz_page(definition)
    assert page.definition().questions[0] == definition
    assert ReferenceIndex.get_references_to(get_image_model().objects.get()).exists()


def test_bytes_that_are_no_picture_lose_the_picture_alone(collection):
    question = imported("map.png", data=b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    result, (problem,) = store_pictures(question=question, collection=collection)
    assert result.definition.prompt == "<p>Where?</p>"
    assert (problem.line, problem.is_notice) == (4, True)
    assert "SVG" in problem.message
    assert not get_image_model().objects.exists()


def test_a_picture_that_is_not_in_the_file_goes(collection):
    question = ImportedQuestion(definition=single(prompt=f"<p>Where?</p>{reference('other.png', 'x')}"), line=1)
    assert stored(question, collection).definition.prompt == "<p>Where?</p>"


def test_a_file_cannot_point_at_an_image_of_the_site(collection):
    secret = an_image()
    question = ImportedQuestion(definition=single(prompt=f"<p>Where?</p>{embed(secret.pk, 'x')}"), line=1)
    assert stored(question, collection).definition.prompt == "<p>Where?</p>"


@pytest.mark.parametrize(("format", "kind"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp")])
def test_a_picture_is_what_its_bytes_say(format, kind):
    assert kind_of("lies.txt", png(format=format)) == kind


@pytest.mark.parametrize("data", [b"", b"<svg/>", png()[:40], png(format="BMP"), b"\x89PNG\r\n\x1a\n" + b"\0" * 99])
def test_anything_else_is_refused(data):
    with pytest.raises(NotAPicture):
        kind_of("x.png", data)


def test_pictures_too_large_are_refused():
    with pytest.raises(NotAPicture, match="5 MB"):
        kind_of("x.png", b"x" * (MOST_BYTES + 1))
    with pytest.raises(NotAPicture, match="pixels"):
        kind_of("x.png", png(size=(9000, 9000)))


def test_the_preview_of_an_import_shows_pictures_and_stores_none():
    prompt = previewed(imported("map.png")).prompt
    assert '<img src="data:image/png;base64,' in prompt and 'alt="A map"' in prompt
    assert shown(prompt) == prompt
    assert previewed(imported("map.png", data=b"x")).prompt == "<p>Where?</p>A map"
    assert not get_image_model().objects.exists()


# --- a page ---------------------------------------------------------------------------------------


def quiz_of(count, images):
    def text(place):
        return f"<p>Where is {place}?</p>{embed(images[place % len(images)].pk, 'A map')}"

    questions = [single(id=str(uuid4()), prompt=text(place), feedback=text(place)) for place in range(count)]
    return quiz(*questions)


def page_of(definition):
    bound = bound_questions(definition, make_layout(definition, 1), {})
    loop = (
        "{% load pictures %}{% pictures %}{% for bound in questions %}"
        '{% include "quizzes/questions/question.html" %}{% endfor %}{% endpictures %}'
    )
    return engines["django"].from_string(loop).render({"questions": bound})


def test_a_picture_is_small_lazy_and_has_its_size():
    html = page_of(quiz_of(1, [an_image()]))
    assert "<embed" not in html
    assert 'width="8" height="6" alt="A map" loading="lazy"' in html


def test_a_quiz_asks_as_often_for_sixty_pictures_as_for_one(django_assert_num_queries):
    images = [an_image(colour) for colour in ("red", "green", "blue")]
    few, many = quiz_of(1, images), quiz_of(60, images)
    page_of(many)  # draws them small, once and for all
    for definition in (few, many):
        with django_assert_num_queries(2):
            assert page_of(definition).count("<img") == len(definition.questions)


def test_a_quiz_without_pictures_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        page_of(quiz())


def test_a_question_by_itself_shows_its_pictures_too():
    definition = quiz_of(1, [an_image()])
    (bound,) = bound_questions(definition, make_layout(definition, 1), {})
    assert "<img" in render_to_string("quizzes/questions/question.html", {"bound": bound})


def test_a_review_shows_what_the_question_showed_and_what_explains_it():
    definition = quiz_of(1, [an_image()])
    (item,) = bound_reviews(definition, make_layout(definition, 1), {}, show_answers=True)
    assert render_to_string("quizzes/questions/review.html", {"item": item}).count("<img") == 2


def test_a_picture_that_is_gone_is_told():
    image = an_image()
    html = f"<p>Where?</p>{embed(image.pk, 'A <map>')}"
    image.delete()
    assert shown(html) == "<p>Where?</p>A &lt;map&gt;"


def test_a_picture_whose_file_is_gone_is_told():
    image = an_image()
    image.file.storage.delete(image.file.name)
    assert shown(embed(image.pk, "A map")) == "A map"


# --- an export ------------------------------------------------------------------------------------


def test_what_is_packed_is_stored_as_the_same_question(collection):
    definition = stored(imported("map.png"), collection).definition
    (question,) = packed([definition])
    assert question.files[0].data == png()
    assert stored(question, collection).definition == definition


def test_packing_asks_once_however_many_questions(django_assert_num_queries):
    definition = quiz_of(20, [an_image("red"), an_image("blue")])
    with django_assert_num_queries(1):
        assert {len(question.files) for question in packed(definition.questions)} == {1}


def test_a_picture_that_is_gone_stays_for_the_writer_to_report():
    question = single(prompt=f"<p>Where?</p>{embed(99, 'A map')}")
    assert packed([question])[0].definition == question


def test_the_editor_refuses_to_publish_an_undescribed_picture(collection):
    question = stored(imported("map.png", alt=None), collection).definition
    assert [problem.field for problem in type_of(question).problems(question)] == ["prompt"]
