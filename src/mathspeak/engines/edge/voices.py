"""What is known of the online voices without asking: one for each language, and how a voice's id tells the rest."""

from __future__ import annotations

import re

from mathspeak.engines.base import Voice

NAME = "edge"

# A voice of one language each: those of several take a lone letter for whatever language they like.
DEFAULTS = {
    "en": "en-US-AriaNeural",
    "en-au": "en-AU-NatashaNeural",
    "en-ca": "en-CA-ClaraNeural",
    "en-gb": "en-GB-SoniaNeural",
    "en-ie": "en-IE-EmilyNeural",
    "en-in": "en-IN-NeerjaNeural",
    "en-us": "en-US-AriaNeural",
    "de": "de-DE-KatjaNeural",
    "de-at": "de-AT-IngridNeural",
    "de-ch": "de-CH-LeniNeural",
    "de-de": "de-DE-KatjaNeural",
    "ar": "ar-EG-SalmaNeural",
    "bg": "bg-BG-KalinaNeural",
    "ca": "ca-ES-JoanaNeural",
    "cs": "cs-CZ-VlastaNeural",
    "da": "da-DK-ChristelNeural",
    "el": "el-GR-AthinaNeural",
    "es": "es-ES-ElviraNeural",
    "fi": "fi-FI-NooraNeural",
    "fr": "fr-FR-DeniseNeural",
    "he": "he-IL-HilaNeural",
    "hi": "hi-IN-SwaraNeural",
    "hr": "hr-HR-GabrijelaNeural",
    "hu": "hu-HU-NoemiNeural",
    "id": "id-ID-GadisNeural",
    "it": "it-IT-ElsaNeural",
    "ja": "ja-JP-NanamiNeural",
    "ko": "ko-KR-SunHiNeural",
    "nb": "nb-NO-PernilleNeural",
    "nl": "nl-NL-ColetteNeural",
    "pl": "pl-PL-ZofiaNeural",
    "pt": "pt-BR-FranciscaNeural",
    "pt-pt": "pt-PT-RaquelNeural",
    "ro": "ro-RO-AlinaNeural",
    "ru": "ru-RU-SvetlanaNeural",
    "sk": "sk-SK-ViktoriaNeural",
    "sv": "sv-SE-SofieNeural",
    "tr": "tr-TR-EmelNeural",
    "uk": "uk-UA-PolinaNeural",
    "vi": "vi-VN-HoaiMyNeural",
    "zh": "zh-CN-XiaoxiaoNeural",
}
# Nothing else may come to stand in the markup that the client makes.
_ID = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]+)+-[A-Za-z]+Neural")
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")


def known(wanted: str | None) -> Voice | None:
    """The voice of that language, id or name, where no list is needed to tell.

    >>> known("de"), known("en-us-guyneural"), known("cy-GB-NiaNeural")
    (Voice('de-DE-KatjaNeural', 'Katja', 'de-DE'), None, Voice('cy-GB-NiaNeural', 'Nia', 'cy-GB'))
    """
    wanted = (wanted or "en").strip()
    key = wanted.replace("_", "-").casefold()
    id = DEFAULTS.get(key) or _OF_NAME.get(key) or (wanted if is_id(wanted) else None)
    return voice_of(id) if id else None


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def voice_of(id: str, gender: str = "") -> Voice:
    """What a voice's id says of it.

    >>> voice_of("en-US-EmmaMultilingualNeural", "female")
    Voice('en-US-EmmaMultilingualNeural', 'Emma Multilingual', 'en-US')
    """
    language, _, name = id.rpartition("-")
    return Voice(id, _SEAM.sub(" ", name.removesuffix("Neural")), language, gender, NAME)


_OF_NAME = {name.casefold(): id for id in DEFAULTS.values() for name in (id, voice_of(id).name)}


def full_name(id: str) -> str:
    """The voice as the service calls it; the client finds out by itself for most ids, not for all.

    >>> full_name("zh-CN-liaoning-XiaobeiNeural")
    'Microsoft Server Speech Text to Speech Voice (zh-CN-liaoning, XiaobeiNeural)'
    """
    language, _, name = id.rpartition("-")
    return f"Microsoft Server Speech Text to Speech Voice ({language}, {name})"
