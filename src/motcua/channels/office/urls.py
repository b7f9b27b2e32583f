"""Addresses of the officers' web: signing in, the counter, the work, the figures, the setup."""

from motcua.channels.office.auth_urls import urlpatterns as auth
from motcua.channels.office.cash.urls import urlpatterns as cash
from motcua.channels.office.desk_urls import urlpatterns as desk
from motcua.channels.office.figures.urls import urlpatterns as figures
from motcua.channels.office.messages.urls import urlpatterns as messages
from motcua.channels.office.questions.urls import urlpatterns as questions
from motcua.channels.office.setup.urls import urlpatterns as setup
from motcua.channels.office.work_urls import urlpatterns as work

app_name = "office"
urlpatterns = [*auth, *cash, *desk, *work, *figures, *messages, *questions, *setup]
