"""Characters whose shape says more than their letter: styled alphabets, raised and lowered characters, fractions."""

from __future__ import annotations

ALPHABETS = (
    "bold",
    "",
    "bold-italic",
    "script",
    "bold-script",
    "fraktur",
    "double-struck",
    "bold-fraktur",
    "sans",
    "sans-bold",
    "sans-italic",
    "sans-bold-italic",
    "mono",
)
GREEK_ALPHABETS = ("bold", "", "bold-italic", "sans-bold", "sans-bold-italic")
DIGIT_STYLES = ("bold", "double-struck", "sans", "sans-bold", "mono")

LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"
FIRST_LATIN, AFTER_LATIN = 0x1D400, 0x1D6A4
FIRST_GREEK, AFTER_GREEK = 0x1D6A8, 0x1D7CA
FIRST_DIGIT, AFTER_DIGITS = 0x1D7CE, 0x1D800

# Styled letters that had a place in Unicode before the alphabets came; the alphabets leave their own places empty.
LETTERLIKE: dict[str, tuple[str, str]] = {
    "ℎ": ("h", ""),
    "ℬ": ("B", "script"),
    "ℰ": ("E", "script"),
    "ℱ": ("F", "script"),
    "ℋ": ("H", "script"),
    "ℐ": ("I", "script"),
    "ℒ": ("L", "script"),
    "ℳ": ("M", "script"),
    "ℛ": ("R", "script"),
    "ℯ": ("e", "script"),
    "ℊ": ("g", "script"),
    "ℴ": ("o", "script"),
    "ℭ": ("C", "fraktur"),
    "ℌ": ("H", "fraktur"),
    "ℑ": ("I", "fraktur"),
    "ℜ": ("R", "fraktur"),
    "ℨ": ("Z", "fraktur"),
    "ℂ": ("C", "double-struck"),
    "ℍ": ("H", "double-struck"),
    "ℕ": ("N", "double-struck"),
    "ℙ": ("P", "double-struck"),
    "ℚ": ("Q", "double-struck"),
    "ℝ": ("R", "double-struck"),
    "ℤ": ("Z", "double-struck"),
    "ℼ": ("π", "double-struck"),
    "ℽ": ("γ", "double-struck"),
    "ℾ": ("Γ", "double-struck"),
    "ℿ": ("Π", "double-struck"),
    "ⅅ": ("D", "double-struck"),
    "ⅆ": ("d", "double-struck"),
    "ⅇ": ("e", "double-struck"),
    "ⅈ": ("i", "double-struck"),
    "ⅉ": ("j", "double-struck"),
    "\U0001d7ca": ("Ϝ", "bold"),
    "\U0001d7cb": ("ϝ", "bold"),
}
EMPTY = frozenset(
    [
        *(0x1D455, 0x1D49D, 0x1D4A0, 0x1D4A1, 0x1D4A3, 0x1D4A4, 0x1D4A7, 0x1D4A8, 0x1D4AD, 0x1D4BA, 0x1D4BC, 0x1D4C4),
        *(0x1D506, 0x1D50B, 0x1D50C, 0x1D515, 0x1D51D, 0x1D53A, 0x1D53F, 0x1D545, 0x1D547, 0x1D548, 0x1D549, 0x1D551),
    ]
)


def ALPHANUMERIC(char: str) -> tuple[str, str] | None:
    """The plain letter or digit behind a styled character, and its font ("" for plain mathematical italic).

    >>> ALPHANUMERIC("ℝ"), ALPHANUMERIC("𝒗"), ALPHANUMERIC("𝛼"), ALPHANUMERIC("x")
    (('R', 'double-struck'), ('v', 'bold-italic'), ('α', ''), None)
    """
    code = ord(char)
    if code < FIRST_LATIN:
        return LETTERLIKE.get(char)
    if code < AFTER_LATIN:
        style, place = divmod(code - FIRST_LATIN, len(LATIN))
        return None if code in EMPTY else (LATIN[place], ALPHABETS[style])
    if FIRST_GREEK <= code < AFTER_GREEK:
        style, place = divmod(code - FIRST_GREEK, len(GREEK))
        return GREEK[place], GREEK_ALPHABETS[style]
    if FIRST_DIGIT <= code < AFTER_DIGITS:
        style, digit = divmod(code - FIRST_DIGIT, 10)
        return str(digit), DIGIT_STYLES[style]
    return LETTERLIKE.get(char)


SUPERSCRIPTS: dict[str, str] = dict(
    zip(
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
        strict=True,
    )
)
SUBSCRIPTS: dict[str, str] = dict(
    zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", "0123456789+-=()aehijklmnoprstuvxβγρφχ", strict=True)
)
FRACTIONS: dict[str, tuple[str, str]] = {
    "½": ("1", "2"),
    "⅓": ("1", "3"),
    "⅔": ("2", "3"),
    "¼": ("1", "4"),
    "¾": ("3", "4"),
    "⅕": ("1", "5"),
    "⅖": ("2", "5"),
    "⅗": ("3", "5"),
    "⅘": ("4", "5"),
    "⅙": ("1", "6"),
    "⅚": ("5", "6"),
    "⅐": ("1", "7"),
    "⅛": ("1", "8"),
    "⅜": ("3", "8"),
    "⅝": ("5", "8"),
    "⅞": ("7", "8"),
    "⅑": ("1", "9"),
    "⅒": ("1", "10"),
    "↉": ("0", "3"),
}
PRIMES: dict[str, int] = {"'": 1, "’": 1, "′": 1, "″": 2, "‴": 3, "⁗": 4}
