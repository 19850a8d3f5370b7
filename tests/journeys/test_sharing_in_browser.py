"""In a real browser, under our policy: data for search engines is let be, a real inline script is not, and sharing
loads nothing from anybody.
"""

import pytest

from courses.models import LessonPage

pytestmark = pytest.mark.django_db(transaction=True)

WATCH = """
window.refused = [];
addEventListener("securitypolicyviolation", (event) => refused.push(event.violatedDirective));
"""
INLINE = "document.head.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"


def test_the_policy_has_nothing_against_the_data(page, course):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.add_init_script(WATCH)
    page.goto(course.url)
    assert page.locator('script[type="application/ld+json"]').count() == 2
    assert (page.evaluate("refused"), complaints) == ([], [])


def test_a_script_in_its_place_would_be_refused_and_seen(page, course):
    page.add_init_script(WATCH)
    page.goto(course.url)
    page.evaluate(INLINE)
    page.wait_for_function("refused.length")
    assert page.evaluate("window.ran") is None


def test_a_reader_opens_the_ways_to_share_and_copies_the_address(phone, live_server, course):
    phone.grant_permissions(["clipboard-read", "clipboard-write"])
    page = phone.new_page()
    asked = []
    lesson = LessonPage.objects.child_of(course).first()
    page.goto(lesson.url)
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_text("Поділитися", exact=True).click()
    page.get_by_role("button", name="Скопіювати адресу").click()
    page.get_by_text("Адресу скопійовано.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert not [url for url in asked if not url.startswith(live_server.url)]


def test_without_scripts_there_is_no_button_that_does_nothing(browser, live_server, course):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="uk-UA")
    page = context.new_page()
    page.goto(course.url)
    page.locator("details.share summary").click()
    assert page.get_by_role("link", name="Telegram").is_visible()
    assert not page.locator(".share__copy").is_visible()
    context.close()
