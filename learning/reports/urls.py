"""Under /cms/learning/, behind Wagtail's own door: nobody comes here without access to the admin."""

from django.urls import path

from learning.reports.consultation_acts import AnswerView, DeleteView, ReopenView
from learning.reports.consultations import ConsultationListView, ConsultationView
from learning.reports.enrolments import EnrolmentReportView
from learning.reports.law_reviews import LawReviewReportView
from learning.reports.overrides import LearnerOverridesView, OverrideListView, OverrideView
from learning.reports.overview import CourseOverviewView
from learning.reports.record_acts import ReissueView, RevokeView
from learning.reports.records import RecordFileView, RecordListView, RecordView
from learning.reports.story import StoryView
from learning.views.course_files import export_course, import_course
from learning.views.new_course import new_course

app_name = "learning_reports"
urlpatterns = [
    path("new-course/", new_course, name="new_course"),
    path("import-course/", import_course, name="import_course"),
    path("courses/<int:course_id>/export/", export_course, name="export_course"),
    path("overview/", CourseOverviewView.as_view(), name="overview"),
    path("enrolments/", EnrolmentReportView.as_view(), name="enrolments"),
    path("enrolments/results/", EnrolmentReportView.as_view(results_only=True), name="enrolments_results"),
    path("enrolments/<int:enrolment_id>/", StoryView.as_view(), name="story"),
    path("enrolments/<int:enrolment_id>/overrides/", LearnerOverridesView.as_view(), name="enrolment_overrides"),
    path("enrolments/<int:enrolment_id>/overrides/<uuid:quiz_key>/", OverrideView.as_view(), name="override"),
    path("overrides/", OverrideListView.as_view(), name="overrides"),
    path("overrides/results/", OverrideListView.as_view(results_only=True), name="overrides_results"),
    path("law-reviews/", LawReviewReportView.as_view(), name="law_reviews"),
    path("law-reviews/results/", LawReviewReportView.as_view(results_only=True), name="law_reviews_results"),
    path("records/", RecordListView.as_view(), name="records"),
    path("records/results/", RecordListView.as_view(results_only=True), name="records_results"),
    path("records/<str:number>/", RecordView.as_view(), name="record"),
    path("records/<str:number>/pdf/", RecordFileView.as_view(), name="record_pdf"),
    path("records/<str:number>/revoke/", RevokeView.as_view(), name="revoke"),
    path("records/<str:number>/reissue/", ReissueView.as_view(), name="reissue"),
    path("consultations/", ConsultationListView.as_view(), name="consultations"),
    path("consultations/results/", ConsultationListView.as_view(results_only=True), name="consultations_results"),
    path("consultations/<int:number>/", ConsultationView.as_view(), name="consultation"),
    path("consultations/<int:number>/answer/", AnswerView.as_view(), name="answer_consultation"),
    path("consultations/<int:number>/reopen/", ReopenView.as_view(), name="reopen_consultation"),
    path("consultations/<int:number>/delete/", DeleteView.as_view(), name="delete_consultation"),
]
