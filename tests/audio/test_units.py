from __future__ import annotations

from collections.abc import Iterator

import pytest

from audio.sounds import voice
from mathspeak.audio.encoding import encode
from mathspeak.audio.pcm import Audio, silence
from mathspeak.audio.recording import Recording
from mathspeak.audio.timeline import Item
from mathspeak.audio.units import MAX_SECONDS, MIN_PAUSE, Unit, units

RATE = 22050


def said(seconds: float, seed: int = 0, rate: int = RATE) -> Recording:
    return Recording.of(voice(seconds, rate, seed=seed, quiet=0.05))


def shape(found: list[Unit]) -> list[tuple[float, list[object]]]:
    return [(round(unit.pause, 6), [cue.label for cue in unit.cues]) for unit in found]


def test_short_pauses_stay_inside_and_long_ones_divide() -> None:
    one, two, three = (said(0.3, seed) for seed in range(3))
    found = list(units([Item(one, 0.1, 1), Item(two, 0.5, 2), Item(three, 0.0, 3)]))
    assert shape(found) == [(0, [1, 2]), (0.5, [3])]
    quiet, gap = bytes(2 * round(0.05 * RATE)), bytes(2 * 2205)
    sound_one, sound_two, sound_three = (voice(0.3, seed=seed).samples for seed in range(3))
    assert found[0].audio().samples == quiet + sound_one + gap + sound_two
    assert found[1].audio().samples == sound_three + quiet
    first, second = found[0].cues
    assert round(first.start * RATE) == len(quiet) // 2
    assert round(second.start * RATE) == len(quiet + sound_one + gap) // 2
    assert round(second.end * RATE) == found[0].audio().frames


def test_pauses_add_up_before_they_divide() -> None:
    found = list(
        units([Item(None, 0.1), Item(None, 0.2), Item(said(0.2), 0.1, 1), Item(None, 0.1), Item(said(0.2), 0, 2)])
    )
    assert shape(found) == [(0.3, [1]), (0.2, [2])]
    assert found[0].audio().samples == voice(0.2).samples


def test_a_unit_comes_as_soon_as_its_pause_is_known() -> None:
    asked: list[int] = []

    def items() -> Iterator[Item]:
        for number in range(3):
            asked.append(number)
            yield Item(said(0.1), MIN_PAUSE, number)

    for number, unit in enumerate(units(items())):
        if unit.cues:
            assert asked == list(range(number + 1))


def test_silence_at_the_end_is_a_unit_without_sound() -> None:
    assert shape(list(units([Item(said(0.1), 0.7, 1), Item(None, 0.3)]))) == [(0, [1]), (1.0, [])]
    assert shape(list(units([Item(said(0.1), 0.1, 1)]))) == [(0, [1]), (0.1, [])]
    assert list(units([Item(None, 0.7)])) == []


def test_what_is_long_is_divided_between_recordings() -> None:
    long = Recording.of(Audio(b"\x00\x20" * 30 * 8000, 8000))
    found = list(units(Item(long, 0.05 * (number % 2), number) for number in range(5)))
    assert shape(found) == [(0, [0, 1]), (0.05, [2, 3]), (0.05, [4])]
    assert [unit.audio().seconds for unit in found] == [2 * 30, 2 * 30, 30]
    assert MAX_SECONDS == 60


def test_quiet_is_kept_where_a_long_text_is_divided_without_a_pause() -> None:
    long = Recording.of(Audio(b"\x00\x20" * 60 * 8000 + bytes(800), 8000))
    found = list(units([Item(long, 0.0), Item(long, 0.0)]))
    assert [unit.audio().frames for unit in found] == [60 * 8000 + 400] * 2


def test_mp3_of_the_first_format_is_left_as_it_is() -> None:
    ready = encode(voice(0.3, 24000))
    found = list(
        units([Item(ready, 0.05, 1), Item(ready, 0.3, 2), Item(said(0.3, rate=24000), 0, 3), Item(ready, 0, 4)])
    )
    assert shape(found) == [(0, [1]), (0.05, [2]), (0.3, [3]), (0, [4])]
    assert [unit.coded for unit in found] == [ready, ready, None, ready]


def test_mp3_of_another_format_is_encoded_again() -> None:
    other = encode(voice(0.3, 24000))
    found = list(units([Item(said(0.3), 0.3, 1), Item(other, 0.3, 2), Item(said(0.3), 0, 3)]))
    assert [unit.coded for unit in found] == [None, None, None]
    assert {unit.audio().rate for unit in found} == {RATE}
    assert found[1].audio().seconds == pytest.approx(0.3, abs=0.05)


def test_a_unit_does_not_depend_on_its_neighbours() -> None:
    def of(*seeds: int) -> list[bytes]:
        items = [Item(said(0.2, seed), 0.3) for seed in seeds]
        return [unit.audio().samples for unit in units([Item(None, 0.3), *items]) if unit.cues]

    assert of(1, 2, 3)[1:2] == of(4, 5, 2)[2:] == of(2)


def test_a_rate_that_mp3_does_not_have_becomes_one_that_it_has() -> None:
    found = list(units([Item(Recording.of(voice(0.3, 20000)), 0)]))
    assert found[0].audio().rate == 22050
    assert encode(found[0].audio()).rate == 22050


def test_at_a_low_rate_a_dividing_pause_is_longer() -> None:
    low = Recording.of(voice(0.2, 8000))
    assert len(list(units([Item(low, 0.2), Item(low, 0.0)]))) == 1
    assert len(list(units([Item(low, 0.35), Item(low, 0.0)]))) == 2


def test_silence_is_a_recording_like_any_other() -> None:
    found = list(units([Item(Recording.of(silence(0.3, RATE)), 0.0, 1), Item(said(0.2), 0.0, 2)]))
    assert shape(found) == [(0, [1, 2])]
