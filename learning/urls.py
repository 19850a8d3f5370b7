from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.feeds import NewsAtomFeed, NewsFeed
from learning.sitemaps import PagesSitemap
from learning.views import accounts, heartbeats, lessons, my, pages, previews, quizzes, records, search, site, verify

urlpatterns = [
    path("cms/login/", site.admin_login, name="admin_login"),
    path("cms/preview/mark/", previews.mark, name="preview_mark"),
    path("cms/jsi18n/", site.editor_words),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("healthz", site.healthz, name="healthz"),
    path("readyz", site.readyz, name="readyz"),
    path("favicon.ico", site.favicon, name="favicon"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PagesSitemap}}, name="sitemap"),
    path("theme/", site.theme, name="theme"),
    # Pictures alone: documents lie beside them and may be private. A proxy in front may well serve these itself.
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}, name="picture"),
]

learner_urls = [
    path("learn/lessons/<int:lesson_id>/sections/<uuid:section_id>/", lessons.section_done, name="section_done"),
    path("learn/lessons/<int:lesson_id>/checks/<uuid:block_id>/", lessons.check_answer, name="check_answer"),
    path("learn/quizzes/<int:quiz_id>/start/", quizzes.start, name="quiz_start"),
    path("learn/attempts/<int:attempt_id>/", quizzes.attempt, name="attempt"),
    path("learn/attempts/<int:attempt_id>/save/", quizzes.save, name="attempt_save"),
    path("learn/attempts/<int:attempt_id>/beat/", heartbeats.heartbeat, name="attempt_beat"),
    path("learn/attempts/<int:attempt_id>/check/<str:question_id>/", quizzes.check, name="attempt_check"),
    path("learn/attempts/<int:attempt_id>/switch/<str:question_id>/", quizzes.switch, name="attempt_switch"),
    path("learn/attempts/<int:attempt_id>/submit/", quizzes.submit, name="attempt_submit"),
    path("learn/attempts/<int:attempt_id>/result/", quizzes.result, name="attempt_result"),
    path("learn/attempts/<int:attempt_id>/compare/<str:question_id>/", quizzes.compare, name="attempt_compare"),
    path("learn/enrolments/<int:enrolment_id>/finish/", records.finish, name="finish"),
    path("learn/enrolments/<int:enrolment_id>/settle/", records.settle, name="settle"),
    path("records/<str:number>/", records.record, name="record"),
    path("records/<str:number>/pdf/", records.record_pdf, name="record_pdf"),
    path("my/", my.my_learning, name="my_learning"),
    path("my/profile/", my.profile, name="profile"),
    path("my/data.json", my.download_data, name="download_data"),
    path("my/delete/", my.delete_account, name="delete_account"),
    path("my/join/", my.join_guest, name="join_guest"),
    path("verify/", verify.verify, name="verify"),
    path("v/<str:number>/", verify.verify_record, name="verify_record"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("feeds/news.rss", NewsFeed(), name="news_rss"),
    path("feeds/news.atom", NewsAtomFeed(), name="news_atom"),
    path("accounts/login/", accounts.SignInView.as_view(), name="account_login"),
    path("accounts/", include("allauth.account.urls")),
]

# Wagtail's own doors to private pages stand before the pages: any address could be one of a page.
pages_and_their_doors = [
    path("_util/login/", site.admin_login, name="wagtailcore_login"),
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name == "wagtailcore_authenticate_with_password"),
    re_path(wagtail_urls.serve_pattern, pages.serve, name="wagtail_serve"),
]

urlpatterns += i18n_patterns(
    *learner_urls,
    *pages_and_their_doors,
    prefix_default_language=False,
)

handler400 = "learning.views.errors.bad_request"
handler403 = "learning.views.errors.permission_denied"
handler404 = "learning.views.errors.page_not_found"
handler500 = "learning.views.errors.server_error"
