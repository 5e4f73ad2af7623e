from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from listening import heard
from mathspeak.server.voice import MEDIA_TYPES
from serving import Running

FORMULA = r"\frac{a+b}{c}"


def test_a_wav_is_a_wav_of_the_words(client: httpx.Client) -> None:
    answer = client.post("/v1/speak", json={"latex": FORMULA, "format": "wav"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
    assert answer.headers["cache-control"] == "no-store"
    assert "content-encoding" not in answer.headers
    seconds, peak = heard(answer.content)
    assert 1.0 < seconds < 6.0 and peak > 3000


def test_mp3_is_what_comes_unless_another_format_is_asked_for(client: httpx.Client) -> None:
    answer = client.post("/v1/speak", json={"latex": FORMULA})
    assert answer.headers["content-type"] == "audio/mpeg"
    seconds, peak = heard(answer.content)
    assert 1.0 < seconds < 6.0 and peak > 3000


@pytest.mark.parametrize("format", MEDIA_TYPES)
def test_every_format_is_decoded_to_the_same_words(client: httpx.Client, format: str) -> None:
    answer = client.post("/v1/speak", json={"latex": FORMULA, "format": format})
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPES[format])
    seconds, peak = heard(answer.content)
    plain = heard(client.post("/v1/speak", json={"latex": FORMULA, "format": "wav"}).content)[0]
    assert seconds == pytest.approx(plain, abs=0.3) and peak > 3000


def test_pauses_and_loudness_are_followed(client: httpx.Client) -> None:
    def spoken(**body: object) -> tuple[float, int]:
        latex = r"\begin{pmatrix}a&b\\c&d\end{pmatrix}"
        return heard(client.post("/v1/speak", json={"latex": latex, "format": "wav", **body}).content)

    assert spoken(pause=3)[0] > spoken(pause=1)[0] + 0.5
    assert spoken(volume=0.25)[1] < 0.5 * spoken(volume=1)[1]


def test_what_was_said_once_comes_from_the_cache(client: httpx.Client) -> None:
    def hits() -> float:
        counted = client.get("/metrics").text
        return sum(float(n) for n in re.findall(r'cache_requests_total\{result="hit"\} (\S+)', counted))

    body = {"latex": "x_{31415}", "format": "wav"}
    first = client.post("/v1/speak", json=body).content
    before = hits()
    assert client.post("/v1/speak", json=body).content == first
    assert hits() > before
    assert float(re.findall(r"^mathspeak_cache_bytes (\S+)", client.get("/metrics").text, re.MULTILINE)[0]) > 1000


def test_the_first_piece_comes_before_the_last_is_made(client: httpx.Client) -> None:
    body = {"latex": "+".join([r"\frac{a}{b}"] * 60), "format": "wav"}
    with client.stream("POST", "/v1/speak", json=body) as answer:
        pieces = list(answer.iter_raw())
    assert len(pieces) > 5
    assert heard(b"".join(pieces))[0] > 30


def test_what_is_said_is_what_is_read(client: httpx.Client) -> None:
    short, long = (client.post("/v1/speak", json={"latex": f, "format": "wav"}).content for f in ("x", FORMULA * 3))
    assert heard(long)[0] > 4 * heard(short)[0]


def test_the_rate_is_followed(client: httpx.Client) -> None:
    slow, quick = (
        heard(client.post("/v1/speak", json={"latex": FORMULA, "format": "wav", "rate": rate}).content)[0]
        for rate in (0.7, 2.0)
    )
    assert slow > 1.8 * quick


def test_the_voice_is_followed_and_the_language_has_one(client: httpx.Client) -> None:
    def seconds(**body: object) -> float:
        return heard(client.post("/v1/speak", json={"latex": FORMULA, "format": "wav", **body}).content)[0]

    # The same voice takes nearly the same time, whatever else an engine varies.
    english, japanese = seconds(voice="en-us"), seconds(voice="ja")
    assert seconds(voice="en-us") == pytest.approx(english, abs=0.04)
    assert abs(english - japanese) > 0.1
    german = seconds(language="de")
    assert seconds(language="de", voice="de") == pytest.approx(german, abs=0.04)
    assert abs(german - seconds(language="de", voice="en-us")) > 0.1


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"latex": "x", "voice": "../../etc/passwd"}, 422, "voice"),
        ({"latex": "x", "voice": "x" * 201}, 422, "voice"),
        ({"latex": "x", "rate": 9}, 422, "rate"),
        ({"latex": "x", "rate": "fast"}, 422, "rate"),
        ({"latex": "x", "pause": -1}, 422, "pause"),
        ({"latex": "x", "volume": 1e9}, 422, "volume"),
        ({"latex": "x", "format": "midi"}, 422, "format"),
        ({"latex": r"\input{x}"}, 422, "latex"),
        ({"latex": "{}"}, 422, "latex"),
        ({"latex": "ab" * 3000}, 422, "latex"),
    ],
)
def test_what_cannot_be_spoken_is_a_problem_and_no_audio(
    client: httpx.Client, body: dict[str, object], status: int, field: str
) -> None:
    answer = client.post("/v1/speak", json=body)
    assert answer.headers["content-type"] == "application/problem+json", answer.headers
    assert (answer.status_code, answer.json().get("field")) == (status, field), answer.text


def test_a_tag_is_known_before_the_audio_is(client: httpx.Client) -> None:
    params = {"latex": "x^2", "format": "wav"}
    first = client.get("/v1/speak", params=params)
    assert first.headers["cache-control"] == "public, max-age=3600"
    assert heard(first.content)[1] > 3000
    tag = first.headers["etag"]
    again = client.get("/v1/speak", params=params, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    head = client.head("/v1/speak", params=params)
    assert (head.status_code, head.headers["etag"], head.headers["content-type"]) == (200, tag, "audio/wav")
    for other in ({"rate": "1.5"}, {"format": "mp3"}, {"voice": "de"}, {"latex": "x^3"}):
        assert client.head("/v1/speak", params={**params, **other}).headers["etag"] != tag


def test_what_a_stand_in_speaks_is_kept_by_nobody(folder: Path) -> None:
    """The online voice cannot be reached, so that another one speaks under its name."""
    nowhere = "http://127.0.0.1:9"
    proxies = {"MS_ENGINE": "auto", "HTTPS_PROXY": nowhere, "https_proxy": nowhere, "NO_PROXY": "127.0.0.1"}
    running = Running(folder, "[server]\ndrain_seconds = 0\n", **proxies)
    try:
        answer = httpx.get(f"{running.url}/v1/speak", params={"latex": "x^2", "format": "wav"}, timeout=40)
        assert answer.status_code == 200 and heard(answer.content)[0] > 0.5
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
        assert [line for line in running.log() if line["event"] == "another voice"]
    finally:
        assert running.stop() == 0


def test_audio_comes_in_pieces(client: httpx.Client) -> None:
    with client.stream("POST", "/v1/speak", json={"latex": FORMULA, "format": "wav"}) as answer:
        assert answer.headers["transfer-encoding"] == "chunked"
        assert "content-length" not in answer.headers
        assert len(b"".join(answer.iter_raw())) > 10_000


def test_voices_are_those_that_speak(client: httpx.Client) -> None:
    answer = client.get("/v1/voices")
    voices = answer.json()["voices"]
    english = next(voice for voice in voices if voice["language"] == "en-us")
    assert set(english) == {"id", "name", "language", "gender", "engine"}
    assert english["engine"] == "espeak"
    spoken = client.post("/v1/speak", json={"latex": "x", "format": "wav", "voice": english["id"]})
    assert spoken.status_code == 200
    again = client.get("/v1/voices", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_every_format_has_a_type_of_its_own() -> None:
    assert len(set(MEDIA_TYPES.values())) == len(MEDIA_TYPES) == 5


def test_who_leaves_early_takes_nothing_along(server: Running, client: httpx.Client) -> None:
    for _ in range(20):
        with client.stream("POST", "/v1/speak", json={"latex": FORMULA * 10, "format": "wav"}) as answer:
            answer.close()
    assert client.post("/v1/speak", json={"latex": "x"}).status_code == 200
