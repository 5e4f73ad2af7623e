"""The voices of espeak-ng as its data describes them, so that they are known before it is loaded."""

from __future__ import annotations

from pathlib import Path

from mathspeak.engines.base import Voice

NAME = "espeak"
DEFAULT_VOICE = Voice("gmw/en", "English (Great Britain)", "en-gb", "male", NAME)
# Below the folder of the data.
_FOLDER = "lang"
_GENDER_UNSAID = "male"


def read_voices(data: Path) -> list[Voice]:
    """The voices that can speak, in the order of their languages; OSError where there is no such data."""
    folder = data / _FOLDER
    found: list[Voice] = []
    for file in folder.rglob("*"):
        if file.is_file():
            rows = _rows(file)
            language = rows.get("language", [""])[0].lower()
            # A voice without its dictionary is listed by espeak and then says nothing.
            dictionary = rows.get("dictionary", [language.partition("-")[0]])[0]
            if (data / f"{dictionary}_dict").is_file():
                id = file.relative_to(folder).as_posix()
                gender = rows.get("gender", [_GENDER_UNSAID])[0]
                found.append(Voice(id, " ".join(rows.get("name", [id])), language, gender, NAME))
    return sorted(found, key=lambda voice: (voice.language, voice.id))


def _rows(file: Path) -> dict[str, list[str]]:
    """Keys and what stands after them; of a key that comes again, the first, which is the voice's own language."""
    rows: dict[str, list[str]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        key, *values = line.split("//")[0].split() or [""]
        rows.setdefault(key, values)
    return rows
