"""Pictures, documents and videos of a folder; and that nothing stays behind where an import fails."""

from pathlib import Path

import pytest
from django.conf import settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.models import CoursePage, LessonPage
from courses.portable import media
from courses.portable.exporter import export_course
from courses.portable.importer import import_course
from courses.portable.reader import read_course
from courses.portable.source import PortableError
from tests.courses.everything import png

MORE = """
## Файли

![План](media/plan.png "Підпис")

Візьміть [форму](media/form.pdf).

::: file
media/form.pdf
:::

::: video Сесія
https://youtu.be/aqz-KE-bpKQ

Кажуть.
:::

::: exercise Вправа
Зробіть.

File: media/form.pdf
:::
"""


@pytest.fixture
def folder(folder) -> Path:
    lesson = folder / "01-council.md"
    lesson.write_text(lesson.read_text() + MORE)
    (folder / "media").mkdir()
    (folder / "media" / "plan.png").write_bytes(png())
    (folder / "media" / "form.pdf").write_bytes(b"%PDF-1.4 form")
    return folder


def bring(folder, catalogue, **options):
    return import_course(source=read_course(folder), parent=catalogue, **options)


def faults(folder) -> list[str]:
    with pytest.raises(PortableError) as error:
        read_course(folder)
    return [str(problem) for problem in error.value.problems]


def stored() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_pictures_documents_and_videos_come_in(folder, catalogue):
    bring(folder, catalogue)
    picture, form = get_image_model().objects.get(), get_document_model().objects.get()
    content = LessonPage.objects.get().body[-1].value["content"]
    assert [block.block_type for block in content] == ["picture", "text", "file", "video", "exercise"]
    assert content[0].value["image"] == picture
    assert f'linktype="document" id="{form.pk}"' in str(content[1].value.source)
    assert content[2].value["document"] == content[4].value["document"] == form
    assert content[3].value.video_id == "aqz-KE-bpKQ"
    assert (picture.title, picture.width, picture.collection.name) == ("plan", 4, "demo")


def test_a_picture_that_was_exchanged_is_a_change(folder, catalogue):
    bring(folder, catalogue)
    old = get_image_model().objects.get()
    (folder / "media" / "plan.png").write_bytes(png("blue"))
    report = bring(folder, catalogue)
    assert {item.file: item.state for item in report.items}["01-council.md"] == "updated"
    assert LessonPage.objects.get().body[-1].value["content"][0].value["image"] != old


def test_a_dry_run_stores_nothing(folder, catalogue):
    before = stored()
    bring(folder, catalogue, dry_run=True)
    assert stored() == before
    assert not get_image_model().objects.exists()


def test_an_import_that_fails_leaves_no_file_behind(folder, catalogue):
    before = stored()
    text = (folder / "01-council.md").read_text()
    (folder / "01-council.md").write_text(text.replace("[the law](https://zakon.rada.gov.ua)", "[x](lesson:L9)"))
    with pytest.raises(PortableError, match=r"01-council.md:\d+: There is no “lesson:L9”"):
        bring(folder, catalogue)
    assert stored() == before
    assert not get_image_model().objects.exists()
    assert not CoursePage.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        ("a.png", b"<svg/>", "no picture"),
        ("a.png", png()[:40], "no picture"),
        ("a.jpg", png(), "The picture is PNG"),
        ("a.exe", b"MZ", "Files of this kind"),
        ("a.pdf", b"<html>", "not what its name says"),
        ("a.zip", b"PK", "Files of this kind"),
        ("план.png", png(), "Latin letters"),
    ],
)
def test_what_is_not_what_it_should_be_is_refused(folder, name, content, message):
    (folder / "media" / name).write_bytes(content)
    (fault,) = faults(folder)
    assert fault.startswith(f"media/{name}: ")
    assert message in fault


def test_a_flood_of_pixels_is_refused_before_it_is_unpacked(folder):
    head = bytearray(png())
    head[16:24] = (50_000).to_bytes(4, "big") * 2
    (folder / "media" / "a.png").write_bytes(bytes(head))
    (fault,) = faults(folder)
    assert fault.startswith("media/a.png: ")


def test_too_many_pixels_are_refused(folder, monkeypatch):
    monkeypatch.setattr(media, "MOST_PIXELS", 10)
    assert "million pixels" in faults(folder)[0]


def test_a_link_on_the_disk_is_refused(folder):
    (folder / "media" / "a.txt").symlink_to("/etc/passwd")
    assert faults(folder) == ["media/a.txt: This is not a file."]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("media/plan.png", "media/none.png", "There is no file none.png in media/."),
        ("media/plan.png", "media/form.pdf", "form.pdf is not a picture."),
        ("media/plan.png", "https://a.example/plan.png", "A picture lies in the folder"),
        ("![План]", "![]", "Say in the brackets"),
        ("(media/form.pdf).", "(media/none.pdf).", "There is no file none.pdf in media/."),
        ("File: media/form.pdf", "File: form.pdf", "named like media/form.pdf"),
        ("https://youtu.be/aqz-KE-bpKQ", "https://vimeo.com/1", "the address of a video on YouTube"),
        ("Візьміть [форму]", "Ось ![x](media/plan.png) і [форму]", "paragraph of its own"),
    ],
)
def test_a_fault_around_files_is_named_with_its_line(folder, old, new, message):
    path = folder / "01-council.md"
    text = path.read_text()
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new))
    (fault,) = faults(folder)
    assert message in fault
    assert int(fault.split(":")[1]) in (line, line - 1, line - 2)


def test_what_a_site_does_not_carry_is_told(folder, catalogue):
    report = bring(folder, catalogue)
    get_document_model().objects.all().delete()
    losses = export_course(CoursePage.objects.get(pk=report.course_id)).losses
    assert any(loss.file == "01-council.md" and "is gone" in loss.message for loss in losses)
