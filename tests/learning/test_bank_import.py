"""Questions of a file come into a topic of the bank: categories as topics, tags as tags."""

from django.urls import reverse

from learning.question_destinations import TopicDestination
from learning.services.question_files import import_questions
from quizzes.models import BankQuestion, BankTopic
from tests import cast
from tests.learning.test_question_import import GIFT, agree, read, send, told_by


def test_a_topic_takes_categories_as_topics_and_tags_as_tags(trainer, topic):
    where = reverse("learning_reports:import_into_topic", args=[topic.pk])
    agree(trainer, where, send(trainer, where))
    questions = BankQuestion.objects.order_by("pk")
    assert [(one.topic.name, one.topic.parent, one.live) for one in questions] == [("Elections", topic, False)] * 2
    assert [tag.name for tag in questions[0].tags.all()] == ["law"]


def test_labels_too_long_for_the_bank_are_cut_or_left_out_and_told(trainer, topic):
    where = reverse("learning_reports:import_into_topic", args=[topic.pk])
    long = "а" * 101
    answer = send(trainer, where, f"$CATEGORY: {long}\n\n// [tag:{long}] [tag:law]\n::Q::So? {{T}}\n\n::R::No? {{F}}\n")
    told = told_by(answer)
    assert [(problem.line, problem.is_notice, long in problem.message) for problem in told] == [(4, True, True)] * 2
    agree(trainer, where, answer)
    question = BankQuestion.objects.get(label__startswith="Q")
    assert (question.topic.name, list(question.tags.names())) == (long[:100], ["law"])


def test_a_topic_takes_questions_published_where_that_was_asked_for(trainer, topic):
    where = reverse("learning_reports:import_into_topic", args=[topic.pk])
    agree(trainer, where, send(trainer, where), publish="on")
    assert BankQuestion.objects.filter(live=True).count() == 2


def test_the_topic_of_others_does_not_exist(trainer, quiz):
    others = cast.make_course(quiz.get_parent().get_parent().get_parent(), title="Others")
    theirs = BankTopic.objects.create(name="Theirs", course_key=others.translation_key)
    for name in ("import_into_topic", "export_of_topic"):
        assert trainer.get(reverse(f"learning_reports:{name}", args=[theirs.pk])).status_code == 404


def test_a_file_sent_to_the_bank_again_updates_its_questions(topic):
    for text in (GIFT, GIFT.replace("the clerk", "the mayor")):
        into = TopicDestination(topic, publish=True)
        import_questions(result=read(text, into), into=into)
    first = BankQuestion.objects.order_by("pk")[0]
    assert BankQuestion.objects.count() == 2
    assert first.definition().body.choices[1].text == "the mayor"


def test_a_question_of_a_quiz_and_its_twin_in_the_bank_have_ids_of_their_own(quiz, topic):
    into = TopicDestination(topic)
    result = read(f"// id {cast.CHOICE_QUESTION}\n{GIFT.split(chr(10), 4)[4]}", into)
    assert cast.CHOICE_QUESTION not in [question.definition.id for question in result.questions]
