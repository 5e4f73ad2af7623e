"""How the short forms of German prose are said, and what tells where its sentences begin and end.

A short form in lower case stands for its capitalised one too. Blanks may stand after its inner full stops.
"""

from __future__ import annotations

NAMES = {
    "bzgl.": "bezüglich",
    "bzw.": "beziehungsweise",
    "ca.": "circa",
    "d.h.": "das heißt",
    "d.i.": "das ist",
    "Dr.": "Doktor",
    "einschl.": "einschließlich",
    "et al.": "und andere",
    "etc.": "et cetera",
    "evtl.": "eventuell",
    "f.a.": "für alle",
    "f.s.": "fast sicher",
    "f.ü.": "fast überall",
    "gdw.": "genau dann, wenn",
    "ggf.": "gegebenenfalls",
    "i.A.": "im Allgemeinen",
    "i.Allg.": "im Allgemeinen",
    "i.d.R.": "in der Regel",
    "inkl.": "inklusive",
    "insb.": "insbesondere",
    "l.S.": "linke Seite",
    "m.a.W.": "mit anderen Worten",
    "o.B.d.A.": "ohne Beschränkung der Allgemeinheit",
    "o.E.": "ohne Einschränkung",
    "OBdA": "ohne Beschränkung der Allgemeinheit",
    "o.E.d.A.": "ohne Einschränkung der Allgemeinheit",
    "Prof.": "Professor",
    "q.e.d.": "was zu zeigen war",
    "r.S.": "rechte Seite",
    "s.d.": "sodass",
    "s.o.": "siehe oben",
    "s.u.": "siehe unten",
    "u.a.": "unter anderem",
    "u.d.N.": "unter der Nebenbedingung",
    "u.U.": "unter Umständen",
    "usf.": "und so fort",
    "usw.": "und so weiter",
    "vgl.": "vergleiche",
    "w.z.b.w.": "was zu beweisen war",
    "z.B.": "zum Beispiel",
    "z.T.": "zum Teil",
    "z.Z.": "zu zeigen",
    "zzgl.": "zuzüglich",
}
# Said in full only where a number, a single letter or a reference follows.
BEFORE_NUMBERS = {
    "Abb.": "Abbildung",
    "Abbn.": "Abbildungen",
    "Abschn.": "Abschnitt",
    "Alg.": "Algorithmus",
    "Aufg.": "Aufgabe",
    "Bd.": "Band",
    "Bem.": "Bemerkung",
    "Bsp.": "Beispiel",
    "Def.": "Definition",
    "Fig.": "Figur",
    "Gl.": "Gleichung",
    "Gln.": "Gleichungen",
    "Kap.": "Kapitel",
    "Kor.": "Korollar",
    "Lem.": "Lemma",
    "Nr.": "Nummer",
    "Nrn.": "Nummern",
    "Prop.": "Proposition",
    "S.": "Seite",
    "Tab.": "Tabelle",
    "Thm.": "Theorem",
    "vol.": "Band",
    "§": "Paragraph",
    "§§": "Paragraphen",
}
# Short forms that can be the last word of a sentence.
ENDING = frozenset(["et al.", *"etc. f.s. f.ü. l.S. q.e.d. r.S. s.o. s.u. usf. usw. w.z.b.w.".split()])
# Short forms that stay as they are and end no sentence.
STANDING = frozenset("Fa. Hr. Fr. Frl. Hrsg. hrsg. St. Str. Tel. Univ. Aufl. sog. max. min. Jh. geb. lat.".split())
# Words that begin a sentence where a single letter or a number may have ended the one before.
STARTERS = frozenset(
    """
    Aber Alle Allerdings Als Also Am An Analog Andernfalls Angenommen Auch Auf Aus Außerdem Bei Beide Beim Berechne
    Betrachte Beweise Bezeichne Bezeichnet Da Dabei Dadurch Daher Damit Danach Dann Daraus Darum Das Dass Dazu Denn
    Dennoch Der Deren Des Deshalb Dessen Die Dies Diese Diesem Diesen Dieser Dieses Doch Dort Durch Ein Eine Einem Einen
    Einer Eines Er Ergibt Erst Es Ferner Finde Folglich Für Gegeben Genau Gibt Gilt Hat Hier Hierbei Ich Ihre Im In
    Insbesondere Ist Jede Jeder Jedes Jedoch Kann Man Mit Nach Nicht Nun Nur Ob Obwohl Oder Ohne Schließlich Sei Seien
    Seine Setze Sie Sind So Somit Sonst Sowohl Umgekehrt Und Unter Von Vor Wann Warum Was Wegen Weil Weiter Weiterhin
    Welche Wenn Wer Werden Wie Wir Wird Wo Zeige Zu Zuerst Zum Zunächst Zur Zwischen
    """.split()
)
# Words after which a number is known for what it is.
NAMING = frozenset(
    """
    gleichung gleichungen gl gln formel formeln identität ungleichung ungleichungen beziehung relation system
    ausdruck theorem theoreme theorems thm satz satzes sätze sätzen hauptsatz lemma lemmas lemmata hilfssatz
    proposition propositionen prop korollar korollare kor folgerung definition definitionen def bemerkung
    bemerkungen bem beispiel beispiele bsp aufgabe aufgaben übung übungen problem frage fragen behauptung
    behauptungen aussage aussagen fall fälle schritt schritte schritten regel regeln axiom axiome bedingung
    bedingungen eigenschaft eigenschaften annahme annahmen voraussetzung vermutung beweis teil teile teilen kapitel
    kapiteln kap abschnitt abschnitte abschnitten abschn unterabschnitt paragraph anhang abbildung abbildungen abb
    bild diagramm tabelle tabellen tab algorithmus alg listing zeile zeilen spalte spalten punkt punkte punkten
    fußnote anmerkung seite seiten s nummer nummern nr nrn literatur quelle vorlesung blatt § §§
    """.split()
)
# Two numbers with one of these between them are of one kind.
JOINING = frozenset([",", "und", "oder", "bis", "–", "-", "&", "sowie"])
# Words that are not said twice where prose ends with one and a formula begins with it.
ARTICLES = frozenset(["der", "die", "das", "dem", "den", "ist", "sind"])
# Words that a pointer to literature is a part of the sentence after; elsewhere it stands apart.
CITING = frozenset("aus bei bis in laut mit nach oder siehe und vergleiche vgl von zu auch auf gemäß".split())
# How the sign between two sizes is said, and the words before which two factors are sizes; one word more can stand
# between, but for these.
BY = "mal"
SIZED = frozenset("matrix matrizen tabelle tabellen gitter block blöcke".split())
NOT_BETWEEN = frozenset("aus das dem den der die ein eine für in ist mit oder und von zu".split())
# Words of prose after which a relation goes without "ist": "sei x > 0", "für alle n > 1".
TERSE_AFTER = frozenset(
    """
    alle allen aller bei betrachte betrachten das dem den der des die ein eine einem einen einer eines existiert
    existieren fixiere für gegeben gibt jede jedem jeden jeder jedes kein keine mit sei seien setze von wähle wählen
    """.split()
)
# After a comma, where a long sentence can be drawn a breath.
CLAUSES = frozenset(
    """
    aber also da damit dann das dass denn der deren dessen die falls indem nachdem ob obwohl oder ohne sobald sodass
    sondern sowie sowohl und um während weil welche welcher welches wenn wie wo wobei wodurch womit
    """.split()
)
# Signs that stand in prose, by what is said of them. What is not here and no letter is left to the voice.
SIGNS = {
    "%": "Prozent",
    "&": "und",
    "+": "plus",
    "±": "plus minus",
    "−": "minus",
    "=": "gleich",
    "<": "kleiner als",
    ">": "größer als",
    "²": "Quadrat",
    "³": "hoch drei",
    "°": "Grad",
    "@": "at",
    "×": "mal",
    "©": "Copyright",
    "™": "Trademark",
}
SIGNS_OF_NUMBERS = {"#": "Nummer", "~": "etwa"}
CURRENCIES = {"$": ("Dollar", "Dollar"), "€": ("Euro", "Euro"), "£": ("Pfund", "Pfund")}
# What one number and what several are of.
OF_RANGES = {"Seite": "Seiten", "Abschnitt": "Abschnitte", "Gleichung": "Gleichungen", "Abbildung": "Abbildungen"}
LINK = "ein Link zu {host}"

# What follows a number or a formula and makes a place in a row of it.
ORDINAL_ENDINGS = {ending: f"-{ending}" for ending in "te ten ter tes tem ste sten ster stes stem".split()}
# German writes places in a row with a full stop and says them by case and gender: they are left to the voice.
PLACES_IN_A_ROW: dict[str, str] = {}
