from learning.models import Certificate
from learning.services.certificates import issue_certificate
from learning.services.drawing import deliver_certificate_task
from learning.services.erasure import erase_learner


def issued(bob, language="uk"):
    bob.language = language
    bob.save()
    return issue_certificate(enrolment=bob.enrolments.get(), holder_name="Богдан Мельник", key="k")


def test_the_holder_gets_one_letter_in_text_and_html(bob, mailoutbox):
    record = issued(bob)
    deliver_certificate_task.enqueue(record.number)
    (letter,) = mailoutbox
    assert letter.to == ["bob@example.org"]
    assert f"/v/{record.number}/" in letter.body
    assert f"/records/{record.number}/" in letter.alternatives[0].content


def test_the_letter_leaves_with_the_record_and_not_before(bob, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        issued(bob)
        issued(bob)
        assert not mailoutbox
    assert len(mailoutbox) == 1


def test_the_letter_speaks_the_holders_language(bob, mailoutbox):
    deliver_certificate_task.enqueue(issued(bob, "en").number)
    assert mailoutbox[0].subject == "Your completion record is ready"


def test_nobody_is_told_about_a_record_whose_holder_is_gone(bob, mailoutbox):
    record = issued(bob)
    erase_learner(user=bob)
    deliver_certificate_task.enqueue(record.number)
    assert not mailoutbox
    assert not Certificate.objects.get().pdf
