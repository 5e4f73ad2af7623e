"""OpenAI's own library as a client."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

import httpx
import openai
import pytest

from listening import heard
from serving import Running


@pytest.fixture
def library(server: Running) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key="none", max_retries=0) as client:
        yield client


def test_the_library_gets_mp3_without_knowing_of_us(library: openai.OpenAI) -> None:
    answer = library.audio.speech.create(model="tts-1", voice="alloy", input="Let $x^2$ be at most 5.")
    assert answer.response.headers["content-type"] == "audio/mpeg"
    seconds, peak = heard(answer.content)
    assert 1.0 < seconds < 6.0 and peak > 3000


def test_the_library_streams(library: openai.OpenAI) -> None:
    with library.audio.speech.with_streaming_response.create(
        model="gpt-4o-mini-tts", voice="nova", input=r"\frac{a}{b}", response_format="wav", instructions="Be kind."
    ) as answer:
        data = b"".join(answer.iter_bytes())
    assert heard(data)[1] > 3000


def said(library: openai.OpenAI, text: str, **more: object) -> float:
    arguments = {"model": "tts-1", "voice": "alloy", "response_format": "wav", **more}
    return heard(library.audio.speech.create(input=text, **arguments).content)[0]  # type: ignore[arg-type]


def test_speed_style_and_voice_are_followed(library: openai.OpenAI) -> None:
    text = r"\frac{a+b}{c}"
    assert said(library, text, speed=0.6) > 1.8 * said(library, text, speed=2)
    assert said(library, text, model="mathspeak") > 1.2 * said(library, text, model="natural")
    assert said(library, text, voice="ja") != said(library, text, voice={"id": "en-us"})


def test_prose_without_formulas_is_read_as_prose_and_not_letter_by_letter(library: openai.OpenAI) -> None:
    prose = said(library, "Everything remains")
    assert 0.5 < prose < 2.5
    assert said(library, "E v e r y t h i n g r e m a i n s") > 2 * prose


def test_an_error_is_one_that_the_library_understands(library: openai.OpenAI) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="not allowed in a formula") as caught:
        library.audio.speech.create(model="tts-1", voice="alloy", input=r"a\input{x}")
    assert isinstance(caught.value.body, dict)
    assert (caught.value.param, caught.value.code) == ("input", "forbidden-command")
    assert caught.value.request_id == caught.value.response.json()["request_id"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"response_format": "pcm"}, "response_format"),
        ({"speed": 0.3}, "speed"),
        ({"speed": 30}, "speed"),
        ({"voice": "nobody"}, "voice"),
        ({"voice": {"name": "x"}}, None),
        ({"voice": "x" * 201}, "voice"),
        ({"stream_format": "paper"}, "stream_format"),
    ],
)
def test_what_cannot_be_done_is_said(client: httpx.Client, more: dict[str, object], field: str | None) -> None:
    answer = client.post("/v1/audio/speech", json={"input": "x", "model": "tts-1", "voice": "alloy", **more})
    if field is None:
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.json()["error"]["param"]) == (422, field), answer.text


def test_events_carry_the_audio(client: httpx.Client) -> None:
    body = {"input": "x", "model": "tts-1", "voice": "alloy", "response_format": "wav", "stream_format": "sse"}
    answer = client.post("/v1/audio/speech", json=body, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "content-encoding" not in answer.headers
    events = [json.loads(line.removeprefix("data: ")) for line in answer.text.split("\n\n") if line]
    assert [event["type"] for event in events] == ["speech.audio.delta"] * (len(events) - 1) + ["speech.audio.done"]
    data = b"".join(base64.b64decode(event["audio"]) for event in events[:-1])
    assert heard(data)[1] > 3000
    assert events[-1]["usage"]["total_tokens"] > len(data)
