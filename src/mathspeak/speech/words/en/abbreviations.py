"""How the short forms of English prose are said, and what tells where its sentences begin and end.

A short form in lower case stands for its capitalised one too. Blanks may stand after its inner full stops.
"""

from __future__ import annotations

from mathspeak.speech.words.en.numbers import ordinal

NAMES = {
    "a.a.": "almost all",
    "a.e.": "almost everywhere",
    "a.k.a.": "also known as",
    "a.s.": "almost surely",
    "approx.": "approximately",
    "c.f.": "compare",
    "ca.": "about",
    "cf.": "compare",
    "cont.": "continued",
    "Dr.": "Doctor",
    "e.g.": "for example",
    "eg.": "for example",
    "et al.": "and others",
    "etc.": "et cetera",
    "i.e.": "that is",
    "ie.": "that is",
    "i.i.d.": "independent and identically distributed",
    "iff": "if and only if",
    "l.h.s.": "left-hand side",
    "Mr.": "Mister",
    "Mrs.": "Missis",
    "Prof.": "Professor",
    "q.e.d.": "which was to be shown",
    "Q.E.D.": "which was to be shown",
    "r.h.s.": "right-hand side",
    "resp.": "respectively",
    "s.t.": "such that",
    "viz.": "namely",
    "vs.": "versus",
    "w.l.o.g.": "without loss of generality",
    "w.r.t.": "with respect to",
    "WLOG": "without loss of generality",
}
# Said in full only where a number, a single letter or a reference follows.
BEFORE_NUMBERS = {
    "alg.": "algorithm",
    "App.": "appendix",
    "ch.": "chapter",
    "chap.": "chapter",
    "Cor.": "corollary",
    "Def.": "definition",
    "Defs.": "definitions",
    "eq.": "equation",
    "eqn.": "equation",
    "eqns.": "equations",
    "eqs.": "equations",
    "fig.": "figure",
    "figs.": "figures",
    "Lem.": "lemma",
    "No.": "number",
    "Nos.": "numbers",
    "p.": "page",
    "pp.": "pages",
    "Prop.": "proposition",
    "Props.": "propositions",
    "ref.": "reference",
    "refs.": "references",
    "Rem.": "remark",
    "sec.": "section",
    "sect.": "section",
    "secs.": "sections",
    "tab.": "table",
    "Thm.": "theorem",
    "Thms.": "theorems",
    "vol.": "volume",
    "vols.": "volumes",
    "§": "section",
    "§§": "sections",
}
# Short forms that can be the last word of a sentence.
ENDING = frozenset(["a.e.", "a.s.", "et al.", "etc.", "i.i.d.", "q.e.d.", "Q.E.D.", "l.h.s.", "r.h.s."])
# Short forms that stay as they are and end no sentence.
STANDING = frozenset("Ex. Exs. Ed. ed. eds. Jr. Sr. St. Ms. op. cit. loc. trans. Univ. Dept. Inc. Ltd. Co.".split())
# Words that begin a sentence where a single letter or a number may have ended the one before.
STARTERS = frozenset(
    """
    A After All Also Although An And Another Any Are As Assume At Because Both But By Can Clearly Compute Conversely
    Consider Define Denote Do Does Each Either Every Finally Find First For From Further Furthermore Given Hence Here
    How However I If In Indeed Is It Its Let Likewise Look Many Moreover Most Next No Not Note Notice Now Observe Of On
    Once One Only Or Otherwise Our Prove Recall Second Show Similarly Since So Some Such Suppose Take That The Their
    Then There Therefore These They This Those Three Thus To Two Under Use Using We What When Where Whether Which While
    Who Why With Without Write You Your
    """.split()
)
# Words after which a number is known for what it is.
NAMING = frozenset(
    """
    equation equations eq eqs eqn eqns formula formulas formulae identity identities inequality inequalities relation
    relations system expression expressions theorem theorems thm thms lemma lemmas lemmata lem proposition propositions
    prop props corollary corollaries cor definition definitions def defs remark remarks rem example examples ex exercise
    exercises problem problems question questions claim claims fact facts case cases step steps rule rules axiom axioms
    condition conditions property properties assumption assumptions hypothesis conjecture proof part parts chapter
    chapters chap ch section sections sec secs subsection paragraph appendix app figure figures fig figs diagram table
    tables tab algorithm algorithms alg listing line lines item items point points statement statements footnote note
    notes page pages p pp number numbers no row rows column columns reference references ref refs lecture sheet § §§
    """.split()
)
# Two numbers with one of these between them are of one kind.
JOINING = frozenset([",", "and", "or", "to", "through", "–", "-", "&", ", and", ", or", "and to"])
# Words that are not said twice where prose ends with one and a formula begins with it.
ARTICLES = frozenset(["the", "is", "are"])
# Words that a pointer to literature is a part of the sentence after; elsewhere it stands apart.
CITING = frozenset(
    "after and as at by cf compare consult e.g for from following in or see that to via with also on of".split()
)
# How the sign between two sizes is said, and the words before which two factors are sizes; one word more can stand
# between, but for these.
BY = "by"
SIZED = frozenset("matrix matrices array arrays grid grids vector vectors table tables block blocks image".split())
NOT_BETWEEN = frozenset("a an and are as by for from in is of on or the to with".split())
# Words of prose after which a relation goes without "is": "let x > 0", "for every n > 1".
TERSE_AFTER = frozenset(
    """
    a all an any at by choose consider each every exist exists find fix for given let no of pick some take the to with
    """.split()
)
# After a comma, where a long sentence can be drawn a breath.
CLAUSES = frozenset(
    """
    although and as because but for hence if or since so such that then therefore though thus unless where whereas which
    while who whose with
    """.split()
)
# Signs that stand in prose, by what is said of them. What is not here and no letter is left to the voice.
SIGNS = {
    "%": "percent",
    "&": "and",
    "+": "plus",
    "±": "plus or minus",
    "−": "minus",
    "=": "equals",
    "<": "less than",
    ">": "greater than",
    "²": "squared",
    "³": "cubed",
    "°": "degrees",
    "@": "at",
    "×": "times",
    "©": "copyright",
    "™": "trademark",
}
SIGNS_OF_NUMBERS = {"#": "number", "~": "about"}
CURRENCIES = {"$": ("dollar", "dollars"), "€": ("euro", "euros"), "£": ("pound", "pounds")}
# What one number and what several are of.
OF_RANGES = {
    "page": "pages",
    "section": "sections",
    "chapter": "chapters",
    "equation": "equations",
    "theorem": "theorems",
}
LINK = "a link to {host}"

# What follows a number or a formula and makes a place in a row of it.
ORDINAL_ENDINGS = {"st": "-st", "nd": "-nd", "rd": "-rd", "th": "-th", "ths": "-ths"}
# 1st to 99th in words, as they are written.
PLACES_IN_A_ROW = {
    f"{n}{'th' if 10 < n < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}": ordinal(n) for n in range(1, 100)
}
