"""Who the academy's people are, as groups of permissions. `ensure_roles` may run any number of times.

Trainers: enter the admin; what they edit comes from the team group of each course they belong to.
Staff: see learners, reports and completion records; revoke and re-issue; answer consultation requests.
Administrators: everything Wagtail and this academy offer, short of the superuser flag.
"""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.utils.translation import override, pgettext
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page, Workflow

from courses.collection import new_collection
from courses.models import CoursePage, CourseTeamMember

TRAINERS, STAFF, ADMINISTRATORS = "Trainers", "Staff", "Administrators"

ADMIN_ACCESS = "wagtailadmin.access_admin"
# The register of legal acts and the glossary are shared: a trainer adds what a lesson rests on, and corrects it.
TRAINERS_PERMISSIONS = (
    ADMIN_ACCESS,
    "courses.add_coursepage",
    "courses.add_legalact",
    "courses.change_legalact",
    "courses.add_term",
    "courses.change_term",
    # Which topics those are: `learning.access.bank_topics`.
    *(
        f"quizzes.{verb}_{model}"
        for model in ("banktopic", "bankquestion")
        for verb in ("view", "add", "change", "delete")
    ),
    "quizzes.publish_bankquestion",
    # Which ones: `learning.access.comment_templates`.
    *(f"learning.{verb}_commenttemplate" for verb in ("view", "add", "change", "delete")),
    # Only what they may edit: the button stands on no other page.
    "simple_translation.submit_translation",
)
STAFF_PERMISSIONS = (
    ADMIN_ACCESS,
    "learning.view_enrolment",
    "learning.view_certificate",
    "learning.change_certificate",
    "learning.view_community",
    "learning.add_community",
    "learning.change_community",
    "home.view_consultationrequest",
    "home.change_consultationrequest",
    "home.delete_consultationrequest",
)
PAGE_WORK = ("add_page", "change_page", "publish_page")
COLLECTION_WORK = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
COLLECTIONS_THEMSELVES = ("add_collection", "change_collection", "delete_collection")
ADMINISTERED_APPS = (
    "auth",  # groups
    "courses",
    "home",
    "learning",
    "quizzes",
    "simple_translation",
    "wagtailadmin",
    "wagtailcore",
    "wagtaildocs",
    "wagtailimages",
    "wagtailredirects",
)


def ensure_roles(**_: object) -> None:
    grant(TRAINERS, TRAINERS_PERMISSIONS)
    grant(STAFF, STAFF_PERMISSIONS)
    administrators = Group.objects.get_or_create(name=ADMINISTRATORS)[0]
    administrators.permissions.add(*Permission.objects.filter(content_type__app_label__in=ADMINISTERED_APPS))
    if root := Page.objects.filter(depth=1).first():
        allow_pages(administrators, root, (*PAGE_WORK, "bulk_delete_page", "lock_page", "unlock_page"))
    if collections := Collection.get_first_root_node():
        allow_collection(administrators, collections, (*COLLECTION_WORK, *COLLECTIONS_THEMSELVES))
    for task in GroupApprovalTask.objects.all():
        task.groups.add(administrators)
    name_workflow()
    for course in CoursePage.objects.all():
        ensure_team(course)


def name_workflow() -> None:
    """Wagtail's own workflow comes with an English name, which trainers read on a button."""
    with override(settings.LANGUAGE_CODE):
        words = str(pgettext("“Submit to …”", "approval"))
    for model in (Workflow, GroupApprovalTask):
        model.objects.filter(name="Moderators approval").update(name=words)


def grant(name: str, permissions: tuple[str, ...]) -> Group:
    group = Group.objects.get_or_create(name=name)[0]
    for permission in permissions:
        app, codename = permission.split(".")
        found = Permission.objects.filter(content_type__app_label=app, codename=codename).first()
        if found:
            group.permissions.add(found)
    return group


def team_name(course: CoursePage) -> str:
    return f"Team {course.translation_key}"


def ensure_team(course: CoursePage) -> Group:
    """The course's own group: it edits and publishes the course in all its languages and its collection, nothing else.

    Who belongs to it is said in the original.
    """
    group, created = Group.objects.get_or_create(name=team_name(course))
    if created:
        group.permissions.add(*Permission.objects.filter(codename="access_admin"))
        allow_collection(group, new_collection(course), COLLECTION_WORK)
    if not GroupPagePermission.objects.filter(group=group, page=course).exists():
        allow_pages(group, course, PAGE_WORK)
    group.user_set.set(CourseTeamMember.objects.filter(page=course.original).values_list("user_id", flat=True))
    return group


def allow_pages(group: Group, page: Page, codenames: tuple[str, ...]) -> None:
    for permission in Permission.objects.filter(codename__in=codenames, content_type__app_label="wagtailcore"):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def allow_collection(group: Group, collection: Collection, codenames: tuple[str, ...]) -> None:
    for permission in Permission.objects.filter(codename__in=codenames):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
