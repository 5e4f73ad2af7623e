"""The preferences of ClearSpeak: their names, their values, and the texts that name them."""

from __future__ import annotations

from mathspeak.errors import UnknownPreference

# Name -> values, the default first. The last one is no part of ClearSpeak: it closes what the standard leaves open.
PREFERENCES: dict[str, tuple[str, ...]] = {
    "AbsoluteValue": ("Auto", "AbsEnd", "Cardinality", "Determinant"),
    "Bar": ("Auto", "Bar", "Conjugate", "Mean"),
    "Caps": ("Auto", "SayCaps"),
    "CombinationPermutation": ("Auto", "ChoosePermute"),
    "Currency": ("Auto", "Position", "Prefix"),
    "Ellipses": ("Auto", "AndSoOn"),
    "Enclosed": ("Auto", "EndEnclose"),
    "Exponents": ("Auto", "AfterPower", "Ordinal", "OrdinalPower"),
    "Fractions": (
        "Auto",
        "EndFrac",
        "FracOver",
        "General",
        "GeneralEndFrac",
        "Ordinal",
        "Over",
        "OverEndFrac",
        "Per",
    ),
    "Functions": ("Auto", "None"),
    "ImpliedTimes": ("Auto", "MoreImpliedTimes", "None"),
    "Log": ("Auto", "LnAsNaturalLog"),
    "Matrix": ("Auto", "Combinatoric", "EndMatrix", "EndVector", "SilentColNum", "SpeakColNum", "Vector"),
    "MultiLineLabel": ("Auto", "Case", "Constraint", "Equation", "Line", "None", "Row", "Step"),
    "MultiLineOverview": ("Auto", "None"),
    "MultiLinePausesBetweenColumns": ("Auto", "Long", "Short"),
    "MultSymbolDot": ("Auto", "Dot"),
    "MultSymbolX": ("Auto", "By", "Cross"),
    "Paren": ("Auto", "CoordPoint", "Interval", "Silent", "Speak", "SpeakNestingLevel"),
    "Prime": ("Auto", "Angle", "Length"),
    "Roots": ("Auto", "PosNegSqRoot", "PosNegSqRootEnd", "RootEnd"),
    "SetMemberSymbol": ("Auto", "Belongs", "Element", "In", "Member"),
    "Sets": ("Auto", "SilentBracket", "woAll"),
    "TriangleSymbol": ("Auto", "Delta"),
    "Trig": ("Auto", "ArcTrig", "TrigInverse"),
    "VerticalLine": ("Auto", "Divides", "Given", "SuchThat"),
    "Ends": ("Auto", "EndAll"),
}
# Other spellings in use.
SPELLINGS = {
    "combinatorics": "Matrix",
    "exponent": "Exponents",
    "fraction": "Fractions",
    "function": "Functions",
    "root": "Roots",
    "set": "Sets",
    "capitalletters": "Caps",
    "ellipsis": "Ellipses",
}
VALUE_SPELLINGS = {"combinatorics": "Combinatoric", "naturallog": "LnAsNaturalLog", "withoutall": "woAll"}
PREFIX = "ClearSpeak_"

# Several preferences at once; what is given by name beside a preset wins over it.
PRESETS: dict[str, dict[str, str]] = {
    "Auto": {},
    "Verbose": {"AbsoluteValue": "AbsEnd", "Fractions": "EndFrac", "Matrix": "EndMatrix", "Roots": "RootEnd"},
    # Told apart by words alone: no pause and no pitch is needed to tell which formula was meant.
    "Unambiguous": {
        "AbsoluteValue": "AbsEnd",
        "Caps": "SayCaps",
        "Enclosed": "EndEnclose",
        "Ends": "EndAll",
        "Fractions": "GeneralEndFrac",
        "Functions": "Auto",
        "Matrix": "EndMatrix",
        "MultSymbolDot": "Dot",
        "MultSymbolX": "Cross",
        "Paren": "Speak",
        "Roots": "RootEnd",
    },
}
PRESET = "Preset"

_NAMES = {name.lower(): name for name in PREFERENCES}


def defaults() -> dict[str, str]:
    """Every preference at its default."""
    return {name: values[0] for name, values in PREFERENCES.items()}


def resolve(given: dict[str, str]) -> dict[str, str]:
    """All preferences, with those that were given laid over their preset and the defaults.

    >>> resolve({"Exponent": "Ordinal"})["Exponents"]
    'Ordinal'
    >>> resolve({"Preset": "Verbose", "Roots": "Auto"})["Fractions"]
    'EndFrac'
    """
    chosen: dict[str, str] = {}
    preset: dict[str, str] = {}
    for spelling, value in given.items():
        if spelling.removeprefix(PREFIX).lower() == PRESET.lower():
            preset = PRESETS[_one_of(value, tuple(PRESETS), f"the preset “{value}”", "presets")]
        else:
            name = preference_name(spelling)
            chosen[name] = preference_value(name, value)
    return {**defaults(), **preset, **chosen}


def preference_name(spelling: str) -> str:
    """The preference that a text names, in our spelling.

    >>> preference_name("MultsymbolX"), preference_name("Fraction")
    ('MultSymbolX', 'Fractions')
    """
    key = spelling.removeprefix(PREFIX).lower()
    name = _NAMES.get(key) or SPELLINGS.get(key) or _NAMES.get(f"{key}s")
    if name is None:
        _one_of(spelling, (*PREFERENCES, PRESET), f"the preference “{spelling}”", "preferences")
        raise AssertionError(spelling)
    return name


def preference_value(name: str, spelling: str) -> str:
    """The value of a preference that a text names, whatever its capitals."""
    values = PREFERENCES[name]
    if spelling in values:
        return spelling
    named = VALUE_SPELLINGS.get(spelling.lower(), spelling)
    return _one_of(named, values, f"the value “{spelling}” of {name}", f"values of {name}")


def _one_of(text: str, known: tuple[str, ...], what: str, kind: str) -> str:
    by_lower = {word.lower(): word for word in known}
    found = by_lower.get(text.lower())
    if found is not None:
        return found
    from difflib import get_close_matches

    near = get_close_matches(text.lower(), list(by_lower), 1)
    hint = f"did you mean “{by_lower[near[0]]}”?" if near else f"the {kind} are: {', '.join(known)}"
    raise UnknownPreference(f"there is no {what.removeprefix('the ')}", hint=hint)


def parse(text: str) -> dict[str, str]:
    """Preferences written as one text, ``Fraction_Over:Roots_RootEnd`` or ``Fractions=Over,Roots=RootEnd``.

    >>> parse("Fraction_Over:Roots_RootEnd")
    {'Fractions': 'Over', 'Roots': 'RootEnd'}
    """
    chosen: dict[str, str] = {}
    for pair in text.replace(",", ":").split(":"):
        if not pair.strip():
            continue
        name, sign, value = pair.strip().removeprefix(PREFIX).partition("=" if "=" in pair else "_")
        if not (name and sign and value):
            raise UnknownPreference(f"“{pair}” is no preference", hint="write Fractions_Over or Fractions=Over")
        if name.lower() == PRESET.lower():
            chosen[PRESET] = value
        else:
            chosen[preference_name(name)] = preference_value(preference_name(name), value)
    return chosen


def serialise(chosen: dict[str, str]) -> str:
    """Preferences as one text; those at their default are left out.

    >>> serialise({"Fractions": "Over", "Roots": "Auto"})
    'Fractions_Over'
    """
    return ":".join(f"{name}_{value}" for name, value in chosen.items() if value != PREFERENCES[name][0])
