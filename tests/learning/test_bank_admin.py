"""The bank in the admin: what trainers find, choose, change, and are refused, each with its reason."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from quizzes.models import BankQuestion, BankTopic, QuizPage
from quizzes.question_types import get
from tests import cast
from tests.quizzes.samples import single, true_false
from tests.quizzes.test_editor import form as quiz_form

pytestmark = pytest.mark.django_db

LIST = "wagtailsnippets_quizzes_bankquestion:list"
QUESTIONS, TOPICS = "wagtailsnippets_quizzes_bankquestion", "wagtailsnippets_quizzes_banktopic"


def raw(question):
    return get(question.type).thaw(question)


def question_form(topic, prompt="<p>Is it so?</p>", tags="", **more):
    value = {"prompt": rich_text(prompt), "feedback": rich_text(""), "is_true": "true", "max_mark": "1"}
    value |= dict.fromkeys(["hint", "source", "title", "feedback_true", "feedback_false"], "")
    question = streamfield([("true_false", value)])
    return nested_form_data({"question": question, "topic": str(topic.pk), "tags": tags, **more})


def listed(client, **wanted) -> list[str]:
    """The titles; the beginning of what is asked stands behind each."""
    return [str(row).removesuffix(". Ask") for row in client.get(reverse(LIST), wanted).context["object_list"]]


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


# --- the list -----------------------------------------------------------------------------------------


def test_a_trainer_sees_what_all_share_and_their_own_and_not_what_is_another_teams(trainer, topic, course, foreign):
    own = cast.bank_topic("Ours", course_key=course.translation_key)
    for place, name in ((topic, "Shared"), (own, "Own")):
        cast.bank_question(place, raw(single(title=name)))
    assert listed(trainer) == ["Own", "Shared"]


def test_the_list_is_narrowed_by_topic_with_those_within_it_by_type_tag_and_word(trainer, topic):
    below = cast.bank_topic("Below", parent=topic)
    cast.bank_question(below, raw(single(title="Сесія ради")), tags=("law",))
    cast.bank_question(cast.bank_topic("Elsewhere"), raw(true_false(title="Бюджет громади")))
    assert listed(trainer, topic=topic.pk) == ["Сесія ради"]
    assert listed(trainer, type="true_false") == ["Бюджет громади"]
    assert listed(trainer, tag="law") == ["Сесія ради"]
    assert listed(trainer, q="сесії") == ["Сесія ради"]
    assert listed(trainer, topic="nonsense") == listed(trainer, q="немає") == []


def test_the_list_says_where_each_is_used_at_a_cost_that_does_not_grow(trainer, topic, quiz):
    questions = cast.fill_bank(topic, 1)
    cast.add_quiz(quiz.get_parent(), slug="two", questions=[cast.shared_block(questions[0])])
    trainer.get(reverse(LIST))
    with CaptureQueriesContext(connection) as few:
        trainer.get(reverse(LIST))
    cast.fill_bank(topic, 20)
    with CaptureQueriesContext(connection) as many:
        assert trainer.get(reverse(LIST)).status_code == 200
    assert len(many) == len(few)


def test_topics_are_counted_at_a_cost_that_does_not_grow(trainer, topic):
    trainer.get(reverse(f"{TOPICS}:list"))
    with CaptureQueriesContext(connection) as few:
        trainer.get(reverse(f"{TOPICS}:list"))
    for number in range(5):
        cast.fill_bank(BankTopic.objects.create(name=f"Topic {number}"), number)
    with CaptureQueriesContext(connection) as many:
        rows = trainer.get(reverse(f"{TOPICS}:list")).context["object_list"]
    assert len(many) == len(few) and [row.question_count for row in rows] == [0, 0, 1, 2, 3, 4]


def test_where_used_names_live_quizzes_and_own_drafts_and_hides_drafts_of_others(trainer, topic, quiz, foreign):
    question = cast.bank_question(topic)
    other = QuizPage.objects.exclude(pk=quiz.pk).get()
    for page, title in ((quiz, "Mine"), (other, "Hidden")):
        page.title = title
        page.questions = [cast.shared_block(question)]
        page.save_revision()
    html = trainer.get(reverse(f"{QUESTIONS}:usage", args=[question.pk])).content.decode()
    assert "Foundations › Mine" in html or "Foundations › Quiz" in html
    assert "Чернетка іншої команди" in html and "Another course" not in html


# --- writing ------------------------------------------------------------------------------------------


def test_a_trainer_adds_a_question_as_a_draft_or_published(trainer, topic):
    add = reverse(f"{QUESTIONS}:add")
    assert trainer.post(add, question_form(topic, prompt="")).status_code == 302
    assert trainer.post(add, question_form(topic, tags="law, hard", **{"action-publish": "1"})).status_code == 302
    draft, live = BankQuestion.objects.order_by("pk")
    assert (draft.live, live.live, live.type) == (False, True, "true_false")
    assert sorted(live.tags.names()) == ["hard", "law"] and " so " not in draft.lemmas


def test_an_unfinished_question_is_not_published_and_told_where(trainer, topic):
    response = trainer.post(reverse(f"{QUESTIONS}:add"), question_form(topic, prompt="", **{"action-publish": "1"}))
    assert response.status_code == 200 and list(response.context["form"].errors) == ["question"]
    assert not BankQuestion.objects.exists()


def test_an_empty_question_is_not_published_either(trainer, topic):
    data = nested_form_data({"question": streamfield([]), "topic": str(topic.pk), "tags": "", "action-publish": "1"})
    response = trainer.post(reverse(f"{QUESTIONS}:add"), data)
    assert list(response.context["form"].errors) == ["question"] and not BankQuestion.objects.exists()


def test_nobody_puts_a_question_or_a_topic_where_they_may_not(trainer, topic, foreign):
    response = trainer.post(reverse(f"{QUESTIONS}:add"), question_form(foreign.topic))
    assert list(response.context["form"].errors) == ["topic"]
    data = {"name": "Mine", "parent": foreign.topic_id, "course_key": ""}
    assert list(trainer.post(reverse(f"{TOPICS}:add"), data).context["form"].errors) == ["parent"]
    data = {"name": "Mine", "parent": "", "course_key": str(foreign.topic.course_key)}
    assert list(trainer.post(reverse(f"{TOPICS}:add"), data).context["form"].errors) == ["course_key"]


def test_a_course_chosen_below_a_topic_that_all_share_is_not_dropped_in_silence(trainer, topic, course):
    data = {"name": "Ours", "parent": topic.pk, "course_key": str(course.translation_key)}
    assert list(trainer.post(reverse(f"{TOPICS}:add"), data).context["form"].errors) == ["course_key"]
    assert trainer.post(reverse(f"{TOPICS}:add"), {**data, "course_key": ""}).status_code == 302


def test_a_topic_of_the_own_course_is_made(trainer, course):
    data = {"name": "Ours", "parent": "", "course_key": str(course.translation_key)}
    assert trainer.post(reverse(f"{TOPICS}:add"), data).status_code == 302
    assert BankTopic.objects.get().course_key == course.translation_key


@pytest.mark.parametrize("is_gone", [False, True])
def test_a_topic_of_a_course_is_renamed_and_stays_that_teams(trainer, course, is_gone):
    key = course.translation_key
    ours = BankTopic.objects.create(name="Ours", course_key=key)
    if is_gone:
        course.delete()
        trainer.force_login(cast.make_person("root", is_superuser=True))
    data = {"name": "Ours, renamed", "parent": "", "course_key": str(key)}
    assert trainer.post(reverse(f"{TOPICS}:edit", args=[ours.pk]), data).status_code == 302
    ours.refresh_from_db()
    assert (ours.name, ours.course_key) == ("Ours, renamed", key)


@pytest.mark.parametrize("room", ["edit", "delete", "usage", "history", "unpublish"])
def test_a_question_of_another_team_has_no_room_for_a_trainer(trainer, foreign, room):
    address = reverse(f"{QUESTIONS}:{room}", args=[foreign.pk])
    for method in (trainer.get, trainer.post):
        response = method(address)
        assert response.status_code in (302, 404) and "A secret question" not in response.content.decode()
    assert BankQuestion.objects.get(pk=foreign.pk).live


@pytest.mark.parametrize("room", ["edit", "delete", "usage", "history"])
def test_a_topic_of_another_team_has_no_room_for_a_trainer(trainer, foreign, room):
    assert trainer.get(reverse(f"{TOPICS}:{room}", args=[foreign.topic_id])).status_code in (302, 404)


def test_a_change_that_leaves_a_live_quiz_short_is_told_at_its_field(trainer, topic, quiz):
    question = cast.bank_question(topic, raw(true_false()), tags=("law",))
    quiz.questions = [cast.draw_block(topic, tags="law")]
    quiz.save_revision().publish()
    elsewhere = cast.bank_topic("Elsewhere")
    edit = reverse(f"{QUESTIONS}:edit", args=[question.pk])
    for field, data in (
        ("topic", question_form(elsewhere, tags="law", **{"action-publish": "1"})),
        ("tags", question_form(topic, tags="easy", **{"action-publish": "1"})),
    ):
        errors = trainer.post(edit, data).context["form"].errors
        assert list(errors) == [field] and "“Quiz”" in str(errors)
    assert trainer.post(edit, question_form(elsewhere, tags="law")).status_code == 302  # a draft
    assert BankQuestion.objects.get().topic == topic


def test_a_topic_that_a_live_quiz_draws_from_stays_where_it_is(trainer, topic, course, quiz):
    below = cast.bank_topic("Below", parent=topic)
    cast.bank_question(below)
    quiz.questions = [cast.draw_block(topic)]
    quiz.save_revision().publish()
    data = {"name": "Below", "parent": "", "course_key": ""}
    errors = trainer.post(reverse(f"{TOPICS}:edit", args=[below.pk]), data).context["form"].errors
    assert list(errors) == ["parent"] and "“Quiz”" in str(errors)


@pytest.mark.parametrize("room", ["delete", "unpublish"])
def test_a_question_in_use_stays_with_the_places_named(trainer, topic, quiz, room):
    question = cast.bank_question(topic)
    quiz.questions = [cast.shared_block(question)]
    quiz.save_revision().publish()
    response = trainer.post(reverse(f"{QUESTIONS}:{room}", args=[question.pk]))
    assert response.status_code == 302 and "“Quiz”" in said(response)
    assert BankQuestion.objects.get().live


def test_questions_in_use_stay_when_several_are_deleted_at_once(trainer, topic, quiz):
    question = cast.bank_question(topic)
    quiz.questions = [cast.shared_block(question)]
    quiz.save_revision().publish()
    address = reverse("wagtail_bulk_action", args=["quizzes", "bankquestion", "delete"])
    response = trainer.post(f"{address}?id={question.pk}&next=/")
    assert "“Quiz”" in said(response) and BankQuestion.objects.exists()


def test_what_nobody_uses_is_deleted(trainer, topic):
    question = cast.bank_question(topic)
    assert trainer.post(reverse(f"{QUESTIONS}:delete", args=[question.pk])).status_code == 302
    assert trainer.post(reverse(f"{TOPICS}:delete", args=[topic.pk])).status_code == 302
    assert not BankTopic.objects.exists()


# --- choosing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["bankquestion", "banktopic"])
def test_choosers_list_and_name_only_what_this_person_sees(trainer, topic, foreign, kind):
    seen = {"bankquestion": cast.bank_question(topic), "banktopic": topic}[kind]
    hidden = {"bankquestion": foreign, "banktopic": foreign.topic}[kind]
    space = f"wagtailsnippetchoosers_quizzes_{kind}"
    for room in ("choose", "choose_results"):
        html = trainer.get(reverse(f"{space}:{room}")).content.decode()
        assert str(seen) in html and str(hidden) not in html
    assert trainer.get(reverse(f"{space}:chosen", args=[seen.pk])).status_code == 200
    assert trainer.get(reverse(f"{space}:chosen", args=[hidden.pk])).status_code == 404
    several = trainer.get(reverse(f"{space}:chosen_multiple"), {"id": [seen.pk, hidden.pk]}).content.decode()
    assert str(hidden) not in several


def test_the_chooser_finds_by_forms_of_words(trainer, topic):
    for title in ("Сесія ради", "Бюджет громади"):
        cast.bank_question(topic, raw(single(title=title, prompt="<p>Так?</p>")))
    results = reverse("wagtailsnippetchoosers_quizzes_bankquestion:choose_results")
    html = trainer.get(results, {"q": "бюджету"}).content.decode()
    assert "Бюджет громади" in html and "Сесія ради" not in html


def post_quiz(client, quiz, *blocks, **more):
    address = reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    return client.post(address, quiz_form(quiz, questions=streamfield(blocks), **more))


def draw_form(topic, count="1"):
    topic = str(topic.pk) if topic else ""
    return {"topic": topic, "subtopics": "on", "tags": "", "count": count, "max_mark": "1"}


def test_a_quiz_takes_a_shared_question_and_a_draw_in_its_editor(trainer, quiz, topic):
    question, *_others = cast.fill_bank(topic, 3)
    blocks = [("shared", str(question.pk)), ("draw", draw_form(topic, "2"))]
    assert post_quiz(trainer, quiz, *blocks, **{"action-publish": "1"}).status_code == 302
    definition = QuizPage.objects.get(pk=quiz.pk).definition()
    assert (definition.question_count, len(definition.questions)) == (3, 3)


def test_what_one_may_not_see_is_not_taken_whether_draft_or_live(trainer, quiz, foreign):
    for place, block in enumerate([("shared", str(foreign.pk)), ("draw", draw_form(foreign.topic))]):
        for more in ({}, {"action-publish": "1"}):
            error = post_quiz(trainer, quiz, block, **more).context["form"].errors["questions"].as_data()[0]
            assert "користуватися не можете" in str(error.as_json_data()), place
    assert not QuizPage.objects.get(pk=quiz.pk).latest_revision


def test_what_an_administrator_put_there_stays_when_a_trainer_saves(trainer, quiz, foreign):
    quiz.questions = [cast.shared_block(foreign)]
    quiz.save_revision()
    assert post_quiz(trainer, quiz, ("shared", str(foreign.pk)), title="New").status_code == 302


def test_too_few_to_draw_is_told_at_the_count(trainer, quiz, topic):
    cast.fill_bank(topic, 2)
    response = post_quiz(trainer, quiz, ("draw", draw_form(topic, "3")), **{"action-publish": "1"})
    error = response.context["form"].errors["questions"].as_data()[0]
    assert "Добирати можна з 2 питань" in str(error.block_errors[0].block_errors["count"])
