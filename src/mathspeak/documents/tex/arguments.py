r"""Commands that print nothing of their own: what they take, and which of it is text that is read on.

In a specification "*" is a star, "o" an option in brackets and "m" an argument, all passed over, "d" the slides in
angle brackets, and "t" an argument that is text and stays.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from mathspeak.documents.tex.reader import Reader
    from mathspeak.documents.tex.sources import Region

_NAMES = {
    # How letters, lines and pages look.
    "": """rmfamily sffamily ttfamily mdseries bfseries upshape itshape slshape scshape normalfont em rm sf tt bf it sl
        sc tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge boldmath unboldmath selectfont
        centering raggedright raggedleft justifying RaggedRight RaggedLeft Centering noindent indent sloppy fussy
        frenchspacing nonfrenchspacing obeylines singlespacing onehalfspacing doublespacing newpage clearpage
        cleardoublepage break nobreak allowbreak goodbreak relax null leavevmode vfill vfil vss
        smallskip medskip bigskip smallbreak medbreak bigbreak ignorespaces ignorespacesafterend unskip
        tableofcontents listoffigures listoftables listoftheorems lstlistoflistings listofalgorithms printindex
        makeindex printglossary printglossaries makeglossaries onecolumn frontmatter mainmatter backmatter flushbottom
        raggedbottom protect strut phantomsection expandafter noexpand csname endcsname FloatBarrier appendixpage qed
        qedhere displaystyle textstyle scriptstyle nonumber notag pause rowfont arraybackslash columnbreak normalem
        nointerlineskip offinterlineskip nofiles balance blindtext beginL endL beginR endR
        quitvmode printnomenclature makenomenclature immediate""",
    "o": """allowdisplaybreaks displaybreak lipsum pagebreak nopagebreak nolinebreak twocolumn addlinespace
        listoftodos linenumbers printacronyms""",
    "m": """pagestyle thispagestyle pagenumbering bibliographystyle hypersetup geometry graphicspath includeonly
        glossary hyphenation lstset tikzset pgfplotsset usetikzlibrary usepgfplotslibrary sisetup setbeamercovered
        vphantom
        hphantom phantom newlength newsavebox linespread fontfamily fontseries fontshape urlstyle microtypesetup
        setstretch bookmarksetup allsectionsfont sectionfont subsectionfont chapterfont tcbuselibrary tcbset mdfsetup
        nocite DeclareGraphicsExtensions markright addbibresource KOMAoptions ExecuteBibliographyOptions email orcid
        keywords AtEndDocument forestset mathtoolsset ctexset titlegraphic logo subject publishers curraddr urladdr
        correspondingauthor addvspace enlargethispage
        shorthandoff shorthandon typeout message usebox useasboundingbox dedicatory""",
    "*m": "vspace",
    "om": """color pagecolor captionsetup usetheme usecolortheme usefonttheme useinnertheme useoutertheme index sindex
        todo missingfigure rhead lhead chead rfoot lfoot cfoot fancyhead fancyfoot fancyhf ohead ihead ofoot ifoot
        subjclass ProvidesPackage ProvidesClass ProvidesFile NeedsTeXFormat address affil institute affiliation note
        cellcolor columncolor arrayrulecolor rowcolor""",
    "*mmm": "rowcolors",
    "mm": """setlength addtolength settowidth settoheight settodepth markboth fancypagestyle setkomafont addtokomafont
        lstdefinestyle newglossaryentry DeclareUnicodeCharacter addtocontents setbeamersize setbeamerfont setbeamercolor
        pgfmathsetmacro AfterEndEnvironment BeforeBeginEnvironment AtBeginEnvironment AtEndEnvironment fontsize
        DeclareCaptionFormat DeclareCaptionLabelFormat newunicodechar DeclareGraphicsRule PassOptionsToPackage
        PassOptionsToClass""",
    "omm": "rule setmainfont setsansfont setmonofont setmathfont newfontfamily pdfbookmark DeclareFieldFormat",
    "mom": "lstdefinelanguage colorlet",
    "ommm": "newacronym",
    "mmm": "addcontentsline definecolor providecolor crefformat Crefformat crefrangeformat specialrule",
    "mmo": "DeclareMathAlphabet",
    "mmmm": "DeclareMathSymbol apptocmd pretocmd crefmultiformat Crefmultiformat",
    "mmmmm": "SetMathAlphabet DeclareSymbolFont SetSymbolFont patchcmd",
    "mmmmmm": "DeclareFontShape",
    "mmmmmmmmm": "newtheoremstyle",
    "*mommmmo": "titleformat",
    "*mmmmo": "titlespacing",
    # What is text and stays.
    "t": """emph textbf textit textsl textsc textrm textsf textup textmd textnormal textlf texttt underline uline uwave
        sout mbox hbox vbox vtop fbox text textsuperscript textsubscript MakeUppercase MakeLowercase uppercase lowercase
        MakeTextUppercase MakeTextLowercase centerline leftline rightline llap rlap smash boxed hl st ul so strong code
        file package cmd env term AtBeginDocument AtEndOfPackage textcircled nohyphens frame tcbhighmath""",
    "dt": "alert only onslide uncover visible structure",
    "dm": "invisible",
    "dtm": "alt",
    "mt": "hypertarget hyperlink foreignlanguage textlang adjustbox sbox",
    "omt": "textcolor colorbox rotatebox",
    "ommt": "fcolorbox",
    "*mmt": "resizebox",
    "mot": "scalebox",
    "moot": "raisebox",
    "oot": "makebox framebox dashbox",
    "ooomt": "parbox",
    "tm": "texorpdfstring pdftooltip",
    "ot": "shortstack makecell rotcell thead tcbox",
    "omomot": "multirow",
}


def read(reader: Reader, name: str, start: int) -> None:
    """Take what a command takes; its text is read on where it stands."""
    read_spec(reader, SPECS[name], start)


def read_spec(reader: Reader, spec: str, start: int) -> None:
    mouth = reader.mouth
    texts: list[Region] = []
    for sign in spec:
        if sign == "*":
            mouth.take("*")
        elif sign == "o":
            mouth.option()
        elif sign == "m":
            mouth.argument()
        elif sign == "d":
            mouth.overlay()
        else:
            texts.append(mouth.argument())
    for text in reversed(texts):
        reader.read_next(text)


def _spec_by_name() -> dict[str, str]:
    specs: dict[str, str] = {}
    for spec, names in _NAMES.items():
        for name in names.split():
            if name in specs:
                raise ValueError(f"\\{name} has two specifications")
            specs[name] = spec
    return specs


SPECS = _spec_by_name()
COMMANDS: dict[str, Callable[[Reader, str, int], None]] = dict.fromkeys(SPECS, read)
