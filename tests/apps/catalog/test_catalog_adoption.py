"""Procedures taken over from another folder, decided by agencies and units of one's own."""

from motcua.apps.catalog.adoption import folders_of
from motcua.apps.catalog.files import read_folder
from motcua.project.paths import CHECKOUT

FROM = CHECKOUT / "demo" / "procedures"


def written(tmp_path, text):
    (tmp_path / "offers.yaml").write_text(text.replace("FROM", str(FROM)))
    return read_folder(tmp_path)


def problems(files):
    return [f"{p.file}:{p.line} {p.field} {p.problem} {p.value}".strip() for p in files.problems]


def test_named_procedures_are_as_here_and_all_others_stay_out(tmp_path):
    files = written(
        tmp_path,
        """\
adopt:
  from: FROM
  valid_from: 2013-01-01
  groups:
    - procedures: [gplx-doi]
      offer: {agencies: [so-gtvt]}
      steps:
        - {unit: 'unit:canh-sat-giao-thong', role: police_chief, to: leaders, as: leader}
        - {unit: 'unit:canh-sat-giao-thong', to: 'unit:quan-ly-van-tai'}
    - procedures: [khai-sinh]
      offer: {kinds: [commune_committee]}
""",
    )

    assert problems(files) == []
    taken = {file.definition.key: file for file in files.procedures}
    assert set(taken) == {"gplx-doi", "khai-sinh"}
    license_ = taken["gplx-doi"]
    assert license_.definition.offer.agencies == ("so-gtvt",)
    assert f"{license_.valid_from:%Y}" == "2013"
    posts = {(step.unit, step.role) for step in license_.process.steps}
    assert ("leaders", "leader") in posts
    assert ("unit:quan-ly-van-tai", "police_officer") in posts
    assert not any("canh-sat" in unit for unit, _role in posts)
    assert list(folders_of(tmp_path)) == [FROM]


def test_mistakes_are_named_with_their_lines(tmp_path):
    files = written(
        tmp_path,
        """\
adopt:
  from: FROM
  surprise: 1
  groups:
    - procedures: [khai-sinh]
      offer: {kinds: [commune_committee]}
      more: 1
      steps: [{unit: counter}, {unit: a, to: b, when: c}]
    - 5
    - {steps: []}
""",
    )

    assert problems(files) == [
        "offers.yaml:3 adopt.surprise unknown-field",
        "offers.yaml:7 adopt.groups[0].more unknown-field",
        "offers.yaml:8 adopt.groups[0].steps[0] wrong-type",
        "offers.yaml:8 adopt.groups[0].steps[1].when unknown-field",
        "offers.yaml:9 adopt.groups[1] wrong-type",
        "offers.yaml:10 adopt.groups[2].procedures missing",
        "offers.yaml:10 adopt.groups[2].offer missing",
    ]


def test_what_is_not_there_is_said(tmp_path):
    offer = "offer: {kinds: [commune_committee]}"
    groups = f"groups: [{{procedures: [khai-sinh, bay-len-sao], {offer}}}]"
    lost = written(tmp_path, f"adopt:\n  from: FROM\n  valid_from: 2013-01-01\n  {groups}\n")
    assert problems(lost) == ["offers.yaml:4 adopt.groups unknown-value bay-len-sao"]

    nowhere = written(tmp_path, "adopt:\n  from: nowhere\n  groups: []\n")
    assert problems(nowhere) == ["offers.yaml:2 adopt.from unknown-value nowhere"]
    assert problems(written(tmp_path, "adopt:\n  groups: []\n"))[0].startswith(
        "offers.yaml:1 adopt.from unknown-value"
    )
