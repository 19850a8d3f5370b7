"""What somebody who teaches or reviews sees first in the admin: the courses at hand, and the ways into them."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from learning.access import may_create_course, reviewable_courses

MOST_SHOWN = 12


class CoursesPanel(Component):
    name = "courses"
    order = 50
    template_name = "learning/admin/courses_panel.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        courses = list(reviewable_courses(user).order_by("-live", "number", "path")[: MOST_SHOWN + 1])
        editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        return {
            "courses": courses[:MOST_SHOWN],
            # Staff see the learners of every course and edit none.
            "editable": set(editable.filter(pk__in=[course.pk for course in courses]).values_list("pk", flat=True)),
            "has_more": len(courses) > MOST_SHOWN,
            "may_create": may_create_course(user),
        }


def add_courses_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(CoursesPanel())
