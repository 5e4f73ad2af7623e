"""The languages that a document can name, and the few words that LaTeX itself prints in each."""

from __future__ import annotations

# Names of babel and polyglossia, and the tag of each.
TAGS = {
    **dict.fromkeys("english".split(), "en"),
    **dict.fromkeys("american usenglish USenglish us".split(), "en-US"),
    **dict.fromkeys("british ukenglish UKenglish uk".split(), "en-GB"),
    **dict.fromkeys("german ngerman germanb".split(), "de"),
    **dict.fromkeys("austrian naustrian".split(), "de-AT"),
    **dict.fromkeys("swissgerman nswissgerman swiss".split(), "de-CH"),
    **dict.fromkeys("french francais frenchb acadian canadien".split(), "fr"),
    **dict.fromkeys("spanish castilian".split(), "es"),
    "italian": "it",
    "dutch": "nl",
    **dict.fromkeys("portuguese portuges".split(), "pt"),
    **dict.fromkeys("brazilian brazil portuguesebrazil".split(), "pt-BR"),
    "polish": "pl",
    "czech": "cs",
    "russian": "ru",
    "swedish": "sv",
    "danish": "da",
    **dict.fromkeys("norsk nynorsk norwegian".split(), "no"),
    "finnish": "fi",
    "hungarian": "hu",
    "magyar": "hu",
    "turkish": "tr",
    "greek": "el",
    "catalan": "ca",
    "romanian": "ro",
    "ukrainian": "uk",
    "croatian": "hr",
    "slovak": "sk",
    **dict.fromkeys("slovene slovenian".split(), "sl"),
}
_NAMES = {
    "en": ("Proof", "Abstract", "References", "Bibliography", "Algorithm"),
    "de": ("Beweis", "Zusammenfassung", "Literatur", "Literaturverzeichnis", "Algorithmus"),
    "fr": ("Démonstration", "Résumé", "Références", "Bibliographie", "Algorithme"),
    "es": ("Demostración", "Resumen", "Referencias", "Bibliografía", "Algoritmo"),
    "it": ("Dimostrazione", "Sommario", "Riferimenti bibliografici", "Bibliografia", "Algoritmo"),
    "nl": ("Bewijs", "Samenvatting", "Referenties", "Bibliografie", "Algoritme"),
    "pt": ("Demonstração", "Resumo", "Referências", "Bibliografia", "Algoritmo"),
}
_THINGS = ("proof", "abstract", "references", "bibliography", "algorithm")
_AND = {"en": " and ", "de": " und ", "fr": " et ", "es": " y ", "it": " e ", "nl": " en ", "pt": " e "}
_QUOTES = {"de": ("„", "“"), "fr": ("« ", " »"), "es": ("«", "»"), "it": ("«", "»"), "pt": ("“", "”")}
_DOLLARS = {"de": ("Dollar", "Dollar"), "es": ("dólar", "dólares"), "it": ("dollaro", "dollari")}


def name_of(thing: str, language: str) -> str:
    """What LaTeX prints for a thing in a language.

    >>> name_of("proof", "de-AT"), name_of("proof", "fi")
    ('Beweis', 'Proof')
    """
    return _NAMES.get(language[:2], _NAMES["en"])[_THINGS.index(thing)]


def conjunction(language: str) -> str:
    return _AND.get(language[:2], " and " if not language else ", ")


def quotes(language: str) -> tuple[str, str]:
    return _QUOTES.get(language[:2], ("“", "”"))


def dollars(language: str) -> tuple[str, str]:
    return _DOLLARS.get(language[:2], ("dollar", "dollars"))
