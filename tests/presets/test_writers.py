"""The list of language models that may be fetched to write on this machine."""

import pytest

from vgot.errors import BadInput
from vgot.machine.fetching import estimate_of, fetched, missing_repos
from vgot.presets import writers
from vgot.presets.writers import writer_models, writer_of


def test_each_says_its_licence_its_page_its_size_and_its_memory():
    models = writer_models()
    assert len(models) >= 3
    for name, one in models.items():
        assert one.name == name and one.repo.role == "text_model"
        assert one.page == f"https://huggingface.co/{one.repo.id}", "its page is that of what is fetched"
        assert one.repo.licence and one.repo.licence_url.startswith("https://")
        assert estimate_of(one, one.repo.id) == pytest.approx(sum(one.repo.parts.values()) * 2e9)
        assert one.host_gb > one.card_gb > sum(one.repo.parts.values()) * 2
        assert writer_of(one.repo.id) is one
    assert writer_of("someone/else") is None


def test_one_is_fetched_by_its_name_as_a_preset_is():
    first = next(iter(writer_models().values()))
    assert fetched(first.name) is first and fetched("embedded").name == "embedded"
    assert [r.id for r in missing_repos(first, None)] in ([], [first.repo.id])


@pytest.mark.parametrize(
    "said",
    [
        "- {name: a, title: A, about: x, page: 'http://plain', repo: {id: a/b, licence: MIT}}",
        "- {name: a, title: A, about: x, page: 'https://x', seconds: 3, repo: {id: a/b, licence: MIT}}",
        "- {name: a, title: A, about: x, page: 'https://x', repo: {id: a/b}}",
        "- {name: a, title: A, about: x, page: 'https://x', repo: {id: '../b', licence: MIT}}",
        "- [",
    ],
    ids=["a page in the clear", "a field nobody knows", "no licence", "no repository", "no YAML"],
)
def test_a_list_that_is_not_right_is_refused_with_its_name(tmp_path, monkeypatch, said):
    file = tmp_path / "models.yaml"
    file.write_text(said)
    monkeypatch.setattr(writers, "FILE", file)
    with pytest.raises(BadInput, match=r"models\.yaml"):
        writer_models()


def test_a_model_stands_in_the_list_once(tmp_path, monkeypatch):
    row = "- {name: NAME, title: A, about: x, page: 'https://x', repo: {id: a/b, licence: MIT}}\n"
    file = tmp_path / "models.yaml"
    file.write_text(row.replace("NAME", "aa") + row.replace("NAME", "bb"))
    monkeypatch.setattr(writers, "FILE", file)
    with pytest.raises(BadInput, match="twice"):
        writer_models()
