"""The glossary: terms in lessons, in course folders and on a page of their own."""

import re

import pytest
import yaml
from django.core.exceptions import ValidationError
from wagtail.rich_text import expand_db_html

from courses.alphabet import ukrainian_key
from courses.models import CoursePage, GlossaryPage, LegalAct, LessonPage, Term
from courses.portable.exporter import export_course, write_folder
from courses.portable.importer import import_course
from courses.portable.reader import read_course
from courses.portable.source import PortableError
from courses.terms import draw_terms
from tests.courses.samples import LESSON

MARKED = LESSON.replace("The council does.", "The [council](term:rada) does; the [council](term:rada) always does.")
GLOSSARY = """- id: rada
  word: council
  definition: "Decides: for the community."
  source: {act: 280/97-ВР, title: On local self-government, articles: "26"}
- id: kvorum
  word: quorum
  definition: The least number that may decide.
"""


@pytest.fixture
def term(db) -> Term:
    act = LegalAct.objects.create(title="On local self-government", number="280/97-ВР")
    return Term.objects.create(word="council", slug="rada", definition="Decides for <all>.", act=act, articles="26")


def mark(slug: str = "rada", word: str = "council") -> str:
    return f'<a data-term="{slug}">{word}</a>'


# --- in the text of a lesson ------------------------------------------------------------------------


def test_a_marked_word_becomes_a_button_and_its_card_follows_the_paragraph(term):
    (html,) = draw_terms([f"<p>The {mark()} decides.</p><p>Next.</p>"])
    assert '<button class="term" type="button" popovertarget="term-rada">council</button> decides.</p><aside' in html
    assert html.endswith("</aside><p>Next.</p>")
    assert "Decides for &lt;all&gt;." in html
    assert "280/97" in html


def test_a_term_has_one_card_in_a_lesson_and_a_button_wherever_it_is_marked(term):
    html = "".join(draw_terms([f"<p>{mark()}</p>", f"<p>{mark(word='<b>councils</b>')}</p>"]))
    assert html.count("<aside") == html.count('id="term-rada"') == 1
    assert html.count('popovertarget="term-rada">') == 2
    assert "><b>councils</b></button>" in html


def test_the_card_of_a_word_in_a_list_or_table_stays_inside_it(term):
    (html,) = draw_terms([f"<ul><li>{mark()}</li></ul><table><tr><td>x</td></tr></table>"])
    assert re.search(r"</aside></li></ul>", html)


def test_a_word_whose_term_is_gone_is_a_word(db):
    assert draw_terms([f"<p>The {mark('gone')}.</p>"]) == ["<p>The council.</p>"]


def test_a_lesson_without_terms_asks_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert draw_terms(["<p>Plain.</p>"]) == ["<p>Plain.</p>"]


def test_rich_text_with_a_hostile_id_stays_text(db):
    html = expand_db_html('<p><a linktype="term" id="&quot;&gt;&lt;script&gt;">x</a></p>')
    assert "<script>" not in draw_terms([html])[0]


def test_the_id_of_a_term_stays(term):
    term.slug = "another"
    with pytest.raises(ValidationError, match="cannot be changed"):
        term.full_clean()


# --- in course folders ------------------------------------------------------------------------------


@pytest.fixture
def marked(folder):
    (folder / "01-council.md").write_text(MARKED)
    (folder / "glossary.yaml").write_text(GLOSSARY)
    return folder


def test_an_import_keeps_the_mark_and_brings_the_terms_that_are_used(marked, catalogue):
    import_course(source=read_course(marked), parent=catalogue)
    assert '<a linktype="term" id="rada">council</a>' in str(LessonPage.objects.get().body.raw_data[0])
    assert [(term.word, term.act.number, term.articles) for term in Term.objects.all()] == [
        ("council", "280/97-ВР", "26")
    ]


def test_a_glossary_beside_the_folder_serves_several_courses(marked, catalogue):
    course = marked / "democracy"
    course.mkdir()
    for name in ("course.md", "01-council.md", "01-council.gift"):
        (marked / name).rename(course / name)
    import_course(source=read_course(course), parent=catalogue)
    assert Term.objects.get().slug == "rada"


def test_what_editors_wrote_about_a_term_stays(marked, catalogue, term):
    import_course(source=read_course(marked), parent=catalogue, force=True)
    assert Term.objects.get().definition == "Decides for <all>."


def test_a_mark_without_a_term_is_refused_with_its_line_and_nothing_is_brought(marked, catalogue):
    (marked / "glossary.yaml").unlink()
    line = MARKED.split("\n").index(next(line for line in MARKED.split("\n") if "(term:rada)" in line)) + 1
    with pytest.raises(PortableError, match=f"01-council.md:{line}: There is no term “rada” in the glossary."):
        import_course(source=read_course(marked), parent=catalogue)
    assert not LessonPage.objects.exists()


def test_what_a_file_says_more_is_text_and_no_html(marked, catalogue):
    (marked / "glossary.yaml").write_text(GLOSSARY.replace("  source", "  more: <script>alert(1)</script>\n  source"))
    import_course(source=read_course(marked), parent=catalogue)
    assert Term.objects.get().more == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_dry_run_brings_no_term(marked, catalogue):
    import_course(source=read_course(marked), parent=catalogue, dry_run=True)
    assert not Term.objects.exists()


def test_faults_of_a_glossary_are_named_with_their_lines(marked):
    (marked / "glossary.yaml").write_text(GLOSSARY.replace("id: kvorum", "id: rada").replace("word: quorum", "wort: q"))
    with pytest.raises(PortableError) as caught:
        read_course(marked)
    said = str(caught.value)
    assert "glossary.yaml:5: “rada” is there twice." in said
    assert "glossary.yaml:6: wort: is not a setting we know." in said
    assert "glossary.yaml:5: word: is missing." in said


def test_an_alias_in_a_glossary_is_refused(marked):
    """A few lines of them can stand for a billion."""
    (marked / "glossary.yaml").write_text(f"{GLOSSARY}  source: &a {{title: x}}\n- *a\n")
    with pytest.raises(PortableError, match="glossary.yaml:9: .*Aliases are not read"):
        read_course(marked)


def test_an_introduction_marks_no_terms(marked):
    course = marked / "course.md"
    course.write_text(course.read_text() + "\nThe [council](term:rada).\n")
    with pytest.raises(PortableError, match="course.md:.*Terms are marked in lessons only."):
        read_course(marked)


def test_a_term_the_academy_has_by_another_id_is_named(marked, catalogue):
    Term.objects.create(word="council", slug="council", definition="Decides.")
    with pytest.raises(PortableError, match="01-council.md:.*“council” in its glossary by the id “council”"):
        import_course(source=read_course(marked), parent=catalogue)


def test_an_import_says_which_terms_are_new(marked, catalogue):
    report = import_course(source=read_course(marked), parent=catalogue)
    assert [(item.title, item.state) for item in report.items if item.file == "glossary.yaml"] == [
        ("New terms: council", "created")
    ]


def test_an_export_writes_the_terms_its_lessons_mark(marked, catalogue, tmp_path):
    Term.objects.create(word="another", slug="another", definition="Nobody marks it.")
    import_course(source=read_course(marked), parent=catalogue)
    exported = export_course(CoursePage.objects.get())
    assert exported.losses == ()
    assert yaml.safe_load(exported.texts["glossary.yaml"]) == yaml.safe_load(GLOSSARY)[:1]
    assert "The [council](term:rada) does; the [council](term:rada) always does." in exported.texts["01-council.md"]


def test_an_export_tells_of_a_mark_whose_term_is_gone(marked, catalogue):
    import_course(source=read_course(marked), parent=catalogue)
    Term.objects.all().delete()
    exported = export_course(CoursePage.objects.get())
    assert "01-council.md: A marked term is not in the glossary; the word stays." in map(str, exported.losses)
    assert "glossary.yaml" not in exported.texts
    assert "The council does; the council always does." in exported.texts["01-council.md"]


def test_an_export_tells_of_a_term_that_says_more_than_plain_words(marked, catalogue):
    import_course(source=read_course(marked), parent=catalogue)
    Term.objects.update(more="<p>One <b>bold</b> word.</p><p>Two.</p>")
    exported = export_course(CoursePage.objects.get())
    assert "more: One bold word. Two." in exported.texts["glossary.yaml"]
    assert [str(loss) for loss in exported.losses] == [
        "glossary.yaml: What “council” says more is written as plain words."
    ]


def test_a_glossary_of_an_earlier_export_goes_with_its_last_term(marked, catalogue, tmp_path):
    import_course(source=read_course(marked), parent=catalogue)
    course = CoursePage.objects.get()
    write_folder(export_course(course), tmp_path / "out")
    Term.objects.all().delete()
    write_folder(export_course(course), tmp_path / "out")
    assert not (tmp_path / "out" / "glossary.yaml").exists()


# --- the page ---------------------------------------------------------------------------------------


@pytest.fixture
def glossary(catalogue) -> GlossaryPage:
    return catalogue.get_parent().add_child(instance=GlossaryPage(title="Glossary", slug="glossary"))


def words_on(rf, page: GlossaryPage, **wish: str) -> list[str]:
    response = page.serve(rf.get("/glossary/", wish))
    return re.findall(r'<h3 class="h4">(.*?)</h3>', response.render().content.decode())


def test_words_stand_in_the_order_of_the_ukrainian_alphabet():
    words = ["ґанок", "гай", "їжак", "ітака", "йод", "єнот", "ера", "жук", "яр", "ясен", "їжа"]
    in_order = ["гай", "ґанок", "ера", "єнот", "жук", "ітака", "їжа", "їжак", "йод", "яр", "ясен"]
    assert sorted(words, key=ukrainian_key) == in_order
    assert sorted(["об’єкт", "обрій", "обід"], key=ukrainian_key) == ["об’єкт", "обід", "обрій"]


def test_the_page_lists_all_terms_under_their_letters_with_anchors(rf, glossary, term):
    Term.objects.create(word="голова", slug="holova", definition="Очолює.")
    Term.objects.create(word="ґрунт", slug="grunt", definition="Земля.")
    html = glossary.serve(rf.get("/")).render().content.decode()
    assert words_on(rf, glossary) == ["Голова", "Ґрунт", "Council"]
    assert 'id="holova"' in html
    assert html.count('href="#letter-') == 3


def test_search_finds_other_names_and_endings(rf, glossary):
    Term.objects.create(
        word="виконавчий комітет", slug="vk", definition="Виконує рішення ради.", forms="виконком, виконкому"
    )
    Term.objects.create(word="староста", slug="st", definition="Представляє жителів.")
    assert words_on(rf, glossary, q="Виконкоми") == ["Виконавчий комітет"]
    assert words_on(rf, glossary, q="старости") == ["Староста"]
    assert words_on(rf, glossary, q="старосту жителі") == ["Староста"]
    assert words_on(rf, glossary, q="гелікоптер") == []


def test_search_finds_short_words_in_all_their_forms(rf, glossary):
    Term.objects.create(word="збір", slug="zbir", definition="Усі разом.")
    assert words_on(rf, glossary, q="збору") == words_on(rf, glossary, q="ЗБОРОМ") == ["Збір"]


def test_the_page_links_to_the_lessons_that_use_a_term(rf, glossary, lesson, term, django_assert_max_num_queries):
    lesson.body[0].value["content"][0].value.source = '<p><a linktype="term" id="rada">council</a></p>'
    lesson.save()
    glossary.serve(rf.get("/")).render()  # what every page knows of the academy is kept from here on
    with django_assert_max_num_queries(6):
        html = glossary.serve(rf.get("/")).render().content.decode()
    assert "The council</a>" in html.replace("\xa0", " ")
    lesson.unpublish()
    assert "The council</a>" not in glossary.serve(rf.get("/")).render().content.decode().replace("\xa0", " ")
