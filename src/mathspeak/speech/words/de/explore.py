"""The words that `ms explore` and other walks through a formula say about its parts, in German."""

from __future__ import annotations

# Marks over and under letters.
NAMES = {
    "hat": "Dach",
    "bar": "Balken",
    "tilde": "Tilde",
    "vec": "Pfeil",
    "dot": "Punkt",
    "ddot": "zwei Punkte",
    "dddot": "drei Punkte",
    "ddddot": "vier Punkte",
    "acute": "Akut",
    "grave": "Gravis",
    "breve": "Breve",
    "check": "Hatschek",
    "ring": "Ring",
    "underline": "Unterstrich",
    "undertilde": "Tilde darunter",
    "overrightarrow": "Pfeil nach rechts",
    "overleftarrow": "Pfeil nach links",
    "overleftrightarrow": "Doppelpfeil",
    "underrightarrow": "Pfeil nach rechts darunter",
    "underleftarrow": "Pfeil nach links darunter",
    "underleftrightarrow": "Doppelpfeil darunter",
    "overdoublearrow": "dicker Pfeil",
    "overrightharpoon": "Harpune nach rechts",
    "overleftharpoon": "Harpune nach links",
    "overbrace": "Klammer darüber",
    "underbrace": "Klammer darunter",
    "overbracket": "eckige Klammer darüber",
    "underbracket": "eckige Klammer darunter",
    "overparen": "Bogen darüber",
    "underparen": "Bogen darunter",
    "overgroup": "Gruppe darüber",
    "undergroup": "Gruppe darunter",
}

# What a part is of the thing around it; {n} is its place among the parts of its sort.
ROLES = {
    "whole": "die ganze Formel",
    "numerator": "Zähler",
    "denominator": "Nenner",
    "top": "oberer Teil",
    "bottom": "unterer Teil",
    "index": "Wurzelexponent",
    "inside": "Inneres",
    "base": "Basis",
    "exponent": "Exponent",
    "superscript": "Hochgestelltes",
    "subscript": "Index",
    "pre superscript": "vorn Hochgestelltes",
    "pre subscript": "vorn Tiefgestelltes",
    "lower limit": "untere Grenze",
    "upper limit": "obere Grenze",
    "range": "Bereich",
    "over": "darüber",
    "under": "darunter",
    "left side": "linke Seite",
    "right side": "rechte Seite",
    "side": "Seite {n}",
    "term": "Summand {n}",
    "factor": "Faktor {n}",
    "element": "Element {n}",
    "operand": "Operand {n}",
    "part": "Teil {n}",
    "sign": "Zeichen",
    "operator": "Operator",
    "operated": "Rumpf",
    "row": "Zeile {n}",
    "line": "Formelzeile {n}",
    "case": "Fall {n}",
    "cell": "Zeile {row} Spalte {column} von {rows} mal {columns}",
    "column": "Spalte {n}",
    "entry": "Eintrag {n}",
    "value": "Wert",
    "condition": "Bedingung",
    "number tag": "Formelnummer",
    "formula": "Formel",
    "struck for": "neuer Wert",
    "number": "Zahl",
    "unit": "Einheit",
    "argument": "Argument",
    "function": "Funktion",
    "order": "Ordnung",
    "variable": "Variable {n}",
    "order of variable": "Ordnung der Variablen {n}",
    "lower end": "unteres Ende",
    "upper end": "oberes Ende",
    "elements": "Elemente",
    "from": "von",
    "to": "bis",
    "at": "an der Stelle",
    "state": "Zustand {n}",
    "whole part": "ganzer Teil",
    "fraction part": "Bruchteil",
}

# What a part is: alone, with an article, and as what something belongs to; {n} is how many parts it has.
KINDS = {
    "letter": ("Buchstabe", "ein Buchstabe", "des Buchstabens"),
    "digits": ("Zahl", "eine Zahl", "der Zahl"),
    "symbol": ("Zeichen", "ein Zeichen", "des Zeichens"),
    "name": ("Name", "ein Name", "des Namens"),
    "text": ("Text", "ein Text", "des Textes"),
    "empty": ("nichts", "nichts", "von nichts"),
    "list": ("Liste aus {n} Elementen", "eine Liste aus {n} Elementen", "der Liste aus {n} Elementen"),
    "equation": ("Gleichung", "eine Gleichung", "der Gleichung"),
    "relation": ("Relation", "eine Relation", "der Relation"),
    "chain": ("Kette aus {n} Seiten", "eine Kette aus {n} Seiten", "der Kette aus {n} Seiten"),
    "arrow": ("Pfeil", "ein Pfeil", "des Pfeils"),
    "sum": ("Summe aus {n} Summanden", "eine Summe aus {n} Summanden", "der Summe aus {n} Summanden"),
    "operation": (
        "Verknüpfung von {n} Operanden",
        "eine Verknüpfung von {n} Operanden",
        "der Verknüpfung von {n} Operanden",
    ),
    "product": ("Produkt aus {n} Faktoren", "ein Produkt aus {n} Faktoren", "des Produkts aus {n} Faktoren"),
    "signed": ("Ausdruck mit Vorzeichen", "ein Ausdruck mit Vorzeichen", "des Ausdrucks mit Vorzeichen"),
    "large operator": ("großer Operator", "ein großer Operator", "des großen Operators"),
    "row": ("Ausdruck aus {n} Teilen", "ein Ausdruck aus {n} Teilen", "des Ausdrucks aus {n} Teilen"),
    "fraction": ("Bruch", "ein Bruch", "des Bruchs"),
    "stacked": ("Stapel", "ein Stapel", "des Stapels"),
    "binomial": ("Binomialkoeffizient", "ein Binomialkoeffizient", "des Binomialkoeffizienten"),
    "square root": ("Quadratwurzel", "eine Quadratwurzel", "der Quadratwurzel"),
    "root": ("Wurzel", "eine Wurzel", "der Wurzel"),
    "power": ("Potenz", "eine Potenz", "der Potenz"),
    "indexed": ("Ausdruck mit Index", "ein Ausdruck mit Index", "des Ausdrucks mit Index"),
    "limits": ("Operator mit Grenzen", "ein Operator mit Grenzen", "des Operators mit Grenzen"),
    "primed": ("Ausdruck mit Strich", "ein Ausdruck mit Strich", "des Ausdrucks mit Strich"),
    "scripts": ("Ausdruck mit Indizes", "ein Ausdruck mit Indizes", "des Ausdrucks mit Indizes"),
    "over and under": ("Ausdruck mit Beschriftung", "ein Ausdruck mit Beschriftung", "des Ausdrucks mit Beschriftung"),
    "accent": ("Ausdruck mit Akzent", "ein Ausdruck mit Akzent", "des Ausdrucks mit Akzent"),
    "matrix": ("{rows} mal {columns} Matrix", "eine {rows} mal {columns} Matrix", "der {rows} mal {columns} Matrix"),
    "array": ("{rows} mal {columns} Tabelle", "eine {rows} mal {columns} Tabelle", "der {rows} mal {columns} Tabelle"),
    "cases": ("{n} Fälle", "{n} Fälle", "von {n} Fällen"),
    "lines": ("{n} Formelzeilen", "{n} Formelzeilen", "von {n} Formelzeilen"),
    "table row": ("Zeile aus {n} Zellen", "eine Zeile aus {n} Zellen", "der Zeile aus {n} Zellen"),
    "case": ("Fall", "ein Fall", "des Falls"),
    "vector": ("Vektor aus {n} Einträgen", "ein Vektor aus {n} Einträgen", "des Vektors aus {n} Einträgen"),
    "enclosure": ("markierter Ausdruck", "ein markierter Ausdruck", "des markierten Ausdrucks"),
    "numbered": ("nummerierte Formel", "eine nummerierte Formel", "der nummerierten Formel"),
    "quantity": ("Größe", "eine Größe", "der Größe"),
    "chemical": ("chemische Formel", "eine chemische Formel", "der chemischen Formel"),
    "command": ("Befehl", "ein Befehl", "des Befehls"),
    "call": ("Funktionswert", "ein Funktionswert", "des Funktionswerts"),
    "derivative": ("Ableitung", "eine Ableitung", "der Ableitung"),
    "differential": ("Differential", "ein Differential", "des Differentials"),
    "sided": ("einseitiger Grenzwert", "ein einseitiger Grenzwert", "des einseitigen Grenzwerts"),
    "absolute": ("Betrag", "ein Betrag", "des Betrags"),
    "norm": ("Norm", "eine Norm", "der Norm"),
    "determinant": ("Determinante", "eine Determinante", "der Determinante"),
    "size": ("Anzahl", "eine Anzahl", "der Anzahl"),
    "floor": ("Abrundung", "eine Abrundung", "der Abrundung"),
    "ceiling": ("Aufrundung", "eine Aufrundung", "der Aufrundung"),
    "interval": ("Intervall", "ein Intervall", "des Intervalls"),
    "set": ("Menge", "eine Menge", "der Menge"),
    "sequence": ("Folge", "eine Folge", "der Folge"),
    "evaluation": ("Auswertung", "eine Auswertung", "der Auswertung"),
    "braket": ("Klammer aus Zuständen", "eine Klammer aus Zuständen", "der Klammer aus Zuständen"),
    "mixed number": ("gemischte Zahl", "eine gemischte Zahl", "der gemischten Zahl"),
    "ordinal": ("Ordnungszahl", "eine Ordnungszahl", "der Ordnungszahl"),
    "other": ("Ausdruck", "ein Ausdruck", "des Ausdrucks"),
}

# What stands between delimiters, by the opening one.
IN_DELIMITERS = {
    "lparen": "{} in runden Klammern",
    "lbrack": "{} in eckigen Klammern",
    "lbrace": "{} in geschweiften Klammern",
    "langle": "{} in spitzen Klammern",
    "vert": "{} zwischen Strichen",
    "lvert": "{} zwischen Strichen",
    "": "{}",
}
IN_OTHER_DELIMITERS = "{} in Klammern"

# How big a part is, by its kind: the names in braces are roles. All stand in the nominative, so that they fit anywhere.
SUMMARIES = {
    "fraction": "Bruch: oben {numerator}, unten {denominator}",
    "stacked": "Stapel: oben {top}, unten {bottom}",
    "binomial": "Binomialkoeffizient: oben {top}, unten {bottom}",
    "square root": "Quadratwurzel: {inside}",
    "root": "Wurzel: {inside}, Wurzelexponent {index}",
    "power": "Potenz: Basis {base}, Exponent {exponent}",
    "indexed": "{base}, Index {subscript}",
    "equation": "Gleichung: links {left side}, rechts {right side}",
    "relation": "Relation: links {left side}, rechts {right side}",
    "arrow": "Pfeil: links {left side}, rechts {right side}",
    "large operator": "{operator}, angewandt: {operated}",
}
SUMMARY = "{kind}: {parts}"
# One sign, and several; one level, and several.
SIGNS = ("{n} Zeichen", "{n} Zeichen")
LEVELS = ("{n} Ebene", "{n} Ebenen")
AND_MORE = "{n} weitere"

# Between a part's role and its words, between members of a list, and between two places of a path.
LABELLED = "{role}: {words}"
LIST = ", "
PATH = ", "

# Spelling
CAPITAL = "groß"
SPACE = "Leerzeichen"
PRIME = "Strich"
EMPTY = "leer"
CHARACTERS = {" ": "Leerzeichen", ".": "Punkt", ",": "Komma", "-": "Bindestrich"}

# What is said when a key leads nowhere, and when something is set.
NO_PARTS = "keine Teile darin"
AT_THE_WHOLE = "das ist die ganze Formel"
AT_THE_FIRST = "das ist der erste Teil"
AT_THE_LAST = "das ist der letzte Teil"
NO_TABLE = "das steht in keiner Tabelle"
FIRST_ROW = "das ist die erste Zeile"
LAST_ROW = "das ist die letzte Zeile"
FIRST_COLUMN = "das ist die erste Spalte"
LAST_COLUMN = "das ist die letzte Spalte"
MARKED = "Marke {n} ist hier"
NO_MARKER = "es gibt keine Marke {n}"
STYLE = "Stil {name}"
VERBOSITY = "Ausführlichkeit {name}"
ONLY_STYLE = "es gibt keinen anderen Stil"
