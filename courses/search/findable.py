"""What makes a model findable: one mixin, and no line elsewhere.

    class NewsPage(FindableMixin, Page):
        search_fields = [*Page.search_fields, index.SearchField("body")]

The search shows every such page that is live and public. A model that is no page says where it is shown:

    class Term(FindableMixin, index.Indexed, models.Model):
        search_fields = [index.SearchField("title"), index.SearchField("meaning")]

        def get_absolute_url(self): ...

It is called by its field `title`, or else by `str()`, and `findable()` chooses among its rows.
"""

from collections.abc import Container, Iterable, Iterator
from typing import Any

from django.db.models import Manager, Model, QuerySet
from wagtail.search import index

from .lemmas import lemmatised

Fields = Iterable[index.BaseField | index.RelatedFields]


class FindableMixin:
    """Its search fields are searched by their words in all forms too."""

    # What a result is called above its title, where the name of the model does not suit: “page”.
    found_as = ""
    # Whether a result says what it stands below: a lesson, its course.
    found_within = False
    # Fields that are searched and shown in no excerpt, because each result would cost queries of its own.
    found_unseen: tuple[str, ...] = ()

    @classmethod
    def get_search_fields(cls) -> list[index.BaseField | index.RelatedFields]:
        return [*super().get_search_fields(), index.SearchField("found_lemmas")]

    @classmethod
    def findable(cls) -> QuerySet:
        """The rows anybody may find. Not asked of pages: theirs are the live and public ones."""
        return cls._default_manager.all()

    def found_lemmas(self) -> str:
        return lemmatised(" . ".join([self.found_title, *self.found_texts(), *self.texts_in(self.found_unseen)]))

    @property
    def found_title(self) -> str:
        return str(getattr(self, "title", "") or self)

    def found_texts(self) -> list[str]:
        """What is searched besides the title, as plain text, a paragraph or so each."""
        names = {field.field_name for field in super().get_search_fields()}
        return self.texts_in(names - {"title", *self.found_unseen})

    def texts_in(self, names: Container[str]) -> list[str]:
        return list(texts_of(self, [field for field in super().get_search_fields() if field.field_name in names]))


def texts_of(thing: Model, fields: Fields) -> Iterator[str]:
    for field in fields:
        if isinstance(field, index.RelatedFields):
            for related in related_to(thing, field):
                yield from texts_of(related, field.fields)
        elif isinstance(field, index.SearchField):
            yield from flat(field.get_value(thing))


def related_to(thing: Model, field: index.RelatedFields) -> list[Model]:
    related = field.get_value(thing)
    if isinstance(related, Manager):
        return list(related.all())
    return [related] if related is not None else []


def flat(value: Any) -> Iterator[str]:
    """A field gives one text, a StreamField a list of them."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from flat(item)
    elif value not in (None, ""):
        yield str(value)


def findable_models() -> list[type[Model]]:
    return [model for model in index.get_indexed_models() if issubclass(model, FindableMixin)]
