"""Units and prefixes by what is written for them: ``siunitx``'s commands, and the letters that print."""

from __future__ import annotations

_PREFIXES = (
    "quecto ronto yocto zepto atto femto pico nano micro milli centi deci deca hecto kilo mega giga tera peta exa "
    "zetta yotta ronna quetta kibi mebi gibi tebi pebi exbi zebi yobi"
)
PREFIX_COMMANDS = {**{name: name for name in _PREFIXES.split()}, "deka": "deca"}
PREFIXES = {
    "q": "quecto",
    "r": "ronto",
    "y": "yocto",
    "z": "zepto",
    "a": "atto",
    "f": "femto",
    "p": "pico",
    "n": "nano",
    "u": "micro",
    "µ": "micro",
    "μ": "micro",
    "m": "milli",
    "c": "centi",
    "d": "deci",
    "da": "deca",
    "h": "hecto",
    "k": "kilo",
    "M": "mega",
    "G": "giga",
    "T": "tera",
    "P": "peta",
    "E": "exa",
    "Z": "zetta",
    "Y": "yotta",
    "R": "ronna",
    "Q": "quetta",
    "Ki": "kibi",
    "Mi": "mebi",
    "Gi": "gibi",
    "Ti": "tebi",
    "Pi": "pebi",
}
# What prints for a unit -> the unit, and the prefixes that it is seen with.
WRITTEN: dict[str, tuple[str, str]] = {
    "m": ("meter", "a f p n u µ μ m c d h k M G"),
    "g": ("gram", "f p n u µ μ m c d k M"),
    "s": ("second", "a f p n u µ μ m"),
    "A": ("ampere", "f p n u µ μ m k M"),
    "K": ("kelvin", "n u µ μ m k"),
    "mol": ("mole", "f p n u µ μ m k"),
    "cd": ("candela", "m"),
    "Hz": ("hertz", "m k M G T P"),
    "N": ("newton", "n u µ μ m k M G"),
    "Pa": ("pascal", "u µ μ m h k M G T"),
    "J": ("joule", "f p n u µ μ m k M G T P E"),
    "W": ("watt", "f p n u µ μ m k M G T P"),
    "C": ("coulomb", "f p n u µ μ m k"),
    "V": ("volt", "n u µ μ m k M G"),
    "F": ("farad", "f p n u µ μ m"),
    "Ω": ("ohm", "n u µ μ m k M G"),
    "ohm": ("ohm", "m k M G"),
    "S": ("siemens", "n u µ μ m k"),
    "Wb": ("weber", "u µ μ m"),
    "T": ("tesla", "f p n u µ μ m k"),
    "H": ("henry", "f p n u µ μ m"),
    "lm": ("lumen", "m k"),
    "lx": ("lux", "m k"),
    "Bq": ("becquerel", "m k M G T P"),
    "Gy": ("gray", "u µ μ m k"),
    "Sv": ("sievert", "n u µ μ m"),
    "kat": ("katal", "n u µ μ m"),
    "rad": ("radian", "n u µ μ m"),
    "sr": ("steradian", "u µ μ m"),
    "eV": ("electronvolt", "n u µ μ m k M G T P"),
    "L": ("liter", "n u µ μ m c d h"),
    "l": ("liter", "n u µ μ m c d h"),
    "t": ("tonne", "k M G"),
    "u": ("atomicmassunit", ""),
    "amu": ("atomicmassunit", ""),
    "Da": ("dalton", "k M"),
    "min": ("minute", ""),
    "h": ("hour", ""),
    "hr": ("hour", ""),
    "d": ("day", ""),
    "yr": ("year", "k M G"),
    "ha": ("hectare", ""),
    "au": ("astronomicalunit", ""),
    "ua": ("astronomicalunit", ""),
    "ly": ("lightyear", "k M"),
    "pc": ("parsec", "k M G"),
    "Å": ("angstrom", ""),
    "b": ("barn", "f p n u µ μ m k"),
    "bar": ("bar", "u µ μ m k"),
    "atm": ("atmosphere", ""),
    "mmHg": ("mmHg", ""),
    "Torr": ("torr", "m"),
    "cal": ("calorie", "k"),
    "Cal": ("calorie", ""),
    "erg": ("erg", ""),
    "dyn": ("dyne", ""),
    "G": ("gauss", "m k M"),
    "Oe": ("oersted", "k"),
    "P": ("poise", "c m"),
    "St": ("stokes", "c"),
    "Ci": ("curie", "n u µ μ m"),
    "D": ("debye", ""),
    "M": ("molar", "f p n u µ μ m"),
    "B": ("byte", "k M G T P Ki Mi Gi Ti Pi"),
    "bit": ("bit", "k M G T Ki Mi Gi Ti"),
    "bps": ("bitPerSecond", "k M G T"),
    "dBm": ("decibelMilliwatt", ""),
    "Np": ("neper", ""),
    "Wh": ("wattHour", "m k M G T"),
    "Ah": ("ampereHour", "m k"),
    "kn": ("knot", ""),
    "nmi": ("nauticalmile", ""),
    "in": ("inch", ""),
    "ft": ("foot", ""),
    "yd": ("yard", ""),
    "mi": ("mile", ""),
    "mph": ("milePerHour", ""),
    "kph": ("kilometerPerHour", ""),
    "lb": ("pound", ""),
    "lbs": ("pound", ""),
    "lbf": ("poundForce", ""),
    "oz": ("ounce", ""),
    "gal": ("gallon", ""),
    "psi": ("psi", ""),
    "hp": ("horsepower", ""),
    "Btu": ("btu", ""),
    "rpm": ("rpm", ""),
    "rev": ("revolution", ""),
    "ppm": ("ppm", ""),
    "ppb": ("ppb", ""),
    "deg": ("degree", ""),
    "arcmin": ("arcminute", ""),
    "arcsec": ("arcsecond", "m u µ μ"),
    "sec": ("second", ""),
    "°C": ("degreeCelsius", ""),
    "°F": ("degreeFahrenheit", ""),
    "°": ("degree", ""),
    "%": ("percent", ""),
    "'": ("arcminute", ""),
    "''": ("arcsecond", ""),
}


def _abbreviations() -> dict[str, tuple[str, str]]:
    found = {
        prefix + letters: (PREFIXES[prefix], unit)
        for letters, (unit, prefixes) in WRITTEN.items()
        for prefix in prefixes.split()
    }
    found.update({letters: ("", unit) for letters, (unit, _) in WRITTEN.items()})
    return found | {"kWh": ("kilo", "wattHour"), "as": ("atto", "second"), "dB": ("deci", "bel")}


# Upright letters -> (prefix, unit): what "km" in a formula can mean. A unit of its own wins over a prefixed one.
ABBREVIATIONS = _abbreviations()

_COMMANDS = (
    "ampere candela kelvin meter mole second becquerel degreeCelsius coulomb farad gram gray hertz henry joule "
    "katal lumen lux newton ohm pascal radian siemens sievert steradian tesla volt watt weber "
    "astronomicalunit atomicmassunit bel dalton day degree electronvolt hectare hour liter arcminute "
    "minute arcsecond neper tonne percent bar angstrom barn knot mmHg nauticalmile bohr clight electronmass "
    "elementarycharge hartree planckbar bit byte parsec lightyear year atmosphere calorie gauss torr inch foot "
    "mile pound revolution molar"
)
UNIT_COMMANDS: dict[str, tuple[str, str]] = {
    **{name: ("", name) for name in _COMMANDS.split()},
    "metre": ("", "meter"),
    "litre": ("", "liter"),
    "kilogram": ("kilo", "gram"),
    "celsius": ("", "degreeCelsius"),
    "decibel": ("deci", "bel"),
    "au": ("", "astronomicalunit"),
    "micron": ("", "micron"),
    "rpm": ("", "rpm"),
    "ppm": ("", "ppm"),
    "psi": ("", "psi"),
    "euro": ("", "euro"),
    "EUR": ("", "euro"),
    "USD": ("", "dollar"),
}
