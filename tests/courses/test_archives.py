"""A zip is believed in nothing."""

import stat
import zipfile
from io import BytesIO

import pytest

from courses.portable import archives
from courses.portable.archives import unpacked
from courses.portable.source import PortableError
from courses.portable.terms import find_glossary


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> BytesIO:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    made.seek(0)
    return made


def refusal(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> str:
    return refused(zipped(("course.md", b"---"), *entries))


def refused(archive: BytesIO) -> str:
    with pytest.raises(PortableError) as error, unpacked(archive):
        pass
    return str(error.value)


@pytest.mark.parametrize("top", ["", "my-course/"])
def test_a_course_is_found_at_the_top_or_in_the_one_folder(top):
    archive = zipped((f"{top}course.md", b"---"), (f"{top}media/a.png", b"x"), ("__MACOSX/course.md", b"no"))
    with unpacked(archive) as folder:
        assert (folder / "course.md").read_bytes() == b"---"
        assert (folder / "media" / "a.png").read_bytes() == b"x"
    assert not folder.exists()


@pytest.mark.parametrize("top", ["", "my-course/"])
def test_no_glossary_is_read_that_lies_beside_the_unpacked_zip(top, tmp_path, monkeypatch):
    """A course's folder may have its glossary beside it; beside a zip lie the temporary files of others."""
    monkeypatch.setattr(archives.tempfile, "tempdir", str(tmp_path))
    (tmp_path / "glossary.yaml").write_text("- id: foreign")
    with unpacked(zipped((f"{top}course.md", b"---"))) as folder:
        assert find_glossary(folder) is None
    archive = zipped((f"{top}course.md", b"---"), ("glossary.yaml", b"- id: own"))
    with unpacked(archive) as folder:
        assert find_glossary(folder).read_bytes() == b"- id: own"


@pytest.mark.parametrize("name", ["../a.md", "/etc/a.md", "a/../../b.md", "a\\b.md", "C:/a.md", "a//b.md", "./a.md"])
def test_no_name_leads_out_of_the_folder(name):
    assert "leads out of the folder" in refusal((zipfile.ZipInfo(name), b"x"))


def test_links_are_refused():
    link = zipfile.ZipInfo("01-a.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "is a link" in refusal((link, b"/etc/passwd"))


def test_a_name_that_is_there_twice_is_refused():
    assert "twice" in refusal(("Media/A.png", b"x"), ("media/a.png", b"y"))


def test_names_in_another_encoding_are_refused():
    archive = zipped(("course.md", b"---"), ("ab.md", b"x")).getvalue().replace(b"ab.md", b"\x8f\x90.md")
    assert "not in UTF-8" in refused(BytesIO(archive))


def test_names_in_utf8_are_read():
    with unpacked(zipped(("course.md", b"---"), ("урок.md", b"x"))) as folder:
        assert (folder / "урок.md").is_file()


@pytest.mark.parametrize("name", ["media/inner.zip", "media/INNER.ZIP", "more.tar.gz"])
def test_an_archive_in_the_archive_is_refused(name):
    assert "archive inside" in refusal((name, b"x"))


def test_what_grows_beyond_measure_is_refused():
    assert "beyond all measure" in refusal(("media/bomb.txt", b"\0" * (5 << 20)))


def test_too_much_in_all_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 10)
    assert "more than 0 MB" in refusal(("01-a.md", b"x" * 20))


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    assert "more than 3 files" in refusal(*((f"{number:02d}-a.md", b"x") for number in range(4)))


def test_a_size_that_is_a_lie_is_found_out():
    honest = zipped(("course.md", b"y" * 3000), ("01-a.md", b"x"))
    archive = bytearray(honest.getvalue())
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = archive.index(sign) + place
        archive[start : start + 4] = (10).to_bytes(4, "little")
    assert "zip" in refused(BytesIO(bytes(archive)))


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\0" * 50])
def test_what_is_no_zip_is_refused(content):
    assert "cannot be read" in refused(BytesIO(content))


def test_a_damaged_zip_is_refused():
    content = bytearray(zipped(("course.md", bytes(range(256)) * 40)).getvalue())
    content[60:90] = b"\xff" * 30
    assert "cannot be read" in refused(BytesIO(bytes(content)))


def test_a_locked_zip_is_refused():
    content = bytearray(zipped(("course.md", b"x")).getvalue())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in refused(BytesIO(bytes(content)))


def test_a_zip_without_a_course_is_refused():
    assert "no course.md" in refused(zipped(("readme.md", b"x")))
