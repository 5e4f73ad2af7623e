"""German words of units, prefixes and what stands between them; keys as the reader gives them."""

from __future__ import annotations

PER = "pro"
# Prefix -> its German spelling.
_PREFIXES = (
    "quecto ronto yocto zepto atto femto pico nano micro milli centi deci deca hecto kilo mega giga tera peta exa "
    "zetta yotta ronna quetta kibi mebi gibi tebi pebi exbi zebi yobi"
)
PREFIXES = {
    **{name: name.capitalize() for name in _PREFIXES.split()},
    "quecto": "Quekto",
    "yocto": "Yokto",
    "micro": "Mikro",
    "centi": "Zenti",
    "deci": "Dezi",
    "deca": "Deka",
    "hecto": "Hekto",
}
# Unit -> one of them, several of them.
UNITS: dict[str, tuple[str, str]] = {
    "meter": ("Meter", "Meter"),
    "gram": ("Gramm", "Gramm"),
    "second": ("Sekunde", "Sekunden"),
    "ampere": ("Ampere", "Ampere"),
    "kelvin": ("Kelvin", "Kelvin"),
    "mole": ("Mol", "Mol"),
    "candela": ("Candela", "Candela"),
    "newton": ("Newton", "Newton"),
    "pascal": ("Pascal", "Pascal"),
    "joule": ("Joule", "Joule"),
    "watt": ("Watt", "Watt"),
    "coulomb": ("Coulomb", "Coulomb"),
    "volt": ("Volt", "Volt"),
    "farad": ("Farad", "Farad"),
    "ohm": ("Ohm", "Ohm"),
    "weber": ("Weber", "Weber"),
    "tesla": ("Tesla", "Tesla"),
    "lumen": ("Lumen", "Lumen"),
    "becquerel": ("Becquerel", "Becquerel"),
    "gray": ("Gray", "Gray"),
    "sievert": ("Sievert", "Sievert"),
    "katal": ("Katal", "Katal"),
    "radian": ("Radiant", "Radiant"),
    "steradian": ("Steradiant", "Steradiant"),
    "electronvolt": ("Elektronenvolt", "Elektronenvolt"),
    "liter": ("Liter", "Liter"),
    "tonne": ("Tonne", "Tonnen"),
    "dalton": ("Dalton", "Dalton"),
    "minute": ("Minute", "Minuten"),
    "hour": ("Stunde", "Stunden"),
    "day": ("Tag", "Tage"),
    "year": ("Jahr", "Jahre"),
    "hectare": ("Hektar", "Hektar"),
    "parsec": ("Parsec", "Parsec"),
    "angstrom": ("Ångström", "Ångström"),
    "barn": ("Barn", "Barn"),
    "bar": ("Bar", "Bar"),
    "atmosphere": ("Atmosphäre", "Atmosphären"),
    "torr": ("Torr", "Torr"),
    "calorie": ("Kalorie", "Kalorien"),
    "erg": ("Erg", "Erg"),
    "dyne": ("Dyn", "Dyn"),
    "oersted": ("Oersted", "Oersted"),
    "poise": ("Poise", "Poise"),
    "curie": ("Curie", "Curie"),
    "debye": ("Debye", "Debye"),
    "byte": ("Byte", "Byte"),
    "bit": ("Bit", "Bit"),
    "bel": ("Bel", "Bel"),
    "neper": ("Neper", "Neper"),
    "knot": ("Knoten", "Knoten"),
    "mile": ("Meile", "Meilen"),
    "yard": ("Yard", "Yard"),
    "pound": ("Pfund", "Pfund"),
    "ounce": ("Unze", "Unzen"),
    "gallon": ("Gallone", "Gallonen"),
    "degree": ("Grad", "Grad"),
    "revolution": ("Umdrehung", "Umdrehungen"),
    "micron": ("Mikron", "Mikron"),
    "euro": ("Euro", "Euro"),
    "dollar": ("Dollar", "Dollar"),
    "bohr": ("Bohr", "Bohr"),
    "hartree": ("Hartree", "Hartree"),
    "hertz": ("Hertz", "Hertz"),
    "siemens": ("Siemens", "Siemens"),
    "lux": ("Lux", "Lux"),
    "gauss": ("Gauß", "Gauß"),
    "stokes": ("Stokes", "Stokes"),
    "henry": ("Henry", "Henry"),
    "inch": ("Zoll", "Zoll"),
    "foot": ("Fuß", "Fuß"),
    "degreeCelsius": ("Grad Celsius", "Grad Celsius"),
    "degreeFahrenheit": ("Grad Fahrenheit", "Grad Fahrenheit"),
    "arcminute": ("Bogenminute", "Bogenminuten"),
    "arcsecond": ("Bogensekunde", "Bogensekunden"),
    "percent": ("Prozent", "Prozent"),
    "astronomicalunit": ("Astronomische Einheit", "Astronomische Einheiten"),
    "atomicmassunit": ("Atomare Masseneinheit", "Atomare Masseneinheiten"),
    "lightyear": ("Lichtjahr", "Lichtjahre"),
    "nauticalmile": ("Seemeile", "Seemeilen"),
    "mmHg": ("Millimeter Quecksilbersäule", "Millimeter Quecksilbersäule"),
    "molar": ("Molar", "Molar"),
    "wattHour": ("Wattstunde", "Wattstunden"),
    "ampereHour": ("Amperestunde", "Amperestunden"),
    "bitPerSecond": ("Bit pro Sekunde", "Bit pro Sekunde"),
    "milePerHour": ("Meile pro Stunde", "Meilen pro Stunde"),
    "kilometerPerHour": ("Kilometer pro Stunde", "Kilometer pro Stunde"),
    "decibelMilliwatt": ("Dezibel Milliwatt", "Dezibel Milliwatt"),
    "poundForce": ("Pfund Kraft", "Pfund Kraft"),
    "psi": ("Pfund pro Quadratzoll", "Pfund pro Quadratzoll"),
    "horsepower": ("Pferdestärke", "Pferdestärken"),
    "btu": ("Britische Wärmeeinheit", "Britische Wärmeeinheiten"),
    "rpm": ("Umdrehung pro Minute", "Umdrehungen pro Minute"),
    "ppm": ("Teil pro Million", "Teile pro Million"),
    "ppb": ("Teil pro Milliarde", "Teile pro Milliarde"),
    "clight": ("Lichtgeschwindigkeit", "Lichtgeschwindigkeiten"),
    "electronmass": ("Elektronenmasse", "Elektronenmassen"),
    "elementarycharge": ("Elementarladung", "Elementarladungen"),
    "planckbar": ("reduziertes Plancksches Wirkungsquantum", "reduzierte Plancksche Wirkungsquanten"),
}
# Units of length, whose square and cube are words of their own.
_LENGTHS = frozenset(["meter", "inch", "foot", "yard", "mile"])
_RAISED_LENGTHS = {"2": "Quadrat", "3": "Kubik"}


def units(parts: list[tuple[str, str, str]], several: bool) -> str:
    """The words of units: prefix, unit and power each; what is divided by comes after "pro".

    >>> units([("kilo", "meter", ""), ("", "hour", "-1")], True)
    'Kilometer pro Stunde'
    >>> units([("centi", "meter", "2")], True), units([("", "second", "")], False)
    ('Quadratzentimeter', 'Sekunde')
    """
    above = [part for part in parts if not part[2].startswith("-")]
    words = [_unit(*part, several and i == len(above) - 1) for i, part in enumerate(above)]
    words += [f"{PER} {_unit(prefix, unit, power[1:], False)}" for prefix, unit, power in parts if power[:1] == "-"]
    return " ".join(words)


def _unit(prefix: str, unit: str, power: str, several: bool) -> str:
    words = UNITS.get(unit, (unit, unit))[several]
    before = PREFIXES.get(prefix, prefix)
    if unit in _LENGTHS and power in _RAISED_LENGTHS:
        before, power = _RAISED_LENGTHS[power] + before.lower(), ""
    if before:
        words = before + words[:1].lower() + words[1:]
    if power in ("", "1"):
        return words
    return f"{words} Quadrat" if power == "2" else f"{words} hoch {power}"
