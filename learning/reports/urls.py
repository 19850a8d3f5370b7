"""Under /cms/learning/, behind Wagtail's own door: nobody comes here without access to the admin."""

from django.urls import path

from learning.bank.screens import InsertView, QuizBankView
from learning.reports.bank_impact import BankImpactView, PublishQuestionView
from learning.reports.completability import CompletabilityView
from learning.reports.consultation_acts import AnswerView, DeleteView, ReopenView
from learning.reports.consultations import ConsultationListView, ConsultationView
from learning.reports.enrolments import EnrolmentReportView
from learning.reports.health import HealthReportView
from learning.reports.law_reviews import LawReviewReportView
from learning.reports.overrides import LearnerOverridesView, OverrideListView, OverrideView
from learning.reports.overview import CourseOverviewView
from learning.reports.quiz_health import CountView, QuizHealthView
from learning.reports.quiz_impact import ImpactView, PublishView
from learning.reports.record_acts import ReissueView, RevokeView
from learning.reports.records import RecordFileView, RecordListView, RecordView
from learning.reports.reflection import ReflectionView
from learning.reports.reflections import ReflectionListView
from learning.reports.regrade import RegradeView, RegradingView
from learning.reports.story import StoryView
from learning.views.copying import copy_course_view, copy_lesson_view
from learning.views.course_files import export_course, import_course
from learning.views.new_course import new_course
from learning.views.paper import paper
from learning.views.question_exports import export_of_quiz, export_of_topic
from learning.views.question_files import import_into_quiz, import_into_topic, questions_template
from learning.views.sandbox import try_course, try_page

app_name = "learning_reports"
urlpatterns = [
    path("new-course/", new_course, name="new_course"),
    path("import-course/", import_course, name="import_course"),
    path("courses/<int:course_id>/export/", export_course, name="export_course"),
    path("courses/<int:course_id>/try/", try_course, name="try_course"),
    path("courses/<int:course_id>/try/<int:page_id>/", try_page, name="try_page"),
    path("quizzes/<int:page_id>/paper/", paper, name="quiz_paper"),
    path("courses/<int:course_id>/copy/", copy_course_view, name="copy_course"),
    path("lessons/<int:lesson_id>/copy/", copy_lesson_view, name="copy_lesson"),
    path("completability/", CompletabilityView.as_view(), name="completability"),
    path("questions/template/", questions_template, name="questions_template"),
    path("quizzes/<int:quiz_id>/import/", import_into_quiz, name="import_into_quiz"),
    path("quizzes/<int:quiz_id>/export/", export_of_quiz, name="export_of_quiz"),
    path("topics/<int:topic_id>/import/", import_into_topic, name="import_into_topic"),
    path("topics/<int:topic_id>/export/", export_of_topic, name="export_of_topic"),
    path("bank/<int:question_id>/insert/", InsertView.as_view(), name="insert_question"),
    path("bank/<int:question_id>/impact/", BankImpactView.as_view(), name="question_impact"),
    path("bank/<int:question_id>/publish/<int:revision_id>/", PublishQuestionView.as_view(), name="publish_question"),
    path("quizzes/<int:quiz_id>/bank/", QuizBankView.as_view(), name="quiz_bank"),
    path("overview/", CourseOverviewView.as_view(), name="overview"),
    path("enrolments/", EnrolmentReportView.as_view(), name="enrolments"),
    path("enrolments/results/", EnrolmentReportView.as_view(results_only=True), name="enrolments_results"),
    path("enrolments/<int:enrolment_id>/", StoryView.as_view(), name="story"),
    path("enrolments/<int:enrolment_id>/overrides/", LearnerOverridesView.as_view(), name="enrolment_overrides"),
    path("enrolments/<int:enrolment_id>/overrides/<uuid:quiz_key>/", OverrideView.as_view(), name="override"),
    path("overrides/", OverrideListView.as_view(), name="overrides"),
    path("overrides/results/", OverrideListView.as_view(results_only=True), name="overrides_results"),
    path("question-health/", HealthReportView.as_view(), name="health"),
    path("question-health/results/", HealthReportView.as_view(results_only=True), name="health_results"),
    path("question-health/<int:quiz_id>/", QuizHealthView.as_view(), name="quiz_health"),
    path("question-health/<int:quiz_id>/count/", CountView.as_view(), name="count_health"),
    path("reflections/", ReflectionListView.as_view(), name="reflections"),
    path("reflections/results/", ReflectionListView.as_view(results_only=True), name="reflections_results"),
    path("reflections/<int:response_id>/", ReflectionView.as_view(), name="reflection"),
    path("law-reviews/", LawReviewReportView.as_view(), name="law_reviews"),
    path("law-reviews/results/", LawReviewReportView.as_view(results_only=True), name="law_reviews_results"),
    path("records/", RecordListView.as_view(), name="records"),
    path("records/results/", RecordListView.as_view(results_only=True), name="records_results"),
    path("records/<str:number>/", RecordView.as_view(), name="record"),
    path("records/<str:number>/pdf/", RecordFileView.as_view(), name="record_pdf"),
    path("records/<str:number>/revoke/", RevokeView.as_view(), name="revoke"),
    path("records/<str:number>/reissue/", ReissueView.as_view(), name="reissue"),
    path("quizzes/<int:page_id>/impact/", ImpactView.as_view(), name="quiz_impact"),
    path("quizzes/<int:page_id>/publish/<int:revision_id>/", PublishView.as_view(), name="publish_quiz"),
    path("quizzes/<int:page_id>/regrade/", RegradeView.as_view(), name="regrade"),
    path("regrades/<int:regrading_id>/", RegradingView.as_view(), name="regrading"),
    path("consultations/", ConsultationListView.as_view(), name="consultations"),
    path("consultations/results/", ConsultationListView.as_view(results_only=True), name="consultations_results"),
    path("consultations/<int:number>/", ConsultationView.as_view(), name="consultation"),
    path("consultations/<int:number>/answer/", AnswerView.as_view(), name="answer_consultation"),
    path("consultations/<int:number>/reopen/", ReopenView.as_view(), name="reopen_consultation"),
    path("consultations/<int:number>/delete/", DeleteView.as_view(), name="delete_consultation"),
]
