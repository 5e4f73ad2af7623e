"""What is done with each kind of thing: what there is, what each kind of document does, and what people may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from mathspeak import config
from mathspeak.documents.policy import COMMON, Policy, choices
from mathspeak.errors import ConfigError


def test_every_kind_has_a_word_that_it_takes() -> None:
    assert set(COMMON) == set(config.POLICIES)
    for suffix in (".tex", ".md", ".ipynb", ".html", ".txt", ""):
        for name, word in Policy(suffix).as_dict().items():
            assert word in config.POLICIES[name]


def test_a_notebook_says_what_it_put_out() -> None:
    assert (Policy(".ipynb").output, Policy(".IPYNB").output, Policy(".md").output) == ("speak", "speak", "announce")


def test_changes_win_over_the_kind_of_document() -> None:
    policy = Policy(".ipynb", {"output": "skip", "code": "speak"})
    assert (policy.output, policy.code, policy.table) == ("skip", "speak", "summarise")
    assert policy == Policy("", {"output": "skip", "code": "speak"})


@pytest.mark.parametrize(
    ("pair", "message", "hint"),
    [
        ("codes=skip", "no policy for 'codes'", "heading, numbers"),
        ("code=shout", "the policy for code is 'shout'", "speak, summarise, announce or skip"),
        ("numbers=speak", "the policy for numbers is 'speak'", "before, after or off"),
        ("code", "not of the form NAME=WORD", "code=skip"),
        ("code=", "the policy for code is ''", "speak"),
    ],
)
def test_a_wrong_policy_is_named_with_what_there_is(pair: str, message: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        choices([pair])
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_the_last_of_several_choices_wins() -> None:
    assert choices(["code=skip", "code=speak"]) == {"code": "speak"}


def test_the_users_file_sets_policies(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[documents]\ncode = "skip"\nnumbers = "After"', encoding="utf-8")
    settings = config.load({}, str(file))
    assert settings.documents == {"code": "skip", "numbers": "after"}
    assert settings.sources["documents.code"] == str(file)


@pytest.mark.parametrize(
    ("text", "named"), [('code = "shout"', "documents.code"), ('codes = "skip"', "documents.codes")]
)
def test_a_wrong_policy_in_the_users_file_is_named(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[documents]\n{text}", encoding="utf-8")
    with pytest.raises(ConfigError, match=named) as caught:
        config.load({}, str(file))
    assert "skip" in caught.value.hint or "documents.code" in caught.value.hint
