"""The preferences of ClearSpeak: spellings, serialised forms, presets, and errors that say what was meant."""

from __future__ import annotations

import pytest

from mathspeak.errors import UnknownPreference
from mathspeak.speech.preferences import PREFERENCES, PRESETS, SPELLINGS, defaults, parse, resolve, serialise

PAIRS = [(name, value) for name, values in PREFERENCES.items() for value in values]


def test_every_preference_has_a_default_and_a_choice() -> None:
    for name, values in PREFERENCES.items():
        assert values[0] == "Auto", name
        assert len(values) == len(set(values)) > 1, name


@pytest.mark.parametrize(("name", "value"), PAIRS)
def test_each_value_is_taken_and_kept(name: str, value: str) -> None:
    assert resolve({name: value}) == {**defaults(), name: value}


@pytest.mark.parametrize(("name", "value"), PAIRS)
def test_the_serialised_form_is_read_back(name: str, value: str) -> None:
    assert parse(f"{name}_{value}") == {name: value}
    assert parse(serialise({name: value})) == ({} if value == "Auto" else {name: value})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("Fraction_Over:Roots_RootEnd", {"Fractions": "Over", "Roots": "RootEnd"}),
        ("Fractions=Over,Roots=RootEnd", {"Fractions": "Over", "Roots": "RootEnd"}),
        ("Exponent_Ordinal", {"Exponents": "Ordinal"}),
        ("MultsymbolX_By:MultsymbolDot_Dot", {"MultSymbolX": "By", "MultSymbolDot": "Dot"}),
        ("Matrix_Combinatorics", {"Matrix": "Combinatoric"}),
        ("ClearSpeak_Trig=ArcTrig", {"Trig": "ArcTrig"}),
        ("paren_speaknestinglevel", {"Paren": "SpeakNestingLevel"}),
        ("Preset_Verbose", {"Preset": "Verbose"}),
    ],
)
def test_spellings_in_use(text: str, expected: dict[str, str]) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_another_spelling_names_one_preference(spelling: str) -> None:
    assert SPELLINGS[spelling] in PREFERENCES
    assert spelling not in {name.lower() for name in PREFERENCES}


@pytest.mark.parametrize(
    ("name", "value", "message", "hint"),
    [
        ("Fracton", "Over", "preference “Fracton”", "did you mean “Fractions”?"),
        ("Root", "RootEnds", "value “RootEnds” of Roots", "did you mean “RootEnd”?"),
        ("Paren", "Loud", "value “Loud” of Paren", "Speak, SpeakNestingLevel"),
        ("Colour", "Red", "preference “Colour”", "the preferences are:"),
        ("Preset", "Unambigous", "preset “Unambigous”", "did you mean “Unambiguous”?"),
    ],
)
def test_what_is_unknown_is_an_error_that_says_what_was_meant(name: str, value: str, message: str, hint: str) -> None:
    with pytest.raises(UnknownPreference) as error:
        resolve({name: value})
    assert message in error.value.message
    assert hint in error.value.hint


@pytest.mark.parametrize("text", ["Fractions", "_Over", "Fractions_", "Fractions="])
def test_what_is_no_preference_is_an_error(text: str) -> None:
    with pytest.raises(UnknownPreference):
        parse(text)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_made_of_preferences(preset: str) -> None:
    chosen = PRESETS[preset]
    assert all(value in PREFERENCES[name] for name, value in chosen.items())
    assert resolve({"Preset": preset}) == {**defaults(), **chosen}


def test_a_preference_wins_over_its_preset() -> None:
    chosen = resolve({"Roots": "Auto", "Preset": "Verbose"})
    assert (chosen["Roots"], chosen["Fractions"]) == ("Auto", "EndFrac")
