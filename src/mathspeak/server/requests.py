"""What clients send, as models: what they hold is checked here, what it means is checked by the core."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from mathspeak.config import FASTEST, SLOWEST

Style = Literal["natural", "clearspeak", "mathspeak"]
Verbosity = Literal["verbose", "brief", "superbrief"]
Language = Literal["en", "de"]
AudioFormat = Literal["wav", "mp3", "flac", "opus", "m4a"]

EXAMPLE = r"\frac{a+b}{c}"
_SERIALISED = "`Fraction_Over:Roots_RootEnd`"


class _Strict(BaseModel):
    # A field that nobody knows is a slip of the pen, and whoever made it wants to hear of it.
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reading(_Strict):
    """How a formula is read."""

    latex: str = Field(
        min_length=1,
        description="A formula in LaTeX, or prose with formulas in `$…$`, `$$…$$`, `\\(…\\)` or `\\[…\\]`.",
        examples=[EXAMPLE],
    )
    style: Style | None = Field(default=None, description="The style of the reading.", examples=["natural"])
    verbosity: Verbosity | None = Field(
        default=None, description="How many words the style may spend.", examples=["verbose"]
    )
    prefs: dict[str, str] | str | None = Field(
        default=None, description=f"Preferences of the style: an object, or {_SERIALISED}.", examples=[{}]
    )
    language: Language | None = Field(default=None, description="The language of the words.", examples=["en"])
    display: bool | None = Field(
        default=None, description="Whether the formula stands on a line of its own.", examples=[True]
    )
    macros: str | None = Field(
        default=None, description="Definitions of commands, in LaTeX.", examples=[r"\newcommand{\R}{\mathbb{R}}"]
    )


class TextRequest(Reading):
    format: Literal["plain", "ssml"] = Field(default="plain", description="Words, or SSML 1.1.", examples=["plain"])


class Voicing(_Strict):
    """How words are spoken."""

    voice: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description="The id, the name or the language tag of a voice of `/v1/voices`.", examples=["en"]
    )
    rate: float | None = Field(
        default=None,
        ge=SLOWEST,
        le=FASTEST,
        description="The pace; 1 is about 170 words a minute of mathematics with every engine.",
        examples=[1.0],
    )
    pause: float | None = Field(
        default=None, ge=0, le=10, description="How long pauses are; 1 is their own length.", examples=[1.0]
    )
    volume: float | None = Field(
        default=None, gt=0, le=4, description="How loud; 1 is the voice's own.", examples=[1.0]
    )


class SpeakRequest(Reading, Voicing):
    format: AudioFormat = Field("mp3", description="The format of the audio.", examples=["mp3"])


class TextQuery(TextRequest):
    """The same as query parameters, where preferences are one text."""

    prefs: str | None = Field(default=None, description=f"Preferences of the style: {_SERIALISED}.", examples=[""])


class SpeakQuery(SpeakRequest):
    prefs: str | None = Field(default=None, description=f"Preferences of the style: {_SERIALISED}.", examples=[""])


class PartsRequest(Reading):
    """A formula whose parts are asked for; prose has none."""


class PartsQuery(Reading):
    prefs: str | None = Field(default=None, description=f"Preferences of the style: {_SERIALISED}.", examples=[""])


class LiveRequest(Reading, Voicing):
    """One state of a formula that is being edited."""

    id: int | Annotated[str, Field(max_length=64)] = Field(description="Comes back with the answer.", examples=[1])
    format: Literal["plain", "ssml"] = Field(default="plain", description="Words, or SSML 1.1.", examples=["plain"])
    audio: AudioFormat | None = Field(default=None, description="Audio is sent after the words.", examples=["mp3"])


class SpeechRequest(BaseModel):
    """The body of OpenAI's speech API; fields that say nothing here are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    model: str = Field(default="mathspeak", max_length=200, description="A style, or any name.", examples=["tts-1"])
    input: str = Field(min_length=1, description="Prose with formulas, or a formula.", examples=["Let $x^2$ be it."])
    voice: str | dict[str, str] | None = Field(
        default=None, description="A voice of `/v1/voices`. The names of OpenAI's voices stand for the default one."
    )
    response_format: str = Field("mp3", max_length=20, description="mp3, opus, m4a, flac or wav.", examples=["mp3"])
    speed: float = Field(
        default=1.0, ge=0.25, le=4.0, description=f"The pace, {SLOWEST} to {FASTEST}, as `rate`.", examples=[1.0]
    )
    stream_format: Literal["audio", "sse"] = Field(default="audio", description="Bytes, or events that carry them.")
