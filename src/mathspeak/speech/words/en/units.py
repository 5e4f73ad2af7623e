"""English words of units, prefixes and what stands between them; keys as the reader gives them."""

from __future__ import annotations

PER = "per"
_PREFIXES = (
    "quecto ronto yocto zepto atto femto pico nano micro milli centi deci deca hecto kilo mega giga tera peta exa "
    "zetta yotta ronna quetta kibi mebi gibi tebi pebi exbi zebi yobi"
)
PREFIXES = {name: name for name in _PREFIXES.split()}
# Units whose plural takes an s.
_REGULAR = (
    "meter gram second ampere kelvin mole candela newton pascal joule watt coulomb volt farad ohm weber tesla lumen "
    "becquerel gray sievert katal radian steradian electronvolt liter tonne dalton minute hour day year hectare parsec "
    "angstrom barn bar atmosphere torr calorie erg dyne oersted poise curie debye byte bit bel neper knot mile yard "
    "pound ounce gallon degree revolution micron euro dollar bohr hartree"
)
# Unit -> one of them, several of them.
UNITS: dict[str, tuple[str, str]] = {
    **{name: (name, f"{name}s") for name in _REGULAR.split()},
    "hertz": ("hertz", "hertz"),
    "siemens": ("siemens", "siemens"),
    "lux": ("lux", "lux"),
    "gauss": ("gauss", "gauss"),
    "stokes": ("stokes", "stokes"),
    "henry": ("henry", "henries"),
    "inch": ("inch", "inches"),
    "foot": ("foot", "feet"),
    "electronvolt": ("electron volt", "electron volts"),
    "degreeCelsius": ("degree Celsius", "degrees Celsius"),
    "degreeFahrenheit": ("degree Fahrenheit", "degrees Fahrenheit"),
    "arcminute": ("arc minute", "arc minutes"),
    "arcsecond": ("arc second", "arc seconds"),
    "percent": ("percent", "percent"),
    "astronomicalunit": ("astronomical unit", "astronomical units"),
    "atomicmassunit": ("atomic mass unit", "atomic mass units"),
    "lightyear": ("light year", "light years"),
    "nauticalmile": ("nautical mile", "nautical miles"),
    "mmHg": ("millimeter of mercury", "millimeters of mercury"),
    "molar": ("molar", "molar"),
    "wattHour": ("watt hour", "watt hours"),
    "ampereHour": ("ampere hour", "ampere hours"),
    "bitPerSecond": ("bit per second", "bits per second"),
    "milePerHour": ("mile per hour", "miles per hour"),
    "kilometerPerHour": ("kilometer per hour", "kilometers per hour"),
    "decibelMilliwatt": ("decibel milliwatt", "decibel milliwatts"),
    "poundForce": ("pound force", "pounds force"),
    "psi": ("pound per square inch", "pounds per square inch"),
    "horsepower": ("horsepower", "horsepower"),
    "btu": ("British thermal unit", "British thermal units"),
    "rpm": ("revolution per minute", "revolutions per minute"),
    "ppm": ("part per million", "parts per million"),
    "ppb": ("part per billion", "parts per billion"),
    "clight": ("speed of light", "speeds of light"),
    "electronmass": ("electron mass", "electron masses"),
    "elementarycharge": ("elementary charge", "elementary charges"),
    "planckbar": ("reduced Planck constant", "reduced Planck constants"),
}
