import pytest
from tests.journeys.test_quiz_in_browser import *
from tests import cast
OUT="/tmp/w/J/"
@pytest.fixture
def small(browser, live_server, alice):
    c = browser.new_context(base_url=live_server.url, viewport={"width":360,"height":640}, has_touch=True, is_mobile=True)
    c.set_default_timeout(15000)
    sign_in(c, alice, live_server.url)
    yield c
    c.close()

def uk(context, attempt, q=""):
    page = context.new_page(); page.goto(f"/learn/attempts/{attempt.pk}/{q}"); return page

def test_shots(small, other, attempt, ordering):
    p = uk(small, attempt); p.screenshot(path=OUT+"1-first.png", full_page=True)
    p.get_by_role("link", name="Наступне питання").click(); p.wait_for_timeout(300); p.screenshot(path=OUT+"2-next-viewport.png")
    small.set_offline(True)
    p.locator(".question:visible input[inputmode=decimal]").fill("5"); p.wait_for_timeout(300); p.screenshot(path=OUT+"3-offline.png")
    p.goto(p.url.split("#")[0]+"#finish"); p.get_by_role("button", name="Завершити тест").click(); p.wait_for_timeout(500); p.screenshot(path=OUT+"4-finish.png")
    small.set_offline(False); p.wait_for_timeout(1500)
    o = uk(other, attempt); choose(o, "The ministry"); o.wait_for_timeout(800)
    p.goto(p.url.split("#")[0]+"#q-"+cast.CHOICE_QUESTION); choose(p, "The community"); p.wait_for_timeout(1000); p.screenshot(path=OUT+"5-stale.png", full_page=True)
    q = uk(small, ordering); q.get_by_role("button", name="down", exact=False).first.or_(q.locator("[data-move=down]").first).first.click(); q.wait_for_timeout(800); q.screenshot(path=OUT+"6-order.png", full_page=True)
    q.emulate_media(color_scheme="dark"); q.screenshot(path=OUT+"7-dark.png", full_page=True)
    o.goto(o.url.split("#")[0]); o.screenshot(path=OUT+"8-wide.png")
    p.emulate_media(media="print"); p.screenshot(path=OUT+"9-print.png", full_page=True)
def test_lesson(small, other, course):
    lesson = LessonPage.objects.descendant_of(course).last()
    for n,c in (("s",small),("w",other)):
        p=c.new_page(); p.goto(f"/courses/{course.slug}/{lesson.slug}/")
        c.set_offline(True); p.locator("form.section__end button").first.click(); p.wait_for_timeout(300)
        p.screenshot(path=OUT+f"l-{n}.png", full_page=(n=="s")); c.set_offline(False); p.wait_for_timeout(800)
        p.screenshot(path=OUT+f"l2-{n}.png", full_page=(n=="s"))
