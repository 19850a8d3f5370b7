"""A find in a course that locks lessons shows their goal, and nothing of what they hold."""

import pytest

from tests import cast
from tests.learning.searching import add_lesson, hits

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("order", "is_shown"), [("free", True), ("in_turn", False)])
def test_a_search_shows_nothing_of_a_lesson_that_may_be_locked(client, order, is_shown):
    add_lesson(cast.make_course(order=order), "Безпека", "Тримайте двері зачиненими.")
    assert hits(client, "двері") == ["Безпека"]
    assert ("Тримайте" in client.get("/search/", {"q": "двері"}).text) == is_shown
