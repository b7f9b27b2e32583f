"""Addresses of ratings, messages, questions and petitions."""

from django.urls import URLPattern, path

from motcua.channels.portal.questions import asking_views, page_views, rating_views, thread_views

urlpatterns: list[URLPattern] = [
    path("hoi-dap", asking_views.answers, name="answers"),
    path("hoi-dap/dat-cau-hoi", asking_views.ask, name="ask"),
    path("hoi-dap/theo-doi", asking_views.follow, name="follow"),
    path("hoi-dap/<slug:code>", asking_views.one_answer, name="one_answer"),
    path("phan-anh", asking_views.petition, name="petition"),
    path("trang-nay", page_views.vote, name="page_vote"),
    path("danh-gia", rating_views.prove, name="rate"),
    path("danh-gia/phieu", rating_views.rate_with_receipt, name="rate_with_receipt"),
    path("ho-so/<uuid:dossier_id>/danh-gia", rating_views.rate_own, name="rate_own"),
    path("ho-so/<uuid:dossier_id>/tin-nhan", thread_views.messages_of_dossier, name="messages_of_dossier"),
    path("ho-so/<uuid:dossier_id>/tin-nhan/tep/<str:token>", thread_views.file, name="message_file"),
]
