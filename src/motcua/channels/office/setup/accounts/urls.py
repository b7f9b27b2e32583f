"""Addresses of accounts and rights, below `setup/accounts/`."""

from django.urls import URLPattern, path

from motcua.channels.office.setup.accounts import (
    acting,
    creating,
    explaining,
    listing,
    mandating,
    overseeing,
    person,
    posting,
)

urlpatterns: list[URLPattern] = [
    path("", listing.accounts, name="accounts"),
    path("new/", creating.new, name="account_new"),
    path("import/", creating.import_people, name="accounts_import"),
    path("import/template/", creating.template, name="accounts_template"),
    path("secondment/", posting.secondment, name="account_secondment"),
    path("oversight/", overseeing.oversight, name="accounts_oversight"),
    path("oversight/<int:oversight_id>/end/", overseeing.end, name="accounts_oversight_end"),
    path("<int:account_id>/", person.account, name="account"),
    path("<int:account_id>/trail/", person.trail, name="account_trail"),
    path("<int:account_id>/rights/", explaining.rights, name="account_rights"),
    path("<int:account_id>/acts/<slug:act>/", acting.act, name="account_act"),
    path("<int:account_id>/posts/", posting.new, name="account_post_new"),
    path("<int:account_id>/posts/<int:post_id>/end/", posting.end, name="account_post_end"),
    path("<int:account_id>/posts/<int:post_id>/absence/", mandating.absence, name="account_absence"),
    path("<int:account_id>/mandates/<int:mandate_id>/", mandating.revoke, name="account_mandate_revoke"),
]
