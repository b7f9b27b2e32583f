"""The style page. Mounted only while developing."""

from django.urls import path

from motcua.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("<slug:page>/", views.gallery, name="gallery_page"),
]
