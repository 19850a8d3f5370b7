"""Where imported questions go. A new place is a class here with the same few methods.

What a place has already is known by the ids of its questions: those are updated, everything else is added.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Protocol
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from taggit.models import Tag
from wagtail.log_actions import log
from wagtail.models import Collection

from courses.collection import course_collection
from courses.models import CoursePage
from learning.models import User
from learning.services.bank import add_question
from quizzes import question_types
from quizzes.bank import TopicTree
from quizzes.bank_guard import refuse_change
from quizzes.comparing import kinds_of
from quizzes.definitions import QuestionDefinition
from quizzes.formats.registry import NOWHERE
from quizzes.formats.results import ImportedQuestion, ImportResult, Problem
from quizzes.models import BankQuestion, BankTopic, QuizPage

# Moodle's words for the root of a tree of categories.
ROOTS = ("top", "$course$", "$system$", "$module$")
LONGEST_TOPIC = BankTopic._meta.get_field("name").max_length
# A tag's address is made of its name, and grows by a number where two names make the same one.
LONGEST_TAG = Tag._meta.get_field("slug").max_length - len("_9999")


class Destination(Protocol):
    """`namespace` makes the ids of questions that have none, so that a file read again finds its own."""

    title: str
    namespace: UUID

    @property
    def url(self) -> str:
        """Where the trainer looks at what came."""

    def existing_ids(self) -> frozenset[str]: ...

    def adapt(self, result: ImportResult) -> ImportResult:
        """The same questions under the ids they have here; what cannot come here is told in a notice."""

    def collection(self) -> Collection:
        """Where pictures of the questions lie."""

    def store(self, questions: Sequence[ImportedQuestion], *, by: User | None) -> None:
        """Within the caller's transaction. Publishes nothing unless the place was made to."""


class QuizDestination:
    """The draft of a quiz: what is live stays as it is until a trainer publishes."""

    def __init__(self, quiz: QuizPage) -> None:
        self.quiz = quiz
        self.title = quiz.title
        self.namespace = UUID(quiz.key)

    @property
    def url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.quiz.pk])

    def existing_ids(self) -> frozenset[str]:
        return frozenset(block["id"] for block in self.blocks() if block["type"] in question_types.names())

    def blocks(self) -> list[dict]:
        return [dict(block) for block in self.quiz.get_latest_revision_as_object().questions.raw_data]

    def adapt(self, result: ImportResult) -> ImportResult:
        """A question that stands here by reference is changed in the bank, not by a copy in its place."""
        shared = {block["id"] for block in self.blocks()} - self.existing_ids()
        kept = tuple(question for question in result.questions if question.definition.id not in shared)
        message = _("This question stands in the quiz as a shared one: change it in the question bank. Left out.")
        told = [Problem(one.line, message, True) for one in result.questions if one.definition.id in shared]
        return ImportResult(kept, (*result.problems, *told, *without_labels(kept)))

    def collection(self) -> Collection:
        return collection_of(CoursePage.objects.ancestor_of(self.quiz).first())

    def store(self, questions: Sequence[ImportedQuestion], *, by: User | None) -> None:
        """Known ones in their places, new ones last. Locks the page: of two imports at once neither is lost."""
        QuizPage.objects.select_for_update().get(pk=self.quiz.pk)
        self.quiz = QuizPage.objects.get(pk=self.quiz.pk)
        draft = self.quiz.get_latest_revision_as_object()
        known, blocks = self.existing_ids(), self.blocks()
        coming = {question.definition.id: thawed(question.definition) for question in questions}
        draft.questions = [
            *(coming.get(block["id"], block) if block["id"] in known else block for block in blocks),
            *(block for id, block in coming.items() if id not in known),
        ]
        draft.save_revision(user=by, clean=False)
        log(self.quiz, "learning.import_questions", user=by, data={"questions": len(questions)})


class TopicDestination:
    """A topic of the question bank: categories of the file become topics below it, tags come along."""

    def __init__(self, topic: BankTopic, *, publish: bool = False) -> None:
        self.topic = topic
        self.publish = publish
        self.title = topic.name
        self.namespace = uuid5(NOWHERE, f"topic {topic.pk}")

    @property
    def url(self) -> str:
        return reverse(BankQuestion.snippet_viewset.get_url_name("list"))

    def existing_ids(self) -> frozenset[str]:
        keys = BankQuestion.objects.filter(topic__in=TopicTree().below([self.topic.pk])).values_list("key", flat=True)
        return frozenset(map(str, keys))

    def adapt(self, result: ImportResult) -> ImportResult:
        """The bank's own come under their keys. Others get keys made of their ids: a quiz may hold the same question
        and draw from here, and the two must not be taken for one."""
        known = self.existing_ids()
        questions = [self.adapted(question, known) for question in result.questions]
        new = [question for question in questions if question.definition.id not in known]
        told = [*too_long_names(new), *too_long_tags(result.questions)]
        refused = dict(self.refused(questions)) if self.publish else {}
        kept = tuple(question for question in questions if question.definition.id not in refused)
        return ImportResult(kept, (*result.problems, *told, *refused.values()))

    def refused(self, questions: Sequence[ImportedQuestion]) -> Iterator[tuple[str, Problem]]:
        """What would be published in place of a live question that a live quiz cannot do without, by its id."""
        ids = [question.definition.id for question in questions]
        live = {str(one.key): one for one in BankQuestion.objects.live().filter(key__in=ids)}
        for question in questions:
            definition, here = question.definition, live.get(question.definition.id)
            if here is None or not kinds_of(here.definition(), definition):
                continue
            tags = {*here.tags.names(), *question.tags}
            here.question, here.type = [thawed(definition)], definition.type
            try:
                refuse_change(here, tags)
            except ValidationError as error:
                yield definition.id, Problem(question.line, " ".join(error.messages), title=definition.title)

    def adapted(self, question: ImportedQuestion, known: AbstractSet[str]) -> ImportedQuestion:
        definition = question.definition
        key = definition.id if definition.id in known else str(uuid5(self.namespace, definition.id))
        tags = tuple(tag for tag in question.tags if len(tag) <= LONGEST_TAG)
        return replace(question, definition=definition.named(key), tags=tags)

    def collection(self) -> Collection:
        return collection_of(CoursePage.objects.filter(translation_key=self.topic.course_key).first())

    def store(self, questions: Sequence[ImportedQuestion], *, by: User | None) -> None:
        known = {str(one.key): one for one in BankQuestion.objects.filter(key__in=self.existing_ids())}
        for question in questions:
            if here := known.get(question.definition.id):
                update_question(here, question, by=by, publish=self.publish and here.live)
            else:
                topic = self.topic_for(question.category, by)
                key = UUID(question.definition.id)
                add_question(topic, question.definition, question.tags, by, self.publish, key=key)

    def topic_for(self, category: str, by: User | None) -> BankTopic:
        """The topic below this one that a path of names leads to; the path may begin with this one's own."""
        names = [name[:LONGEST_TOPIC].strip() for name in names_in(category)]
        own = TopicTree().path(self.topic.pk)
        names = names[len(own) :] if names[: len(own)] == own else names
        topic = self.topic
        for name in names:
            topic, is_new = BankTopic.objects.get_or_create(parent=topic, name=name)
            if is_new:
                log(topic, "wagtail.create", user=by)
        return topic


def names_in(category: str) -> list[str]:
    """Of the topics that a path of names leads through."""
    names = [name.strip() for name in category.split("/") if name.strip()]
    return [name for place, name in enumerate(names) if place or name.casefold() not in ROOTS]


def without_labels(questions: Sequence[ImportedQuestion]) -> Iterator[Problem]:
    """A quiz has no place for them."""
    if found := [question for question in questions if question.tags]:
        tags = ", ".join(dict.fromkeys(tag for question in found for tag in question.tags))
        yield Problem(found[0].line, _("Only the question bank keeps tags; left out here: %s") % tags, True)


def too_long_names(questions: Sequence[ImportedQuestion]) -> Iterator[Problem]:
    """Of topics, each once. A question that is here already stays in the topic it is in."""
    found = {name: question.line for question in reversed(questions) for name in names_in(question.category)}
    words = _("The name of a topic has at most %(most)d letters; cut: %(label)s")
    return told_of(found, words, LONGEST_TOPIC)


def too_long_tags(questions: Sequence[ImportedQuestion]) -> Iterator[Problem]:
    found = {tag: question.line for question in reversed(questions) for tag in question.tags}
    return told_of(found, _("A tag has at most %(most)d letters; left out: %(label)s"), LONGEST_TAG)


def told_of(found: dict[str, int], words: str, most: int) -> Iterator[Problem]:
    for label, line in found.items():
        if len(label) > most:
            yield Problem(line, words % {"most": most, "label": label}, True)


def collection_of(course: CoursePage | None) -> Collection:
    return course_collection(course) if course else Collection.get_first_root_node()


def update_question(here: BankQuestion, question: ImportedQuestion, *, by: User | None, publish: bool) -> None:
    here = here.get_latest_revision_as_object()
    here.question = [thawed(question.definition)]
    here.tags.add(*question.tags)
    revision = here.save_revision(user=by, clean=False)
    log(here, "wagtail.edit", user=by)
    if publish:
        revision.publish(user=by)


def thawed(definition: QuestionDefinition) -> dict:
    return question_types.get(definition.type).thaw(definition)
