"""Make `known_words.txt` and `seldom_words.txt` from the corpora that the shipped model may be trained on.

    python -m classifier.text.make_known_words PATH/TO/train.csv.gz seeds/comments.jsonl

Words are kept for the number of comments they are in, under a permissive or share-alike licence; no text is.
Rare words count where they are forms of others, and slips and disguises of offensive words do not.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from classifier.errors import BadInput
from classifier.text.steps.hidden_words import hidden_words, is_hidden_word
from classifier.text.vocabulary import SELDOM, WORDS

_LICENCES = ("P", "SA")
_TOKEN = re.compile(r"(?<![\w@#/.:'’-])[a-z]+(?![\w@/]|\.\w|['’-]\w)")

# A word is in this many comments; or in any, if it is a form of a word that is in more. Of those of three
# letters, most are initials, or pieces of words.
_OFTEN, _STEM_OFTEN, _SHORT_OFTEN = 3, 5, 25
_NO_VOWEL_OFTEN = 20  # the others are abbreviations
_SHORTEST, _LONGEST = 3, 20  # of one or two letters are only those that are listed below
_ENDINGS = [
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "ers",
    "or",
    "ors",
    "ly",
    "est",
    "ness",
    "ment",
    "ments",
    "ion",
    "ions",
    "al",
    "ally",
    "able",
    "ful",
    "less",
    "ish",
    "y",
    "ity",
    "ism",
    "ist",
    "ists",
    "ize",
    "ized",
    "ise",
    "ised",
]
_DRAWN_OUT = re.compile(r"(.)\1\1|(..)\2\2")
_VOWEL = re.compile(r"[aeiouy]")

# A slip is this much rarer than the offensive word it is one edit away from.
_RARER = 10
_SELDOM = 10
_MAY_LOSE_A_LETTER = 5
# Ordinary words for all that: the shortest, what stands before the apostrophe of "don't" and its like, and
# words that are one slip away from an offensive one.
_ORDINARY = """
a i am an as at be by do go ha he hi ho if in is it me mm mr ms my no of oh ok on or so to uh um un up us we
ya yo tv uk eu pm dr vs ain aren couldn didn doesn don hadn hasn haven isn mustn needn shan shouldn wasn weren
wouldn
ace ado age aid ail aim air ale all amp and ant any ape apt arc are ark arm art ash ask ate awe axe bad bag
ban bar bat bay bed bee beg bet bib bid big bin bit bow box boy bra bud bug bun bus but buy bye cab can cap
car cat cod cop cot cow cry cub cue cup cut dab dad dam day den dew did die dig dim din dip doe dog dot dry
due dug dye ear eat ebb eel egg ego elf elk elm end era eve eye fan far fax fed fee few fig fin fit fix flu
fly foe fog for fox fry fun fur gap gas gel gem get gig gin god got gum gun gut guy gym had ham has hat hay
hem hen her hey hid him hip his hit hop hot how hub hue hug hum hut ice icy ill ink inn ion its ivy jab jam
jar jaw jet jig job jog joy jug key kid kin kit lab lad lap law lay leg let lid lie lip lit log lot low mad
man map mat may men met mix mob mom mop mud mug mum nap net new nip nod nor not now nun nut oak oar odd off
oil old one orb ore our out owe owl own pad pal pan pat paw pay pea pen pet pie pin pit ply pod pop pot pro
pub pun pup put rag ram ran rap raw ray red rib rid rig rim rip rob rod row rub rug rum run rye sad sap sat
saw say sea see set sew she shy sin sip sir sit six ski sky sly sob son soy spa spy sub sue sum sun tab tag
tan tap tar tax tea ten the tie tin tip toe ton too top toy try tub tug two urn use van vet via vow wag war
was wax way web wed wet who why wig win wit woe won wow yam yap yen yes yet you zap zen zip zoo
abid afrikans ager agin ailing aint ammon amul anais angled animais animas annals anormal apathetic aped
arent ares armer asexual asks asser assha aster asus ater attac backs bager bagger bard barm bart bass
basses bastar batch batt baying bench bent bers bias bigger birch blaspheme bobs bogs bollox bombe bonnet
boobi boody boos boros bors botch botched botching bragg brash brate bratz brew brunch buggery bum bumbo
bump bumpin bumps bums bung bunk bunt buse bused buses bush busing bust busting butch butches buts callus
canker cankers cant capes capping card carp cass ceat charmed chim chip chit chked choas chomp chomped
chomps chore chores chucks chum chums chup cips clis clon clos coad coast cocky cok coked colon colons colt
comme commis cook cooks coot coots copse cork corks cost couldnt count counts county court crape crash cray
creamed creaming creams cree crepes crewed crib crine crud crypt cuddy cuse cushing cute cypher cyphers dan
deck decks demente didnt digger dike dikes dime dimes dings disc disk ditch dock docks doer doesnt dokey
dont doozy dots douce downing dozzy draggin drapes drat drek drogo droned droning drons drow drownings drum
drums drying dub duce dumme dummes dump dumps duple dyes egoist egoists emils entitle entitles evils expl
fangs faso fats faty felt flag flags flim flix flock folk foo foop foos fork frag frau freal funk gamons
garage gary gash gashes gasses geeze gita goad goones goss grape grapes gray grays grimm grit grits grunt
hadnt hallow halted halter hamed hames har haram harem harin haring hasnt haste hatter hatters haut havent
heaters heats hebe hebes hed heeps hell here heres hes hink hire hitch hitted hoard hokey hole holes hones
honies hoop hoot hooters hoots hopes horde hos hose hoses hots hove huggin hunt hunts hurst idea ideal ideas
idiom idioms idol idols ike ikke ilegal ilegales ills im inanities inanity inbreed indias inky inset invades
iper irty islander isnt itch itches itd itll ive jerky jigger kick kicky kidnappers kille kiln knot kock kok
kramer krass krebs krush kunt kunts lacey lacklustre lacks lair lairs lames lana lander lard lars laser
lasers lass lathe lather lave lawful leach lebo leche les lets ling liras loath loather lobs loones loop
loops loos loose looser lose lossy louy luam lugs lunge lunges malu malus mamer mami manc mancs mange manged
manger mani manics maus megalomania midge mils miming miners minge mises misser moan moans moneys monke mons
mooc mooh moon moonat moons moor moors mormon mormonism mormons morn mornings moro moroni muddle mulla
mullas mustnt naal nagger naught nawk nd neandertal neandertals neednt nero neter nigel niger niggard niggle
niggled niggling nips nivel nobo nobs noce noncs nones nots nuttery nuttier nymph offen omen ores orge
paddle paddles pain paint pais pane panes pansy parc parias paty pedal pedals pedestal peds penal pens perch
perjure perjured perms pershing petar phon pick picks pikes pimple pines pining pins pint pipers pitch
poisson pollack pollacks pono pooing poopy popo potto puck pucks pud puds pump pumps punchy punt pus
pussycat quis rae ragga ragging raid ramped ramping rapid rapids rapped rapper rappers rapping rapt rase
rash ratt ravin rd reaping reedy reined repaid repel reskin retarde retch retched retching revile ricks
rigid rigidly rine ripe ripples rooling rope roped rubin rudder rudders ruddy rue ruine runt rute sack
sagging salk salt salve samed samos sank sapper sash sass savers sayers scam scams scan scarce scare score
scrap scrappy screed screwy scrounge scrounged scrounging scruff sdist sear seared searing seep seer seme
serm shaker shakers shallows shed shell shep shes shift shifter shifters ship shirt shoe shoed shoes shooed
shore shot shots shouldnt shucks shut sic sill silt silts sine sips sitch skill skilled skim slacks slain
slat slats slaw slick slim sloop slot slots sluice slum slums smar sneaker snigger sniggers snit snoot snore
soiled sont sook soot sore space spam spasm speck speers spice spices spie spies spike spine spooge st stash
stave stel stig stole stranges strats stuck stunt suna tabbed tais tarp tarps tars tata tawny terps th
thatll thats theres theyd theyll theyre theyve tick tilts tink tinks toll tolling tolls toon toons tortuous
tots trach tramping tras trid trigger tron trust tryst tuck tugs tumors tuple tuples twas twice twig
twitches uglies ults ur urie vaginal vani vape veil vicky viel viens villa villas ville violet waco waddle
waddles wahed waisted wako wale wan wane wanke wanken want wanto warder wasnt well were werent weve whacky
whatd whats where wheres whinny whitest whits whod whoes whole whos wining wont woop woops wore wouldnt
wrath yall yoke yokes youd youll youre youve zaps zucker
"""

# Other spellings of offensive words, which corpora have often enough.
_NOT_ORDINARY = """
basterds faggit faggoting faggy faggyness figger fucced fuccin fuccing fuckem fucken fuckinger fukking
hosers idioters idiotism idiotness ignorancy lezbian moslim muslimism muslimists muslum muthafucka niggering
niggerism niggerize niggy oppresser pussyed rediculous retardness shotty studid stupidism stupidist wiggas
"""


def comments(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the texts and topics that may be counted: never a comment that is kept for tests."""
    for path in paths:
        if path.suffix == ".jsonl":
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                if row["split"] != "test":
                    yield row["text"]
        else:
            with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    if row["lic"] in _LICENCES:
                        yield row["text"]
                        yield row["context"]


def count(texts: Iterable[str]) -> Counter[str]:
    """Return in how many different texts each word is."""
    counts: Counter[str] = Counter()
    for text in set(texts):
        counts.update(set(_TOKEN.findall(text.lower())))
    return counts


def choose(counts: Mapping[str, int]) -> set[str]:
    """Return the ordinary words among those counted."""
    chosen = {word for word, times in counts.items() if _is_word(word, times) and _is_frequent(word, counts)}
    chosen -= {word for word in chosen if _is_slip(word, counts)} | set(_NOT_ORDINARY.split())
    return chosen | set(_ORDINARY.split())


def _is_word(word: str, times: int) -> bool:
    if not _SHORTEST <= len(word) <= _LONGEST or _DRAWN_OUT.search(word):
        return False
    return _VOWEL.search(word) is not None or times >= _NO_VOWEL_OFTEN


def _is_frequent(word: str, counts: Mapping[str, int]) -> bool:
    if len(word) == _SHORTEST:
        return counts[word] >= _SHORT_OFTEN
    if counts[word] >= _OFTEN:
        return True
    return any(counts.get(stem, 0) >= _STEM_OFTEN for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    """Yield what may stand before an ending of `word`: carr(y)ied, mak(e)ing, stop(p)ed."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        yield stem
        yield stem + "e"
        if stem[-1] == "i":
            yield stem[:-1] + "y"
        if stem[-1] == stem[-2]:
            yield stem[:-1]


def _is_slip(word: str, counts: Mapping[str, int]) -> bool:
    """Say whether one letter is lost, doubled or swapped in a far more frequent offensive word."""
    if is_hidden_word(word):
        return False
    far_more = counts[word] * _RARER
    return any(counts.get(other, 0) >= far_more and is_hidden_word(other) for other in _one_slip_away(word))


def _one_slip_away(word: str) -> Iterator[str]:
    yield from _with_one_more(word)
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def _with_one_more(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        for letter in "abcdefghijklmnopqrstuvwxyz":
            yield word[:at] + letter + word[at:]


def choose_seldom(words: set[str], counts: Mapping[str, int]) -> set[str]:
    """Return the ordinary words that are far rarer than an offensive one of the same slips."""
    seldom = set()
    for offensive in hidden_words():
        most = counts.get(offensive, 0) // _RARER
        for at in range(1, len(offensive) if len(offensive) >= _MAY_LOSE_A_LETTER else 0):
            readings = words.intersection(_with_one_more(offensive[:at] + offensive[at + 1 :]))
            seldom |= {word for word in readings if counts.get(word, 0) <= min(most, _SELDOM)}
    return seldom - hidden_words()


def main(arguments: list[str]) -> None:
    """Write the lists that the package reads."""
    if not arguments:
        raise BadInput("give the corpora to count words in", where="make_known_words")
    counts = count(comments(map(Path, arguments)))
    words = choose(counts)
    for path, chosen in ((WORDS, words), (SELDOM, choose_seldom(words, counts))):
        path.write_text("".join(f"{word}\n" for word in sorted(chosen)), encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
