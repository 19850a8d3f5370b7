"""A term shown in a kept lesson: what changes about it must show at once."""

import pytest

from courses.models import GlossaryPage, LegalAct, LessonPage, Term
from home.models import HomePage
from tests import cast
from tests.journeys.editing import fresh, publish


@pytest.fixture
def act(db) -> LegalAct:
    return LegalAct.objects.create(title="On local self-government", number="280/97-ВР")


@pytest.fixture
def term(act) -> Term:
    return Term.objects.create(word="quorum", slug="kvorum", definition="The least number.", act=act, articles="46")


@pytest.fixture
def lesson(course, term) -> LessonPage:
    lesson = LessonPage.objects.child_of(course).first()
    text = cast.block("text", '<p>Without a <a linktype="term" id="kvorum">quorum</a> nobody decides.</p>')
    return publish(fresh(lesson), body=[cast.section("Votes", text), *lesson.body.raw_data])


@pytest.fixture
def read(client, lesson):
    """What a reader sees; asked twice, so that it is kept."""

    def asked() -> str:
        return [client.get(fresh(lesson).url).content.decode() for _ in range(2)][1].replace("\xa0", " ")

    asked()
    return asked


def test_a_lesson_explains_the_word_in_place(read):
    html = read()
    assert 'popovertarget="term-kvorum">quorum</button>' in html
    assert html.count('id="term-kvorum"') == 1
    assert "The least number." in html


def test_an_explanation_corrected_is_shown(read, term):
    term.definition = "The least number that may decide."
    term.save()
    assert "The least number that may decide." in read()


def test_a_term_deleted_leaves_the_word(read, term):
    term.delete()
    html = read()
    assert "Without a quorum nobody decides." in html
    assert "term-kvorum" not in html


def test_the_source_of_a_term_renumbered_is_shown(read, act):
    act.number = "1000-XX"
    act.save()
    assert "1000" in read()


def test_other_lessons_stay_kept(read, course, term):
    other = LessonPage.objects.child_of(course).last()
    before = (fresh(other).body_stamp, LessonPage.objects.child_of(course).first().body_stamp)
    term.save()
    after = (fresh(other).body_stamp, LessonPage.objects.child_of(course).first().body_stamp)
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)


def test_a_glossary_in_the_menus_is_in_the_footer(client, lesson):
    home = HomePage.objects.get()
    home.add_child(instance=GlossaryPage(title="Glossary of ours", slug="glossary", show_in_menus=True))
    assert 'href="/glossary/"' in client.get(fresh(lesson).url).content.decode()
    html = client.get("/glossary/").content.decode().replace("\xa0", " ")
    assert "First lesson" in html
    assert "The least number." in html
