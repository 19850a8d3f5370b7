"""Everything we hold about one person, as they may download it."""

from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from home.models import ConsultationRequest
from learning.models import Certificate, CourseCompletion, Enrolment, QuizAttempt, ReflectionRemark, User


def personal_data(user: User) -> dict[str, Any]:
    """A JSON-ready account of the person: profile, enrolments with every fact and answer, records."""
    return {
        "made_at": timezone.now().isoformat(),
        "profile": profile(user),
        "enrolments": [enrolment_data(enrolment) for enrolment in user.enrolments.order_by("started_at")],
        "records": [record_data(certificate) for certificate in records_of(user)],
        "consultations": [consultation_data(asked) for asked in user.consultation_requests.order_by("submit_time")],
    }


def records_of(user: User) -> QuerySet[Certificate]:
    return Certificate.objects.filter(completion__enrolment__user=user).select_related("supersedes").order_by("number")


def profile(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "emails": list(user.emailaddress_set.values("email", "verified", "primary")),
        "full_name": user.full_name,
        "latin_name": user.latin_name,
        "language": user.language,
        "community": str(user.community) if user.community else None,
        "joined": user.date_joined.isoformat(),
        "last_login": user.last_login.isoformat() if user.last_login else None,
        "consented_at": user.consented_at.isoformat() if user.consented_at else None,
    }


def enrolment_data(enrolment: Enrolment) -> dict[str, Any]:
    completion = CourseCompletion.objects.filter(enrolment=enrolment).first()
    return {
        "course": enrolment.course_title,
        "course_key": str(enrolment.course_key),
        "number": enrolment.number,
        "started_at": enrolment.started_at.isoformat(),
        "last_activity_at": enrolment.last_activity_at.isoformat(),
        "last_place": enrolment.last_place,
        "progress_percent": enrolment.progress_percent,
        "sections": list(enrolment.sections.values("lesson_key", "section_id", "completed_at")),
        "check_yourself": list(enrolment.checks.values("lesson_key", "block_id", "answer", "answered_at")),
        "activities": list(enrolment.activities.values("activity_key", "kind", "title", "source", "completed_at")),
        "exceptions": list(
            enrolment.overrides.order_by("created_at", "pk").values(
                "title",
                "quiz_key",
                "extra_minutes",
                "extra_attempts",
                "opens_at",
                "closes_at",
                # Written about the person, so theirs to read.
                "reason",
                "created_at",
            )
        ),
        "attempts": [attempt_data(attempt) for attempt in enrolment.attempts.order_by("started_at")],
        "completed": completion and {"at": completion.completed_at, "outline": completion.outline},
    }


def attempt_data(attempt: QuizAttempt) -> dict[str, Any]:
    return {
        "quiz": attempt.title,
        "quiz_key": str(attempt.quiz_key),
        "number": attempt.number,
        "started_at": attempt.started_at,
        "saved_at": attempt.saved_at,
        "submitted_at": attempt.submitted_at,
        "closed_at": attempt.closed_at,
        "time_limit": attempt.time_limit,
        "extra_minutes": attempt.extra_minutes,
        "deadline_at": attempt.deadline_at,
        "seen_at": attempt.seen_at,
        "given_back": list(attempt.gap_credits.order_by("gap_from").values("gap_from", "gap_until", "seconds")),
        "responses": list(
            attempt.responses.values(
                "question_id", "answer", "summary", "saved_at", "checked_at", "fraction", "self_assessment"
            )
        ),
        "remarks": remarks_on(attempt),
        "grades": list(attempt.grades.values("fraction", "mark", "max_mark", "passed", "reason", "graded_at")),
    }


def remarks_on(attempt: QuizAttempt) -> list[dict[str, Any]]:
    """What people wrote of the open answers: about the person, so theirs to read, earlier ones too."""
    rows = ReflectionRemark.objects.filter(response__attempt=attempt).annotate(question_id=F("response__question_id"))
    return list(rows.order_by("pk").values("question_id", "fraction", "comment", "made_at"))


# What says nothing about the person: keys of rows, who in the office acted. The file itself is a page of its own.
UNTOLD = {"id", "completion", "uuid", "issued_by", "revoked_by", "pdf", "supersedes"}


def record_data(certificate: Certificate) -> dict[str, Any]:
    """Every printed word and everything that became of the record; columns yet to come are told too."""
    columns = [field.name for field in Certificate._meta.concrete_fields if field.name not in UNTOLD]
    supersedes = certificate.supersedes.number if certificate.supersedes else None
    return {
        "state": certificate.state,
        **{name: getattr(certificate, name) for name in columns},
        "supersedes": supersedes,
    }


def consultation_data(asked: ConsultationRequest) -> dict[str, Any]:
    return {
        "number": asked.pk,
        "asked_at": asked.submit_time,
        "consented_at": asked.consented_at,
        "name": asked.name,
        "email": asked.email,
        "phone": asked.phone,
        "topic": asked.topic,
        "question": asked.question,
        "more": asked.form_data,
        "asked_from": asked.asked_from_title,
        "answered_at": asked.answered_at,
        # Written about the person, so theirs to read.
        "note": asked.answer_note,
    }
