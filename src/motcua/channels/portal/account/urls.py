"""Addresses of this part of the citizens' web."""

from django.urls import URLPattern, path

from motcua.channels.portal.account import entering, overview

urlpatterns: list[URLPattern] = [
    path("dang-nhap", entering.sign_in, name="sign_in"),
    path("dang-xuat", entering.sign_out, name="sign_out"),
    path("dang-ky", entering.sign_up, name="sign_up"),
    path("dang-ky/ma", entering.sign_up_code, name="sign_up_code"),
    path("dang-ky/hoan-tat", entering.sign_up_finish, name="sign_up_finish"),
    path("quen-mat-khau", entering.recover, name="recover"),
    path("quen-mat-khau/ma", entering.recover_code, name="recover_code"),
    path("quen-mat-khau/mat-khau", entering.recover_finish, name="recover_finish"),
    path("tai-khoan", overview.account, name="account"),
    path("tai-khoan/lam-thay", overview.acting_for, name="acting_for"),
]
