"""The server of our own, and the databases of tests on it."""

import pytest
from django.db import connection

from motcua.project import embedded


@pytest.mark.django_db
def test_the_database_speaks_utf8_and_lowers_vietnamese_letters():
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ĐẶNG THỊ ỔI'), current_setting('server_encoding')")
        assert cursor.fetchone() == ("đặng thị ổi", "UTF8")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", ["first", "second"])
def test_a_committed_row_is_gone_in_the_next_test(round_):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
        cursor.execute("INSERT INTO django_session VALUES ('key', 'data', now())")


def test_the_server_stops_when_the_last_user_leaves_and_keeps_its_data(tmp_path):
    tmp_path.chmod(0o755)
    instance = embedded.Instance(tmp_path / "postgres", volatile=True)

    with instance.running(), instance.running():
        pass

    assert (tmp_path / "postgres" / "PG_VERSION").exists()
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_a_long_path_still_gets_a_socket(tmp_path):
    instance = embedded.Instance(tmp_path / ("x" * 90) / "postgres")

    assert "motcua-" in instance.url()
