"""The measurements themselves: the load generator, forms as browsers send them, acts as pgbench scripts, the report."""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat

import pytest
from django.urls import reverse

from motcua.apps.dossiers.models import Dossier, WorkItem
from motcua.apps.ops.bench import browser, crowd, report, start, trips, twin, wire
from motcua.apps.ops.bench.figures import Verdict, at_least, at_most
from motcua.apps.ops.bench.run import Part
from motcua.domain.dossier import commands as c
from motcua.project.commands.bench import DOCUMENT, PARTS
from tests.factories.dossiers import DossierWorld, only_item


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/missing" else 200)
        if self.path == "/chunked":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"2\r\nok\r\n0\r\n\r\n")
            return
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer((wire.HOST, 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_request_is_sent_once_and_its_answer_timed(port: int):
    asks = [wire.get("page", "/"), wire.get("page", "/chunked")] * 20

    tally = wire.send_all(port, iter(asks), lines=3, seconds=20)

    assert (tally.answered, dict(tally.failures)) == (40, {})
    assert 0 < tally.milliseconds(0.5) <= tally.milliseconds(0.95)


def test_a_wrong_answer_counts_as_a_failure(port: int):
    tally = wire.send_all(port, iter([wire.get("page", "/missing")]), lines=1, seconds=20)

    assert (tally.answered, dict(tally.failures)) == (0, {"page: 404": 1})


def test_requests_fall_due_at_their_rate_until_the_time_is_over(port: int):
    tally = wire.send_all(port, repeat(wire.get("page", "/")), lines=2, seconds=0.5, rate=40)

    assert 10 <= tally.answered <= 21


def test_a_share_of_values_does_not_exceed_the_percentile():
    assert [wire.percentile(range(1, 101), share) for share in (0.5, 0.95, 1.0)] == [51, 96, 100]


PAGE = """
<form id="search"><input name="q" value="tìm"></form>
<form id="intake">
    <input type="hidden" name="key" value="k1"><input name="name" value="An &amp; Bình">
    <input type="checkbox" name="ticked" checked><input type="checkbox" name="not-ticked">
    <input type="radio" name="kind" value="a"><input type="radio" name="kind" value="b" checked>
    <select name="case"><option value="01">1</option><option value="02" selected>2</option></select>
    <select name="first"><option value="x">1</option><option value="y">2</option></select>
    <textarea name="note">
hai dòng</textarea>
    <button name="act" value="accept">Nhận</button>
</form>
<input form="intake" name="outside" value="o">
"""


def test_a_form_is_sent_as_a_browser_would_send_it_untouched():
    assert browser.form_with("name", PAGE) == {
        "key": "k1", "name": "An & Bình", "ticked": "on", "kind": "b", "case": "02", "first": "x",
        "note": "hai dòng", "outside": "o",
    }  # fmt: skip


def test_a_missing_form_is_told():
    with pytest.raises(browser.FormMissing):
        browser.form_with("nothing", PAGE)


@pytest.mark.django_db
def test_an_act_on_a_new_dossier_becomes_a_script_that_makes_another_each_time():
    world = DossierWorld()

    with twin.noting() as noted:
        state = world.accepted()
    script = twin.new_dossier("accept", noted, state).text

    assert str(state.id) not in script
    assert state.id.hex not in script
    assert f"'{state.code}'" not in script
    assert "INSERT INTO dossiers_dossierevent" in script
    assert script.startswith(r"\set id random(")


@pytest.mark.django_db
def test_an_act_on_a_known_dossier_becomes_a_script_that_can_be_repeated_on_its_twins(monkeypatch):
    monkeypatch.setattr(twin, "TWINS", 5)
    world = DossierWorld()
    state = world.accepted()
    twin.multiply(state)

    with twin.noting() as noted:
        world.do("reception", state, c.HandOver(item=only_item(state).id, action="pass"))
    script = twin.known_dossier("hand-over", noted, state).text

    assert Dossier.objects.count() == WorkItem.objects.values("dossier_id").distinct().count() == 6
    assert str(state.id) not in script
    assert re.search(
        r"INSERT INTO dossiers_dossierevent .* VALUES \('\w+:id'::uuid, :n1, 'HandedOver'", script
    )
    # The item that is closed is known; the one that is opened is new in each run.
    assert re.search(
        r"INSERT INTO dossiers_workitem .* \('\w+:id'::uuid, 1, .* \('\w+:id'::uuid, :n1, ", script
    )


def test_a_figure_says_whether_its_budget_is_kept():
    kept = at_least("pages", 0.6, 0.61, yardstick="")
    missed = at_most("receipt", 30, 31.2, unit="ms", yardstick="")

    assert (kept.budget, kept.measured, kept.verdict) == ("≥ 60 %", "61 %", Verdict.KEPT)
    assert (missed.budget, missed.measured, missed.verdict) == ("≤ 30 ms", "31.2 ms", Verdict.MISSED)


def test_the_report_replaces_the_figures_of_the_last_run_and_nothing_else(tmp_path):
    document = tmp_path / "performance.md"
    mine, others = (f"{begin}\n{{}}\n{end}\n" for begin, end in map(report.marks, ("pages", "acts")))
    document.write_text(f"before\n{mine.format('old')}{others.format('kept')}after\n")
    figure = at_least("pages", 0.6, 0.7, yardstick="beside")
    told = {"on": "2 cores", "command": "motcua bench", "at": datetime(2026, 11, 2, tzinfo=UTC)}

    report.write(document, {"pages": [figure]}, **told)

    text = document.read_text()
    assert others.format("kept") in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| pages | ≥ 60 % | 70 % | kept | beside |" in text
    assert "old" not in text
    with pytest.raises(ValueError, match="rules"):
        report.write(document, {"rules": [figure]}, **told)


def test_the_document_has_a_place_for_every_part():
    text = DOCUMENT.read_text()
    assert set(PARTS) == {part.value for part in Part}
    for part in Part:
        begin, end = report.marks(part)
        assert text.count(begin) == text.count(end) == 1


@pytest.mark.django_db
def test_the_questions_of_a_page_are_counted_where_they_are_asked():
    world = DossierWorld()
    state = world.at_step("appraise")
    lookup = wire.get("lookup", reverse("portal:lookup_code", args=[state.code]))
    listing = wire.get(
        "work list", reverse("office:worklist"), crowd.cookies_of(world.accounts["specialist"])
    )

    counted = trips.of_pages(crowd.Crowd({"lookup": [lookup] * 3, "work list": [listing] * 3}))

    assert 1 <= counted["lookup"] <= counted["work list"] <= trips.MOST_OF_WORK_LIST
    with pytest.raises(trips.PageFailed, match="404"):
        trips.of_pages(crowd.Crowd({"lookup": [wire.get("lookup", "/nowhere")]}))


def test_questions_must_not_grow_with_the_province():
    few = {"lookup": 1, "work list": 9}

    grown = trips.figures_of_pages(few, {"lookup": 2, "work list": 11}, "few → many")
    acts = trips.figures_of_acts({"accept": 8, "return": 9})

    assert [figure.verdict for figure in grown] == [Verdict.MISSED, Verdict.KEPT]
    assert [figure.verdict for figure in acts] == [Verdict.KEPT, Verdict.MISSED]


def test_steps_are_timed_and_pass_on_what_they_tell():
    said: list[str] = []
    watch = start.Watch(said.append)

    with watch.step("Tables") as tell:
        tell("3 of 4")

    assert said == ["Tables", "Tables: 3 of 4"]
    assert watch.seconds["Tables"] >= 0
