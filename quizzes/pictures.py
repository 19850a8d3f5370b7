"""Pictures in questions and Wagtail's images: stored at an import, shown to learners, packed for an export."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError
from wagtail.models import Collection
from wagtail.utils.file import hash_filelike

from .definitions import QuestionDefinition
from .formats.results import EmbeddedFile, ImportedQuestion, Problem
from .picture_files import MEDIA_TYPES, NotAPicture, kind_of
from .picture_tags import embed, escaped, file_name, pictures, reference, replaced

# Wide enough for a phone held across; about 30 KB.
SPEC = "max-800x600|format-webp"


# --- an import ----------------------------------------------------------------------------------


@transaction.atomic
def store_pictures(
    *, question: ImportedQuestion, collection: Collection, user: Any = None
) -> tuple[ImportedQuestion, tuple[Problem, ...]]:
    """The question with its pictures in the site, and what could not be kept.

    The same bytes in the same collection are the same image again: a file imported twice gives equal questions.
    """
    shown = alts_of(question.definition)
    stored, problems = {}, []
    for file in question.files:
        try:
            if file.name in shown:
                stored[file.name] = stored_image(file, shown[file.name], collection, user)
        except NotAPicture as error:
            problems.append(Problem(question.line, str(error), is_notice=True))
    definition = rewritten(question.definition, lambda tag, picture: embedded(tag, picture, stored))
    return replace(question, definition=definition, files=()), tuple(problems)


def alts_of(question: QuestionDefinition) -> dict[str, str]:
    """File name -> what the picture shows, of the pictures that are not stored."""
    found = [*pictures(question.prompt), *pictures(question.feedback)]
    return {file_name(picture): picture.get("alt", "") for tag, picture in found if tag == "img"}


def stored_image(file: EmbeddedFile, alt: str, collection: Collection, user: Any) -> Any:
    kind = kind_of(file.name, file.data)
    content = ContentFile(file.data, name=f"{slugify(file.name.rpartition('.')[0]) or 'picture'}.{kind}")
    digest = hash_filelike(content)
    same = get_image_model().objects.filter(file_hash=digest, collection=collection).order_by("pk").first()
    return same or new_image(content, digest, title=alt or file.name, collection=collection, user=user)


def new_image(content: ContentFile, digest: str, *, title: str, collection: Collection, user: Any) -> Any:
    content.seek(0)
    image = get_image_model()(title=title[:255], collection=collection, uploaded_by_user=user, file=content)
    image.description, image.file_size, image.file_hash = title[:255], content.size, digest
    image.save()
    return image


def embedded(tag: str, picture: dict[str, str], stored: dict[str, Any]) -> str:
    """The tag of a stored picture; one whose file is missing goes, and no file of elsewhere names an image of ours."""
    image = stored.get(file_name(picture)) if tag == "img" else None
    return embed(image.pk, picture.get("alt")) if image else ""


def rewritten(question: QuestionDefinition, replace_picture: Any) -> QuestionDefinition:
    texts = {name: replaced(getattr(question, name), replace_picture) for name in ("prompt", "feedback")}
    return replace(question, **texts)


def previewed(question: ImportedQuestion) -> QuestionDefinition:
    """The question as it would look once imported: its pictures are in the page itself, nothing is stored."""
    files = {file.name: file.data for file in question.files}
    return rewritten(question.definition, lambda _tag, picture: data_image(picture, files))


def data_image(picture: dict[str, str], files: dict[str, bytes]) -> str:
    name, alt = file_name(picture), escaped(picture.get("alt", ""))
    if name not in files:
        return alt
    try:
        media_type = MEDIA_TYPES[kind_of(name, files[name])]
    except NotAPicture:
        return alt
    return f'<img src="data:{media_type};base64,{b64encode(files[name]).decode()}" alt="{alt}">'


# --- a page -------------------------------------------------------------------------------------


def shown(html: str) -> str:
    """HTML with its pictures drawn small and lazily; two queries, however many there are. One whose image is gone is
    told by its alternative text."""
    ids = {picture["id"] for tag, picture in pictures(html) if tag == "embed"}
    images = images_by_id(ids, renditions=True)
    return replaced(html, lambda _tag, picture: img(picture, images.get(picture.get("id", ""))))


def images_by_id(ids: Iterable[str], *, renditions: bool = False) -> dict[str, Any]:
    if not ids:
        return {}
    images = get_image_model().objects.filter(pk__in=ids)
    images = images.prefetch_renditions(SPEC) if renditions else images
    return {str(image.pk): image for image in images}


def img(picture: dict[str, str], image: Any) -> str:
    alt = escaped(picture.get("alt", ""))
    try:
        small = image.get_rendition(SPEC) if image else None
    except (SourceImageIOError, OSError):  # the file is gone
        small = None
    if not small:
        return alt
    size = f'width="{small.width}" height="{small.height}"'
    return f'<img src="{escaped(small.url)}" {size} alt="{alt}" loading="lazy" decoding="async">'


# --- an export ----------------------------------------------------------------------------------


def packed(questions: Sequence[QuestionDefinition]) -> list[ImportedQuestion]:
    """Questions with their pictures beside them, as a file would hold them. One query, and one read for each file."""
    texts = [text for question in questions for text in (question.prompt, question.feedback)]
    images = images_by_id({picture["id"] for text in texts for tag, picture in pictures(text) if tag == "embed"})
    return [with_files(question, images) for question in questions]


def with_files(question: QuestionDefinition, images: dict[str, Any]) -> ImportedQuestion:
    """An image that is gone, or cannot be read, stays an `embed`, which the writers report."""
    files: dict[str, EmbeddedFile] = {}

    def refer(tag: str, picture: dict[str, str]) -> str:
        id = picture.get("id", "")
        if id not in files and (data := data_of(images.get(id))):
            files[id] = EmbeddedFile(name_of(images[id]), data)
        return reference(files[id].name, picture.get("alt")) if id in files else spelt_again(tag, picture)

    definition = rewritten(question, refer)
    return ImportedQuestion(definition=definition, line=0, files=tuple(files.values()))


def spelt_again(tag: str, picture: dict[str, str]) -> str:
    return embed(picture["id"], picture.get("alt")) if tag == "embed" else ""


def data_of(image: Any) -> bytes:
    if not image:
        return b""
    try:
        with image.open_file() as file:
            return file.read()
    except OSError:
        return b""


def name_of(image: Any) -> str:
    """Told apart by the key: two images of one question may have files of the same name in different places."""
    return f"{image.pk}-{image.filename}"
