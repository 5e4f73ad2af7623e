from __future__ import annotations

from pathlib import Path

import pytest

from mathspeak import translator
from mathspeak.config import STYLES, VERBOSITIES, Settings, listed, load, size
from mathspeak.errors import ConfigError
from mathspeak.limits import Limits


def from_file(tmp_path: Path, text: str, **environ: str) -> Settings:
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    return load(environ, str(file))


def test_built_in_values_need_neither_file_nor_variables(tmp_path: Path) -> None:
    settings = load({}, str(tmp_path / "none.toml"))
    assert (settings.engine, settings.style, settings.rate, settings.limits) == ("offline", "natural", 1.0, Limits())
    assert settings.sources == {}


def test_the_file_wins_over_what_is_built_in_and_variables_over_the_file(tmp_path: Path) -> None:
    text = 'engine = "espeak"\nvoice = "from file"\n[limits]\nmax_depth = 7\nsecurity = true'
    settings = from_file(tmp_path, text, MS_VOICE="from variable", MS_SECURITY_ENABLED="false")
    assert (settings.engine, settings.voice) == ("espeak", "from variable")
    assert (settings.limits.max_depth, settings.limits.security) == (7, False)
    assert settings.sources["voice"] == "MS_VOICE"
    assert settings.sources["engine"] == str(tmp_path / "config.toml")


def test_ms_config_names_another_file(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("rate = 2", encoding="utf-8")
    assert from_file(tmp_path, "rate = 3", MS_CONFIG=str(other)).rate == 2.0


def test_sizes_are_numbers_of_bytes_with_or_without_a_unit(tmp_path: Path) -> None:
    assert load({}).cache_max_bytes == 2 << 30
    assert load({"MS_CACHE_MAX_BYTES": "500 MB"}).cache_max_bytes == 500_000_000
    assert from_file(tmp_path, "[cache]\nmax_bytes = '1.5 GiB'").cache_max_bytes == 3 << 29
    assert from_file(tmp_path, "[cache]\nmax_bytes = 4096").cache_max_bytes == 4096
    units = {"7": 7, "7b": 7, "7k": 7000, "7 kB": 7000, "7Ki": 7168, "7 KiB": 7168, "7G": 7 * 10**9, "7TiB": 7 << 40}
    assert {text: size(text, "x") for text in units} == units


def test_one_switch_keeps_no_readings(tmp_path: Path) -> None:
    assert load({}).memo == load({}).memo_max_bytes == 16 << 20
    assert load({"MS_MEMO_ENABLED": "false"}).memo == 0
    assert from_file(tmp_path, "[memo]\nmax_bytes = '1 MiB'").memo == 1 << 20
    assert from_file(tmp_path, "[memo]\nenabled = false\nmax_bytes = '1 MiB'").memo == 0


def test_the_server_has_a_section_of_its_own(tmp_path: Path) -> None:
    text = "[server]\nport = 0\nrate = '10/s burst 40'\nforwarded_allow_ips = ['10.0.0.0/8']\n[log]\nformulas = true"
    settings = from_file(tmp_path, text, MS_API_KEYS_FILE="keys")
    assert (settings.server.port, settings.server.rate, settings.server.keys_file) == (0, "10/s burst 40", "keys")
    assert (settings.server.forwarded_allow_ips, settings.log_formulas) == (["10.0.0.0/8"], True)
    assert settings.server.workers == Settings().server.workers == 1


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert load({"MS_STYLE": "", "MS_CONNECTION_POOL_SIZE": ""}).connection_pool_size == 10


def test_macros_become_definitions_with_as_many_parameters_as_they_use(tmp_path: Path) -> None:
    text = "[macros]\nR = '\\mathbb{R}'\n'\\pair' = '(#1, #2)'\n[speak]\n'\\edge' = 'edge #1'"
    settings = from_file(tmp_path, text)
    assert settings.macros == "\\def\\R{\\mathbb{R}}\n\\def\\pair#1#2{(#1, #2)}"
    assert settings.speak == {"edge": "edge #1"}


@pytest.mark.parametrize(
    ("variable", "value", "takes"),
    [
        ("MS_STYLE", "baroque", listed(STYLES)),
        ("MS_SECURITY_ENABLED", "perhaps", "true"),
        ("MS_CACHE_ENABLED", "2", "false"),
        ("MS_CACHE_URL", "http://127.0.0.1", "redis://"),
        ("MS_QUEUE_URL", "queue.lan:6379", "redis://"),
        ("MS_CACHE_MAX_BYTES", "0", "whole number"),
        ("MS_CACHE_MAX_BYTES", "much", "2 GiB"),
        ("MS_CACHE_MAX_BYTES", "-1", "2 GiB"),
        ("MS_CACHE_MAX_BYTES", "2 iB", "2 GiB"),
        ("MS_CACHE_MAX_BYTES", "2 GiB 1", "2 GiB"),
        ("MS_LOG_LEVEL", "LOUD", "DEBUG"),
        ("MS_CONNECTION_POOL_SIZE", "0", "whole number"),
        ("MS_CONNECTION_POOL_SIZE", "9" * 5000, "whole number"),
        ("MS_CONNECTION_POOL_SIZE", "²", "whole number"),
    ],
)
def test_a_wrong_variable_is_named_with_what_it_takes(variable: str, value: str, takes: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load({variable: value})
    assert caught.value.message.startswith(f"{variable} is ")
    assert takes in caught.value.hint


def test_a_wrong_address_is_told_of_without_its_password() -> None:
    with pytest.raises(ConfigError) as caught:
        load({"MS_QUEUE_URL": "redi://user:se/cr@t@queue.lan/0"})
    assert caught.value.message == "MS_QUEUE_URL is 'redi://…@queue.lan/0'"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("rate = 100", "rate"),
        ("rate = true", "rate"),
        ("rate = nan", "rate"),
        ('style = ["natural"]', "style"),
        ("verbosity = 'chatty'", "verbosity"),
        ("[limits]\nmax_bytes = -1", "limits.max_bytes"),
        ("[limits]\nmax_lines = 1", "limits.max_lines"),
        ("[macros]\nR = 3", "macros"),
        ("[macros]\n'a1' = 'x'", "a1"),
        ("speak = 'x'", "speak"),
        ("colour = 'red'", "colour"),
        ("limits = 3", "limits"),
        ("[cache]\nmax_bytes = true", "cache.max_bytes"),
        ("[cache]\nmax_bytes = 1.5", "cache.max_bytes"),
        ("[server]\nport = -1", "server.port"),
        ("[server]\nrate = '10 a day'", "server.rate"),
        ("[server]\ncors_origins = [3]", "server.cors_origins"),
        ("[server]\ngrace_seconds = -1", "server.grace_seconds"),
        ("[server]\nspeed = 1", "server.speed"),
        ("a = ", "not TOML"),
    ],
)
def test_a_wrong_key_is_named_with_its_file(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigError) as caught:
        from_file(tmp_path, text)
    assert named in caught.value.message
    assert "config.toml" in caught.value.message


def test_a_file_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"voice = '\xff'")
    with pytest.raises(ConfigError, match="not TOML"):
        load({}, str(file))


def test_a_folder_in_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load({"MS_CONFIG": str(tmp_path)})


def test_styles_and_verbosities_are_those_of_the_translator() -> None:
    assert (STYLES, VERBOSITIES) == (translator.STYLES, translator.VERBOSITIES)
