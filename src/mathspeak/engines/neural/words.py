"""How the neural voice is told to say what it would say wrongly, in the phonemes of its model.

Its own lexicon has most words. What it does not have it guesses from the spelling, and the guesses are good for
names of people and bad for the words of mathematics; a test keeps that no word of ours is guessed at.
"""

from __future__ import annotations

LETTERS = {
    "a": "ˈA",
    "b": "bˈi",
    "c": "sˈi",
    "d": "dˈi",
    "e": "ˈi",
    "f": "ˈɛf",
    "g": "ʤˈi",
    "h": "ˈAʧ",
    "i": "ˈI",
    "j": "ʤˈA",
    "k": "kˈA",
    "l": "ˈɛl",
    "m": "ˈɛm",
    "n": "ˈɛn",
    "o": "ˈO",
    "p": "pˈi",
    "q": "kjˈu",
    "r": "ˈɑɹ",
    "s": "ˈɛs",
    "t": "tˈi",
    "u": "jˈu",
    "v": "vˈi",
    "w": "dˈʌbᵊlju",
    "x": "ˈɛks",
    "y": "wˈI",
    "z": "zˈi",
}

# Words of mathematics, without accents and in small letters.
_WORDS = """
ae ˈA ˈi
antiderivative ˌæntidəɹˈɪvəTɪv
arccos ˈɑɹk kˈOs
arccosh ˈɑɹk kˈɑʃ
arccot ˈɑɹk kˈɑt
arccsc ˈɑɹk kOsˈik
arcosh ˈɑɹ kˈɑʃ
arcsec ˈɑɹk sˈik
arcsin ˈɑɹk sˈIn
arcsinh ˈɑɹk sˈɪnʧ
arctan ˈɑɹk tˈæn
arctanh ˈɑɹk tˈænʧ
arg ˈɑɹɡ
argmax ˈɑɹɡ mˈæks
argmin ˈɑɹɡ mˈɪn
arsinh ˈɑɹ sˈɪnʧ
artanh ˈɑɹ tˈænʧ
beth bˈɛθ
braket bɹˈækət
caron kˈæɹən
codomain kˌOdOmˈAn
cokernel kˈOkˌɜɹnᵊl
colim kˈOlˌɪm
colimit kˈOlˌɪmət
commutative kəmjˈuTəTɪv
coproduct kˈOpɹˌɑdʌkt
cosech kˈOsˌɛʧ
cosh kˈɑʃ
coth kˈɑθ
cov kˈOv
crossout kɹˈɔs ˈWt
csch kˈOsˌɛʧ
daleth dˈɑləθ
diag dˈIæɡ
dotless dˈɑtləs
downdiagonalstrike dˌWn dIˈæɡənᵊl stɹˈIk
endscripts ˈɛnd skɹˈɪpts
eng ˈɛŋ
esssup ˈɛs sˈʌp
essinf ˈɛs ˈɪnf
foo fˈu
gcd ʤˌi sˌi dˈi
gimel ɡˈɪmᵊl
guillemet ɡˈɪləmˌɛt
hcf ˌAʧ sˌi ˈɛf
hom hˈɑm
homothetic hˌOməθˈɛTɪk
homotopy həmˈɑTəpi
iff ˈɪf ænd ˈOnli ˈɪf
inf ˈɪnf
infimum ˈɪnfəməm
inj ˈɪnʤ
intercal ˈɪntəɹkˌæl
ket kˈɛt
latex lˈAtˌɛk
lcm ˌɛl sˌi ˈɛm
lim lˈɪm
liminf lˈɪm ˈɪnf
limsup lˈɪm sˈʌp
ln ˌɛl ˈɛn
mille mˈɪl
mol mˈOl
monospace mˈɑnOspˌAs
multimap mˈʌltimˌæp
multiplied mˈʌltəplˌId
multiset mˈʌltisˌɛt
nd ˌɛn dˈi
nullity nˈʌləTi
numero nˈuməɹˌO
oe ˈO ˈi
overbar ˈOvəɹbˌɑɹ
overbracket ˈOvəɹbɹˌækət
overgroup ˈOvəɹɡɹˌup
overscript ˈOvəɹskɹˌɪpt
overtilde ˈOvəɹtˌɪldə
pr pˌi ˈɑɹ
preimage pɹˈiˌɪmɪʤ
proj pɹˈɑʤ
rd ˌɑɹ dˈi
sech sˈɛʧ
semidirect sˌɛmidəɹˈɛkt
sgn sˈIn
sinh sˈɪnʧ
softmax sˈɔftmˌæks
st ˌɛs tˈi
supremum supɹˈiməm
tanh tˈænʧ
tex tˈɛk
th ˌti ˈAʧ
underbar ˈʌndəɹbˌɑɹ
underbrace ˈʌndəɹbɹˌAs
underbracket ˈʌndəɹbɹˌækət
undergroup ˈʌndəɹɡɹˌup
updiagonalstrike ˌʌp dIˈæɡənᵊl stɹˈIk
wlog wɪðˌWt lˈɔs ʌv ʤˌɛnəɹˈæləTi
wrt wɪð ɹəspˈɛkt tu
xi ksˈI
xor ˈɛks ˈɔɹ
"""

_NAMES = """
bolzano bOltsˈɑnO
cauchy kOʃˈi
chebyshev ʧˈɛbɪʃˌɛf
cholesky ʃəlˈɛski
dirichlet dˌɪɹɪʃlˈA
erdos ˈɛɹdɪʃ
euler ˈYləɹ
eulerian Ylˈɪɹiən
fermat fɛɹmˈɑ
fourier fˈʊɹiˌA
frobenius fɹObˈiniəs
galois ɡælwˈɑ
gibbs ɡˈɪbz
hausdorff hˈWsdˌɔɹf
hermite ɛɹmˈit
hopital ˌOpitˈɑl
ito ˈitO
kolmogorov kˌɔlməɡˈɔɹəf
krylov kɹˈilɔf
kutta kˈʊTə
l'hopital lˌOpitˈɑl
lagrange ləɡɹˈɑnʤ
laplace ləplˈɑs
laurent lɔɹˈɑn
lebesgue ləbˈɛɡ
legendre ləʒˈɑndɹə
leibniz lˈIbnɪts
liouville ljˈuvɪl
lipschitz lˈɪpʃɪts
minkowski mɪŋkˈɔfski
mobius mˈObiəs
noether nˈɜɹTəɹ
poincare pwˌæŋkɑɹˈA
poisson pwɑsˈɔn
ramanujan ɹəmˈɑnuʤən
runge ɹˈʊŋə
tychonoff tˈɪkənˌɔf
urysohn jˈʊɹəsˌOn
viterbi vɪtˈɛɹbi
weierstrass vˈIəɹʃtɹˌɑs
zermelo zɛɹmˈAlO
"""

PRONUNCIATIONS: dict[str, str] = dict(line.split(" ", 1) for line in f"{_WORDS}{_NAMES}".split("\n") if line)

# What is written short in prose; with a capital letter only what is written so.
ABBREVIATIONS = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "et cetera",
    "cf.": "compare",
    "vs.": "versus",
    "resp.": "respectively",
    "approx.": "approximately",
    "w.r.t.": "with respect to",
    "s.t.": "such that",
    "w.l.o.g.": "without loss of generality",
    "a.e.": "almost everywhere",
    "a.s.": "almost surely",
    "al.": "al",
    "Dr.": "Doctor",
    "Prof.": "Professor",
    "Mr.": "Mister",
    "Mrs.": "Missis",
    "St.": "Saint",
    "Fig.": "Figure",
    "Figs.": "Figures",
    "Eq.": "Equation",
    "Eqs.": "Equations",
    "Sec.": "Section",
    "Ch.": "Chapter",
    "Thm.": "Theorem",
    "Prop.": "Proposition",
    "Cor.": "Corollary",
    "Lem.": "Lemma",
    "Def.": "Definition",
    "Ex.": "Example",
    "Vol.": "Volume",
    "pp.": "pages",
}
# What stands before a number of four digits that is a year.
BEFORE_YEARS = frozenset(
    "In in Since since Until until During during circa year January February March April May June July August "
    "September October November December".split()
)
