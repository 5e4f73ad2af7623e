"""mathspeak: LaTeX to words, and words to sound.

>>> import mathspeak
>>> mathspeak.translate(r"\\frac{a}{b}")
'a over b'
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mathspeak.errors import MathspeakError
    from mathspeak.limits import Limits
    from mathspeak.speaker import Speaker
    from mathspeak.translator import Reading, Translator, translate

__version__ = "1.0.0"

__all__ = ["Limits", "MathspeakError", "Reading", "Speaker", "Translator", "__version__", "translate"]

_HOMES = {
    "Limits": "mathspeak.limits",
    "MathspeakError": "mathspeak.errors",
    "Reading": "mathspeak.translator",
    "Speaker": "mathspeak.speaker",
    "Translator": "mathspeak.translator",
    "translate": "mathspeak.translator",
}


def __getattr__(name: str) -> object:
    # The names are looked up when first used, so that importing the package costs next to nothing.
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = __import__(home, fromlist=[name])
    value: object = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
