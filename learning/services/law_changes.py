"""When an act changes, the trainers of the lessons that name it are told: one letter for each change."""

from django.db import transaction
from django_tasks import task

from courses.models import CourseTeamMember, LegalAct
from learning.law_letters import tell_trainer
from learning.models import LawChangeNotice
from learning.outbox import leave
from learning.selectors.law_reviews import courses_of, lessons_citing


@transaction.atomic
def tell_of_change(*, act: LegalAct) -> list[LawChangeNotice]:
    """Queue a letter to everybody who teaches a lesson that names the act and was not told of this change yet.

    Safe to call after any save of an act: what was told once is not told again.
    """
    if act.changed_on is None:
        return []
    courses = courses_of(lessons_citing(act))
    trainers = CourseTeamMember.objects.filter(page__in=courses, user__is_active=True)
    notices = []
    for trainer_id in trainers.values_list("user_id", flat=True).distinct():
        notice, is_new = LawChangeNotice.objects.get_or_create(
            act=act, trainer_id=trainer_id, changed_on=act.changed_on
        )
        if is_new:
            leave(tell_of_change_task, notice.pk)
            notices.append(notice)
    return notices


@task()
def tell_of_change_task(notice_id: int) -> None:
    """Nothing is sent where the act or the account is gone meanwhile, and the notice with it."""
    notice = LawChangeNotice.objects.select_related("act", "trainer").filter(pk=notice_id).first()
    if notice:
        tell_trainer(notice)
