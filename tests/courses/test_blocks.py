"""What editors find in the picker, what may be published, and what learners get."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.blocks import Block
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from courses.blocks import LessonBody, SectionContent
from courses.headings import heading_errors
from courses.models import LessonPage
from tests.courses.samples import block, choices, question, section

CONTENT_BLOCK = SectionContent()
CONTENT = CONTENT_BLOCK.child_blocks
EVERY = {"section": LessonBody().child_blocks["section"], **CONTENT}


def body(*content) -> str:
    """One section as learners get it."""
    raw = [section("One", *content)]
    page = LessonPage(title="Lesson", body=raw)
    (part,) = page.body
    return part.render({"page": page})


def errors(block: Block, value) -> str:
    with pytest.raises(ValidationError) as error:
        block.clean(block.to_python(value))
    return str(getattr(error.value, "block_errors", "")) + str(getattr(error.value, "non_block_errors", ""))


@pytest.mark.parametrize("name", EVERY)
def test_every_block_has_icon_group_description_and_preview(name):
    meta = EVERY[name].meta
    assert meta.icon not in ("placeholder", "")
    assert meta.group and meta.label and EVERY[name].get_description()
    assert EVERY[name].is_previewable


@pytest.mark.parametrize("name", EVERY)
def test_every_block_draws_its_preview_value(name):
    block = EVERY[name]
    html = block.render(block.get_preview_value(), {"id": "x"})
    assert html.strip() and "style=" not in html and "<script" not in html


@pytest.mark.parametrize("name", EVERY)
def test_every_field_is_explained_to_trainers(name):
    children = getattr(EVERY[name], "child_blocks", {}) if name not in ("check", "table") else {}
    silent = {"content", "text", "image", "document"}
    asked = {key: getattr(child, "field", child.meta) for key, child in children.items() if key not in silent}
    assert [key for key, field in asked.items() if not field.help_text] == []


def test_a_check_shows_the_question_and_neither_the_answer_nor_the_feedback():
    html = body(check := block("check", [question("Who decides?")]))
    assert f'id="check-{check["id"]}"' in html and "%%CSRF%%" in html
    assert f"%%CHECK_ACTION:{check['id']}%%" in html and f"<!--check:{check['id']}-->" in html
    assert "Who decides?" in html and "The council" in html
    for secret in ("Because", "The law says so", "article 59", "right", "checked", "correct"):
        assert secret not in html


def test_a_check_is_drawn_the_same_every_time():
    check = block("check", [question()])
    check["value"][0]["value"]["choices"] = choices("a", "b", "c", "d", "e")
    assert body(check) == body(check)


def test_the_answers_of_checks_are_not_searched():
    page = LessonPage(title="Lesson", body=[section("One", block("check", [question("Who decides?")]))])
    content = " ".join(page._meta.get_field("body").get_searchable_content(page.body))
    assert "One" in content and "Because" not in content and "council" not in content


def test_a_lesson_names_its_checks_by_block():
    page = LessonPage(title="Lesson", body=[section("One", check := block("check", [question("Who?")]))])
    assert {key: item.prompt for key, item in page.checks().items()} == {check["id"]: "<p>Who?</p>"}


def test_a_table_is_a_named_region_with_row_and_column_headings():
    value = {
        "caption": "Terms",
        "columns": [{"type": "text", "heading": "Who"}, {"type": "rich", "heading": "Term"}],
        "rows": [{"values": ["<b>Mayor</b>", "<p>five <b>years</b></p>"]}],
    }
    html = body(table := block("table", value))
    assert f'<figcaption class="table-title" id="table-{table["id"]}">Terms' in html
    assert '<div class="scroll" role="region"' in html
    assert '<th scope="col">Who</th>' in html and '<th scope="row">&lt;b&gt;Mayor&lt;/b&gt;</th>' in html
    assert "<td><p>five <b>years</b></p></td>" in html


def test_a_wide_table_scrolls():
    columns = [{"type": "text", "heading": str(number)} for number in range(4)]
    value = {"caption": "Wide", "columns": columns, "rows": [{"values": ["1", "2", "3", "4"]}]}
    assert '<div class="scroll scroll--wide"' in body(block("table", value))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"caption": ""}, "title"),
        ({"rows": []}, "two columns and one row"),
        ({"columns": [{"type": "text", "heading": ""}, {"type": "text", "heading": "B"}]}, "heading"),
        ({"columns": [{"type": "text", "heading": "A"}] * 7, "rows": [{"values": ["x"] * 7}]}, "At most 6"),
    ],
)
def test_a_table_nobody_could_read_is_refused(change, message):
    columns = [{"type": "text", "heading": "A"}, {"type": "text", "heading": "B"}]
    value = {"caption": "T", "columns": columns, "rows": [{"values": ["1", "2"]}], **change}
    assert message in errors(CONTENT["table"], value)


def test_a_draft_may_hold_an_unfinished_table():
    table = CONTENT["table"]
    table.clean_deferred(table.to_python({"caption": "", "columns": [], "rows": []}))


def test_boxes_are_named_in_words():
    html = body(
        block("callout", {"style": "warning", "label": "Check it", "text": "<p>In your community.</p>"}),
        block("case", {"label": "A case", "text": "<p>Nina.</p>"}),
        exercise := block("exercise", {"label": "Exercise", "text": "<p>Draw.</p>", "minutes": 15, "document": None}),
    )
    assert '<aside class="box box--warn"' in html and '<aside class="box box--case"' in html
    assert '<div class="box box--do"' in html
    assert f'id="box-{exercise["id"]}">' in html and "Check it" in html


def test_a_video_is_a_link_until_it_is_tapped():
    html = body(
        block("video", {"link": "https://youtu.be/aqz-KE-bpKQ", "title": "A session", "transcript": "<p>Words.</p>"})
    )
    assert 'href="https://www.youtube.com/watch?v=aqz-KE-bpKQ"' in html and 'data-video="aqz-KE-bpKQ"' in html
    assert "iframe" not in html and "<img" not in html and "Words." in html


def test_a_video_from_elsewhere_is_refused_with_the_reason():
    value = {"link": "https://vimeo.com/1", "title": "A session", "transcript": "<p>Words.</p>"}
    assert "on YouTube" in errors(CONTENT["video"], value)


@pytest.mark.parametrize("field", ["alt", "caption"])
def test_a_picture_without_words_is_refused(field):
    assert field in errors(CONTENT["picture"], {"image": None, "alt": "A", "caption": "C", field: ""})


def test_a_video_nobody_can_read_is_refused():
    value = {"link": "https://youtu.be/aqz-KE-bpKQ", "title": "A session", "transcript": ""}
    assert "transcript" in errors(CONTENT["video"], value)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["<h4>Deep</h4>"], "Deep"),
        (["<h3>One</h3><p>x</p>", "<h4>Two</h4>"], ""),
        (["<p>x</p>", "<h3>One</h3><h4>Two</h4><h3>Three</h3>"], ""),
        (["<h3>One</h3><h3> </h3>"], "without words"),
    ],
)
def test_headings_in_a_section_leave_no_level_out(texts, words):
    content = CONTENT_BLOCK.to_python([block("text", text) for text in texts])
    found = [error.message for error in heading_errors(content).values()]
    assert (words in found[0]) if words else not found


def test_headings_are_looked_at_before_a_section_is_published():
    assert "content" in errors(EVERY["section"], {"title": "S", "content": [block("text", "<h4>Deep</h4>")]})


def test_a_draft_may_have_its_headings_in_any_order():
    section_block = LessonBody().child_blocks["section"]
    section_block.clean_deferred(section_block.to_python({"title": "S", "content": [block("text", "<h4>Deep</h4>")]}))


@pytest.mark.django_db
def test_a_picture_comes_small_late_and_with_its_words():
    image = Image.objects.create(title="Hall", file=get_test_image_file(size=(1600, 900)))
    html = body(block("picture", {"image": image.pk, "alt": "The <hall>", "caption": "In spring"}))
    assert 'alt="The &lt;hall&gt;"' in html and 'loading="lazy"' in html
    assert ".webp 480w" in html and "<figcaption>In" in html


@pytest.mark.django_db
def test_a_file_tells_its_kind_and_size():
    document = Document.objects.create(title="Form", file=SimpleUploadedFile("form.pdf", b"x" * 2048))
    html = body(block("file", {"document": document.pk, "label": ""}))
    assert "Form, PDF, 2" in html and f'href="{document.url}"' in html
