from courses.models import LessonPage
from courses.outline import course_outline
from learning.models import CourseCompletion, Enrolment
from learning.services.completion import settle_now
from learning.services.sections import complete_section
from tests import cast


def read_all_but_the_last_section(enrolment, course):
    outline = course_outline(type(course).objects.get(pk=course.pk))
    parts = [(lesson.key, section.id) for lesson in outline.lessons for section in lesson.sections]
    for lesson_key, section_id in parts[:-1]:
        complete_section(enrolment=enrolment, outline=outline, lesson_key=lesson_key, section_id=section_id)


def take_out_the_last_section(course):
    lesson = LessonPage.objects.child_of(course).last()
    lesson.body = lesson.body.raw_data[:-1]
    lesson.save_revision().publish()


def test_a_learner_is_not_stuck_when_the_last_unread_section_is_taken_out(client, alice, course, quiz):
    """Nothing is left to mark as read, so the course page offers to finish."""
    enrolment = Enrolment.objects.get(user=alice)
    cast.pass_quiz(enrolment, quiz)
    read_all_but_the_last_section(enrolment, course)
    take_out_the_last_section(course)
    client.force_login(alice)
    assert f"/learn/enrolments/{enrolment.pk}/settle/" in client.get(course.url).content.decode()
    answer = client.post(f"/learn/enrolments/{enrolment.pk}/settle/")
    assert answer.url == f"/learn/enrolments/{enrolment.pk}/finish/"
    completion = CourseCompletion.objects.get(enrolment=enrolment)
    assert all(item["completed_at"] for item in completion.outline["activities"])


def test_finishing_early_finishes_nothing(client, alice, course):
    enrolment = Enrolment.objects.get(user=alice)
    client.force_login(alice)
    assert client.post(f"/learn/enrolments/{enrolment.pk}/settle/").url == "/my/"
    assert not CourseCompletion.objects.exists()


def test_somebody_elses_course_cannot_be_finished(client, alice, charlie):
    client.force_login(charlie)
    assert client.post(f"/learn/enrolments/{Enrolment.objects.get(user=alice).pk}/settle/").status_code == 404


def test_settling_twice_changes_nothing(bob):
    enrolment = Enrolment.objects.get(user=bob)
    first = CourseCompletion.objects.get(enrolment=enrolment).completed_at
    settle_now(enrolment=enrolment)
    assert CourseCompletion.objects.get(enrolment=enrolment).completed_at == first
