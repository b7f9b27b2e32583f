"""The Django app of the catalog."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "motcua.apps.catalog"
    label = "catalog"
    verbose_name = "Danh mục thủ tục hành chính"
