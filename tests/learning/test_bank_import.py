"""Questions of a file come into a topic of the bank: categories as topics, tags as tags."""

from django.urls import reverse

from learning.question_destinations import TopicDestination
from learning.services.question_files import import_questions
from quizzes.models import BankQuestion, BankTopic
from tests import cast
from tests.journeys.editing import publish
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


def test_a_name_that_was_cut_is_not_told_again_of_questions_that_are_here_already(topic):
    text = f"$CATEGORY: {'а' * 101}\n\n::Q::So? {{T}}\n"
    told = []
    for _time in range(2):
        into = TopicDestination(topic)
        result = read(text, into)
        told.append(len(result.problems))
        import_questions(result=result, into=into)
    assert told == [1, 0]


def test_long_tags_that_make_the_same_address_are_both_kept(topic):
    tags = ["а" * 93 + " б", "а" * 93 + "-б"]
    into = TopicDestination(topic)
    result = read("".join(f"// [tag:{tag}]\n::Q{tag[-2]}::So? {{T}}\n\n" for tag in tags), into)
    import_questions(result=result, into=into)
    assert sorted(tag for one in BankQuestion.objects.all() for tag in one.tags.names()) == sorted(tags)


def test_what_a_live_quiz_cannot_do_without_is_not_replaced_by_a_file(quiz, topic):
    into = TopicDestination(topic, publish=True)
    import_questions(result=read("::Q::How many? {#5}\n", into), into=into)
    question = BankQuestion.objects.get()
    publish(quiz, questions=[cast.shared_block(question)])
    result = read(f"// id {question.key}\n::Q::How many? {{}}\n", TopicDestination(topic, publish=True))
    assert [(problem.line, problem.title, problem.is_notice) for problem in result.problems] == [(2, "Q", False)]
    assert "«Quiz»" in result.problems[0].message or "“Quiz”" in result.problems[0].message
    assert result.questions == ()


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
