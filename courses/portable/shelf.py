"""The files of a folder as pictures and documents of the site.

Files are stored before the import's transaction, because copying is slow, and are taken away again where it fails. A
dry run stores nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db.models import Model
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from . import media
from .outgoing import FOCUS, MediaFile, MediaKey
from .source import CourseSource, MediaSource


class Shelf:
    """`known` are the files the course has now: the same picture is not stored again."""

    def __init__(self, source: CourseSource, known: Mapping[MediaKey, MediaFile], user: Any = None) -> None:
        self.by_name = {item.name: item for item in source.media}
        self.known = known
        self.user = user
        self.stored: dict[str, str] = {}
        self.instances: dict[str, Model] = {}
        self.used = {one.target for _file, one in source.all_references if one.is_media}

    def store(self) -> None:
        """Copy what the course does not have yet. Whoever calls this calls `discard` when the import fails."""
        for item in self.new_ones():
            model = model_of(item)
            field = model._meta.get_field("file")
            with item.path.open("rb") as content:
                name = field.generate_filename(model(title=item.title), item.name)
                self.stored[item.name] = field.storage.save(name, File(content), max_length=field.max_length)

    def discard(self) -> None:
        for name, stored in self.stored.items():
            model_of(self.by_name[name])._meta.get_field("file").storage.delete(stored)

    def new_ones(self) -> Iterable[MediaSource]:
        return [item for name, item in self.by_name.items() if name in self.used and key_of(item) not in self.known]

    def id_of(self, name: str, collection: Callable[[], Collection]) -> int:
        """The picture or document of this file, made where there is none. Writes to the database."""
        item = self.by_name[name]
        if known := self.known.get(key_of(item)):
            return known.instance.pk
        if name not in self.instances:
            self.instances[name] = self.make(item, collection())
        return self.instances[name].pk

    def make(self, item: MediaSource, collection: Collection) -> Model:
        made = model_of(item)(
            title=item.title,
            file=self.stored.get(item.name, f"not-stored/{item.name}"),
            file_size=item.path.stat().st_size,
            file_hash=item.digest,
            collection=collection,
            uploaded_by_user=self.user,
            **(picture_facts(item) if media.is_picture(item.name) else {}),
        )
        made.save()
        return made


def model_of(item: MediaSource) -> type[Model]:
    return get_image_model() if media.is_picture(item.name) else get_document_model()


def key_of(item: MediaSource) -> MediaKey:
    kind = "image" if media.is_picture(item.name) else "document"
    is_image = kind == "image"
    return (kind, item.digest, item.title, item.description if is_image else "", item.focus if is_image else ())


def picture_facts(item: MediaSource) -> dict[str, Any]:
    width, height = size_of(item.path)
    focus = dict(zip(FOCUS, item.focus, strict=True)) if item.focus else {}
    return {"width": width, "height": height, "description": item.description, **focus}


def size_of(path: Path) -> tuple[int, int]:
    with Pillow.open(path) as picture:
        return picture.size
