from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from courses.models import CoursePage
from courses.proving import faults_in
from quizzes.translations import originals


class Command(BaseCommand):
    help = "Prove that every public course can be completed. Fails where one cannot, and says why."

    def handle(self, *args: Any, **options: Any) -> None:
        count = sum(self.check(course) for course in originals(CoursePage.objects.live()).order_by("path"))
        if count:
            raise CommandError(f"{count} faults: learners cannot complete these courses.")

    def check(self, course: CoursePage) -> int:
        """How many faults it has."""
        faults = faults_in(course)
        self.stdout.write(f"{course.title}: {len(faults) or 'no'} faults")
        titles = dict(Page.objects.filter(pk__in=[fault.page_id for fault in faults]).values_list("pk", "title"))
        for fault in faults:
            self.stdout.write(f"  {titles.get(fault.page_id, '')} · {fault.field}: {fault.message}")
        return len(faults)
