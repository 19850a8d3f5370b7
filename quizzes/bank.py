"""The question bank: questions that stand in no quiz of their own, by topic, for any quiz to use."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, RevisionMixin

from . import question_types
from .blocks import QuestionsBlock, freeze_questions, sentences_of
from .definitions import QuestionDefinition


class BankTopic(models.Model):
    """A shelf of the bank; shelves stand within shelves. Holds no personal data."""

    name = models.CharField(_("name"), max_length=100)
    # PROTECT: a topic with topics below it is not emptied by one click.
    parent = models.ForeignKey(
        "self",
        verbose_name=_("within"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subtopics",
        help_text=_("The topic this one is a part of. Leave empty for a topic of its own."),
    )
    # Below another topic it is a copy of that one's, renewed by `save`: only the topmost decides.
    course_key = models.UUIDField(
        _("course"),
        null=True,
        blank=True,
        # The questions of a course's team: who sees a topic is asked by it.
        db_index=True,
        help_text=_(
            "Only the team of this course sees and uses the questions. Leave empty to share with all trainers."
        ),
    )

    panels = [FieldPanel("name"), FieldPanel("parent"), FieldPanel("course_key")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        permissions = [("run_bank", "Can see and use the topics of every course")]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="bank_topic_once_within"),
            models.UniqueConstraint(fields=["name"], condition=Q(parent=None), name="bank_topic_once_at_top"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises ValidationError where it would stand within itself. One after another: two topics moved at once could
        each end up within the other."""
        with transaction.atomic():
            list(BankTopic.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
            self.refuse_circle()
            if self.parent:
                self.course_key = self.parent.course_key
            super().save(*args, **kwargs)
            BankTopic.objects.filter(pk__in=TopicTree().below([self.pk])).update(course_key=self.course_key)

    def clean(self) -> None:
        super().clean()
        self.refuse_circle()

    def refuse_circle(self) -> None:
        if self.pk and self.parent_id and self.parent_id in TopicTree().below([self.pk]):
            raise ValidationError({"parent": _("A topic cannot stand within itself or within a topic of its own.")})


class TopicTree:
    """All topics in memory: they are some dozens, and one query is cheaper than a walk."""

    def __init__(self) -> None:
        self.topics = {topic.pk: topic for topic in BankTopic.objects.order_by("name", "pk")}
        for topic in self.topics.values():
            topic.tree = self

    def below(self, roots: Any) -> set[int]:
        """The ids of these topics and of all within them."""
        found, waiting = set(), list(roots)
        while waiting:
            pk = waiting.pop()
            if pk not in found:
                found.add(pk)
                waiting.extend(topic.pk for topic in self.topics.values() if topic.parent_id == pk)
        return found

    def shared(self) -> set[int]:
        """The topics of no course: those that all trainers use."""
        return {pk for pk, topic in self.topics.items() if topic.course_key is None}

    def path(self, pk: int | None) -> list[str]:
        """The names from the top down to this topic; of topics that stand in a circle each once."""
        names: dict[int, str] = {}
        while (topic := self.topics.get(pk)) and topic.pk not in names:
            names[topic.pk], pk = topic.name, topic.parent_id
        return list(reversed(names.values()))

    def in_order(self) -> list[BankTopic]:
        """As a tree is read: each topic followed by those within it."""
        return sorted(self.topics.values(), key=lambda topic: [name.casefold() for name in self.path(topic.pk)])


class BankQuestionTag(TaggedItemBase):
    """A tag of a question; the tags themselves are those of pictures and documents too."""

    content_object = ParentalKey("quizzes.BankQuestion", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="bank_question_tag_once")]


class BankQuestionQuerySet(models.QuerySet["BankQuestion"]):
    def live(self) -> "BankQuestionQuerySet":
        return self.filter(live=True)


class BankQuestion(DraftStateMixin, RevisionMixin, ClusterableModel):
    """One question of the bank. Quizzes hold its id and read it when an attempt begins. Holds no personal data."""

    # What drawn questions are known by in quizzes and in the records of learners: kept for ever.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # PROTECT: a topic is deleted when it is empty.
    topic = models.ForeignKey(BankTopic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="questions")
    question = StreamField(QuestionsBlock(max_num=1), verbose_name=_("Question"))
    tags = ClusterTaggableManager(
        through=BankQuestionTag,
        verbose_name=_("tags"),
        blank=True,
        help_text=_("With commas between. A random draw can ask for them."),
    )
    # The next three are copies out of `question`, renewed by `save`, for lists and look-ups; `lemmas` is filled by
    # whoever knows a dictionary (`courses.search.bank`). `manage.py recompute_bank` makes them anew.
    type = models.CharField(_("type"), max_length=50, editable=False)
    label = models.CharField(_("question"), max_length=255, editable=False)
    lemmas = models.TextField(editable=False)

    objects = BankQuestionQuerySet.as_manager()

    panels = [FieldPanel("question"), FieldPanel("topic"), FieldPanel("tags")]

    class Meta:
        verbose_name = _("bank question")
        verbose_name_plural = _("bank questions")
        ordering = ["label", "pk"]

    def __str__(self) -> str:
        return self.label or str(_("A question without words"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            if self.live:
                self.refuse_unfinished()
            self.copy_out()
        super().save(*args, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Raises ValidationError where quizzes use it."""
        from .bank_guard import refuse_removal  # it reads quizzes, which hold questions of the bank

        refuse_removal(self)
        return super().unpublish(*args, **kwargs)

    def refuse_unfinished(self) -> None:
        """Raises ValidationError for a question nobody could answer. No form may have been asked."""
        try:
            self._meta.get_field("question").stream_block.clean(self.question)
        except ValidationError as error:
            raise ValidationError({"question": list(sentences_of(error))}) from error

    def copy_out(self) -> None:
        definition = self.definition()
        self.type, self.label = (definition.type, definition.full_label[:255]) if definition else ("", "")

    def definition(self, id: str = "") -> QuestionDefinition | None:
        """The question as it stands in memory, known by this id or by its key; nothing for a draft without one."""
        found = freeze_questions(self.question)
        return found[0].named(id or str(self.key)) if found else None

    @property
    def is_graded(self) -> bool:
        """Whether an answer can earn a mark."""
        definition = self.definition()
        return bool(definition and definition.max_mark)

    @property
    def type_label(self) -> str:
        return str(question_types.get(self.type).label) if self.type else ""
