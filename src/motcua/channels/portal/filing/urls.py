"""Filing online, and one's own dossiers."""

from django.urls import path

from motcua.channels.portal.filing import (
    check_views,
    done_views,
    dossier_views,
    draft_views,
    mine_views,
    start_views,
    supplement_views,
    upload_views,
)

urlpatterns = [
    path("nop/<slug:key>", start_views.start, name="file"),
    path("nop/ho-so/<uuid:draft_id>", draft_views.resume, name="draft"),
    path("nop/ho-so/<uuid:draft_id>/xoa", draft_views.discard, name="draft_discard"),
    path("nop/ho-so/<uuid:draft_id>/xem-lai", check_views.check, name="draft_check"),
    path("nop/ho-so/<uuid:draft_id>/da-nop", done_views.done, name="draft_done"),
    path("nop/ho-so/<uuid:draft_id>/giay-xac-nhan.pdf", done_views.proof_pdf, name="draft_proof"),
    path("nop/ho-so/<uuid:draft_id>/tai-len", upload_views.uploads, name="uploads"),
    path("nop/ho-so/<uuid:draft_id>/<slug:slug>/luu", draft_views.autosave, name="draft_autosave"),
    path("tai-len/<uuid:upload_id>", upload_views.upload, name="upload"),
    path("ho-so", mine_views.my_dossiers, name="my_dossiers"),
    path("ho-so/<uuid:dossier_id>", dossier_views.my_dossier, name="my_dossier"),
    path("ho-so/<uuid:dossier_id>/bo-sung", supplement_views.supplement, name="my_supplement"),
    path("ho-so/<uuid:dossier_id>/tai-len", upload_views.answer_uploads, name="answer_uploads"),
    path("ho-so/<uuid:dossier_id>/rut", dossier_views.withdraw, name="my_withdrawal"),
    path("ho-so/<uuid:dossier_id>/nhan-ket-qua", dossier_views.collection, name="my_collection"),
    path("ho-so/<uuid:dossier_id>/ket-qua", dossier_views.fetch_result, name="my_result"),
    path("ho-so/<uuid:dossier_id>/to-khai.pdf", dossier_views.filled_form, name="my_form"),
    path("ho-so/<uuid:dossier_id>/tep/<str:sha256>", dossier_views.fetch_file, name="my_file"),
    path("nop/ho-so/<uuid:draft_id>/<slug:slug>", draft_views.step, name="draft_step"),
]
