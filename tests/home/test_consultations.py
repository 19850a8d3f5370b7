"""Anybody asks for a consultation: what is kept, what is refused, and that no word is lost on the way."""

from datetime import timedelta

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from courses.models import LessonPage
from home import spam
from home.models import ConsultationField, ConsultationRequest
from learning.models import User
from tests import cast
from tests.consultations import COMMUNITY, FILLED_IN, ask, make_form, said, stamp_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(course) -> LessonPage:
    return LessonPage.objects.child_of(course).first()


@pytest.fixture
def form(course):
    return make_form()


# --- the way in -------------------------------------------------------------------------------------


def test_every_lesson_and_course_leads_to_the_form_and_says_where_from(client, form, lesson, course):
    for page in (lesson, course):
        assert f'href="/ask/?from={page.pk}"' in said(client.get(page.url))
        assert f'href="/en/ask/?from={page.pk}"' in said(client.get(f"/en{page.url}"))


def test_every_page_leads_to_the_form_by_its_footer(client, form):
    assert 'href="/ask/"' in said(client.get("/verify/"))


def test_without_a_form_no_page_leads_to_it(client, form, lesson):
    assert "/ask/" in said(client.get(lesson.url))
    form.unpublish()
    assert "/ask/" not in said(client.get(lesson.url))
    assert "/ask/" not in said(client.get("/verify/"))


def test_the_form_shows_the_lesson_one_came_from(client, form, lesson):
    html = said(client.get(f"/ask/?from={lesson.pk}"))
    assert f'<a href="{lesson.url}">First lesson</a>' in html
    assert "First lesson" not in said(client.get("/ask/"))


def test_a_hidden_lesson_is_not_told(client, form, lesson):
    PageViewRestriction.objects.create(page=lesson, restriction_type="login")
    assert "First lesson" not in said(client.get(f"/ask/?from={lesson.pk}"))
    ask(client, f"/ask/?from={lesson.pk}")
    assert ConsultationRequest.objects.get().asked_from_title == ""


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "²", "9" * 40, "1&from=2", "<script>"])
def test_an_odd_number_of_a_lesson_breaks_nothing(client, form, number):
    assert client.get("/ask/", {"from": number}).status_code == 200
    assert ask(client, f"/ask/?from={number}").status_code == 302


def test_looking_at_the_form_stores_nothing(client, form):
    for method in (client.get, client.head, client.options):
        assert method("/ask/").status_code == 200
    assert client.put("/ask/").status_code == client.delete("/ask/").status_code == 405
    assert not ConsultationRequest.objects.exists()


def test_somebody_signed_in_need_not_type_what_is_known(client, form, alice):
    client.force_login(alice)
    html = said(client.get("/ask/"))
    assert f'value="{alice.full_name}"' in html and f'value="{alice.email}"' in html


# --- asked ------------------------------------------------------------------------------------------


def test_a_guest_asks_and_everything_is_kept(client, form, lesson):
    response = ask(client, f"/ask/?from={lesson.pk}")
    asked = ConsultationRequest.objects.get()
    assert response.status_code == 302
    assert {name: getattr(asked, name) for name in ("name", "email", "phone", "topic", "question")} == {
        name: FILLED_IN[name] for name in ("name", "email", "phone", "topic", "question")
    }
    assert asked.more == [("Громада", "Сіверська")]
    assert (asked.asked_from_id, asked.asked_from_key) == (lesson.pk, lesson.translation_key)
    assert (asked.asked_from_title, asked.language, asked.user) == ("First lesson", "uk", None)
    assert asked.consented_at and asked.state == "open"


def test_the_answer_is_to_be_in_the_language_of_the_page(client, form):
    response = ask(client, "/en/ask/")
    assert response.url.startswith("/en/ask/?sent=")
    assert ConsultationRequest.objects.get().language == "en"


def test_thanks_stand_at_an_address_of_their_own_and_name_the_request(client, form):
    page = ask(client).url
    asked = ConsultationRequest.objects.get()
    assert FILLED_IN["name"] not in page and "maria" not in page
    html = said(client.get(page))
    assert f"<dd>{asked.pk}</dd>" in html
    assert '<meta name="robots" content="noindex">' in html
    assert FILLED_IN["question"] not in html and FILLED_IN["email"] not in html


@pytest.mark.parametrize("receipt", ["", "1", "1:x", "x" * 500])
def test_thanks_cannot_be_had_by_guessing(client, form, receipt):
    response = client.get("/ask/", {"sent": receipt})
    assert (response.status_code, response.url) == (302, "/ask/")


def test_the_request_of_somebody_signed_in_is_theirs(client, form, alice):
    client.force_login(alice)
    ask(client)
    assert alice.consultation_requests.count() == 1


def test_a_phone_alone_is_enough(client, form):
    assert ask(client, email="", phone="+380 (50) 123-45-67").status_code == 302


def test_a_request_outlives_the_form_and_the_lesson(client, form, lesson):
    ask(client, f"/ask/?from={lesson.pk}")
    lesson.delete()
    form.delete()
    asked = ConsultationRequest.objects.get()
    assert (asked.page, asked.asked_from, asked.asked_from_title) == (None, None, "First lesson")


# --- sent again -------------------------------------------------------------------------------------


def test_a_form_sent_twice_is_stored_once(client, form):
    """Whatever order the database keeps the added fields in: PostgreSQL has one of its own."""
    form.form_fields.add(ConsultationField(label="Age", field_type="number", required=False))
    form.save()
    sent = {"stamp": stamp_of(), "more_age": "40"}
    assert ask(client, **sent).url == ask(client, **sent).url
    assert ConsultationRequest.objects.count() == 1


def test_the_same_form_with_other_words_is_told_and_may_become_a_request_of_its_own(client, form):
    stamp = stamp_of()
    ask(client, stamp=stamp)
    response = ask(client, stamp=stamp, question="І ще одне питання.")
    assert response.status_code == 422
    assert "І ще одне питання." in said(response)
    fresh = response.context["form"].stamp.text
    assert fresh != stamp
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spam, "QUICKEST", timedelta(seconds=-1))
        assert ask(client, stamp=fresh, question="І ще одне питання.").status_code == 302
    assert ConsultationRequest.objects.count() == 2


# --- refused, and nothing lost ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("email", "maria@"),
        ("email", "maria@example.net, ivan@example.net"),
        ("email", "maria@example.net\nBcc: all@example.net"),
        ("email", ""),
        ("phone", "подзвоніть мені"),
        ("phone", "123"),
        ("phone", "+380 50 123 45 67 890 12"),
        ("topic", "Погода"),
        ("question", ""),
        ("question", "http://a.example https://b.example www.c.example http://d.example"),
        ("question", "ї" * 500_000),
        (COMMUNITY, "x" * 300),
        ("consent", None),
    ],
)
def test_what_is_amiss_is_said_at_its_field_and_the_rest_comes_back(client, form, field, value):
    response = ask(client, **{field: value})
    html = said(response)
    assert response.status_code == 422
    assert not ConsultationRequest.objects.exists()
    assert f'href="#id_{field}"' in html and f'id="id_{field}_error"' in html
    kept = {name: words for name, words in FILLED_IN.items() if name not in (field, "topic", "consent") and words}
    assert [name for name, words in kept.items() if words not in html] == []


def test_each_complaint_is_in_the_language_of_the_page(client, form):
    assert "Напишіть" in said(ask(client, name="", question="", email=""))
    assert "so that we can answer" in said(ask(client, "/en/ask/", name="", question="", email=""))


def test_a_wrong_address_is_one_complaint_and_not_two(client, form):
    assert len(ask(client, email="maria@").context["form"].errors["email"]) == 1


def test_text_that_cannot_be_stored_is_refused_with_words(client, form):
    response = ask(client, question="a\x00b")
    assert response.status_code == 400
    assert "<h1" in said(response)


def test_markup_is_text(client, form):
    html = ask(client, name="<b>x</b>", email="").content.decode()
    assert "<b>x</b>" not in html and "&lt;b&gt;x&lt;/b&gt;" in html


def test_the_browser_does_not_cut_a_long_question_without_a_word(client, form):
    html = said(client.get("/ask/"))
    assert "maxlength" not in html.split('name="question"')[1].split(">")[0]


def test_a_form_from_elsewhere_is_refused(form):
    assert ask(Client(enforce_csrf_checks=True)).status_code == 403
    assert not ConsultationRequest.objects.exists()


# --- the editor's part ------------------------------------------------------------------------------


def test_a_field_of_the_editor_never_takes_the_place_of_a_fixed_one(client, form):
    form.form_fields.add(ConsultationField(label="Email", field_type="multiline", required=False))
    form.save()
    assert ask(client, more_email="a second one").status_code == 302
    asked = ConsultationRequest.objects.get()
    assert asked.email == FILLED_IN["email"]
    assert dict(asked.more)["Email"] == "a second one"


def test_of_e_mail_and_phone_neither_is_called_optional(client, form):
    html = said(client.get("/ask/"))
    assert "необов’язково" in html.split('for="id_topic"')[1].split("</label>")[0]
    for name in ("email", "phone"):
        assert "необов’язково" not in html.split(f'for="id_{name}"')[1].split("</label>")[0]


def test_a_form_without_topics_asks_for_none(client, form):
    form.topics = ""
    form.save()
    assert 'name="topic"' not in said(client.get("/ask/"))
    assert ask(client, topic=None).status_code == 302


@pytest.mark.parametrize("mode", ["form", "landing"])
def test_the_editor_sees_the_form_and_the_thanks_before_publishing(client, form, mode):
    client.force_login(User.objects.create_superuser("editor@example.org", "x"))
    request = client.get("/verify/").wsgi_request
    assert form.make_preview_request(request, mode).status_code == 200
    assert not ConsultationRequest.objects.exists()


def test_the_form_costs_few_queries(client, form, lesson, django_assert_max_num_queries):
    address = f"/ask/?from={lesson.pk}"
    client.get(address)
    with django_assert_max_num_queries(8):
        client.get(address)


def test_another_academy_asks_about_its_own_lessons(client, form, course):
    other = cast.add_lesson(type(course).objects.get(pk=course.pk), "Third lesson")
    ask(client, f"/ask/?from={other.pk}")
    assert ConsultationRequest.objects.get().asked_from_title == "Third lesson"
