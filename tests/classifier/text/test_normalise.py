"""Evasions that must be undone, with the words they stood in, and innocents that must be left alone."""

from __future__ import annotations

import pytest

from classifier.text.clean import clean
from classifier.text.normalise import normalise

# What was typed, what it reads as, and each disguise with the word behind it.
EVASIONS = [
    # Digits and signs for letters
    ("f4ck you", "fuck you", [("f4ck", "fuck")]),
    ("You 1D10T", "you idiot", [("1D10T", "idiot")]),
    ("what an @ss", "what an ass", [("@ss", "ass")]),
    ("a$$", "ass", [("a$$", "ass")]),
    ("such an a$$hole!", "such an asshole!", [("a$$hole", "asshole")]),
    ("Sh!t happens", "shit happens", [("Sh!t", "shit")]),
    ("total m0r0n.", "total moron.", [("m0r0n", "moron")]),
    ("you l0ser", "you loser", [("l0ser", "loser")]),
    ("5tup1d", "stupid", [("5tup1d", "stupid")]),
    ("b1tch3s", "bitches", [("b1tch3s", "bitches")]),
    ("b@st@rd", "bastard", [("b@st@rd", "bastard")]),
    ("$lut", "slut", [("$lut", "slut")]),
    ("!diot", "idiot", [("!diot", "idiot")]),
    ("c0cksuck3r", "cocksucker", [("c0cksuck3r", "cocksucker")]),
    ("w0rthless", "worthless", [("w0rthless", "worthless")]),
    ("r3t4rd", "retard", [("r3t4rd", "retard")]),
    ("k1ll yourself", "kill yourself", [("k1ll", "kill")]),
    # Letters set apart
    ("you i d i o t", "you idiot", [("i d i o t", "idiot")]),
    ("s.t.u.p.i.d", "stupid", [("s.t.u.p.i.d", "stupid")]),
    ("F-U-C-K off", "fuck off", [("F-U-C-K", "fuck")]),
    ("so u_g_l_y", "so ugly", [("u_g_l_y", "ugly")]),
    ("m*o*r*o*n", "moron", [("m*o*r*o*n", "moron")]),
    ("k y s", "kys", [("k y s", "kys")]),
    ("s h 1 t", "shit", [("s h 1 t", "shit")]),
    ("д у р а к", "дурак", [("д у р а к", "дурак")]),
    # Marks inside words
    ("id*iot", "idiot", [("id*iot", "idiot")]),
    ("fu.ck this", "fuck this", [("fu.ck", "fuck")]),
    ("stu-pid", "stupid", [("stu-pid", "stupid")]),
    ("mo_ron", "moron", [("mo_ron", "moron")]),
    ("stu**pid**", "stupid", [("stu**pid", "stupid")]),
    ("id||iot||", "idiot", [("id||iot", "idiot")]),
    # Invisible characters
    ("id\u200biot", "idiot", [("id\u200biot", "idiot")]),
    ("st\u00adupid", "stupid", [("st\u00adupid", "stupid")]),
    ("m\u2060o\u200cr\ufeffon", "moron", [("m\u2060o\u200cr\ufeffon", "moron")]),
    ("i\u202ed\u202ciot", "idiot", [("i\u202ed\u202ciot", "idiot")]),
    ("f\U000e0061uck", "fuck", [("f\U000e0061uck", "fuck")]),
    ("idi\ufe0fot", "idiot", [("idi\ufe0fot", "idiot")]),
    ("-s t u p i d-", "-stupid-", [("s t u p i d", "stupid")]),
    # Look-alikes
    ("what an іdiоt", "what an idiot", [("іdiоt", "idiot")]),
    ("fuсk уоu", "fuck you", [("fuсk", "fuck"), ("уоu", "you")]),
    ("αsshοle", "asshole", [("αsshοle", "asshole")]),
    ("ΜΟRΟΝ", "moron", [("ΜΟRΟΝ", "moron")]),
    ("you ѕсос", "you scoc", [("ѕсос", "scoc")]),
    ("ѕtuріd սgly", "stupid ugly", [("ѕtuріd", "stupid"), ("սgly", "ugly")]),
    ("Ꭵdiot", "idiot", [("Ꭵdiot", "idiot")]),
    # Fancy letters
    ("𝓲𝓭𝓲𝓸𝓽", "idiot", [("𝓲𝓭𝓲𝓸𝓽", "idiot")]),
    ("𝐈𝐃𝐈𝐎𝐓", "idiot", [("𝐈𝐃𝐈𝐎𝐓", "idiot")]),
    ("ｉｄｉｏｔ", "idiot", [("ｉｄｉｏｔ", "idiot")]),
    ("ⓘⓓⓘⓞⓣ", "idiot", [("ⓘⓓⓘⓞⓣ", "idiot")]),
    ("🅸🅳🅸🅾🆃", "idiot", [("🅸🅳🅸🅾🆃", "idiot")]),
    ("🄸🄳🄸🄾🅃", "idiot", [("🄸🄳🄸🄾🅃", "idiot")]),
    ("ᶠᵘᶜᵏ", "fuck", [("ᶠᵘᶜᵏ", "fuck")]),
    ("ꜰᴜᴄᴋ", "fuck", [("ꜰᴜᴄᴋ", "fuck")]),
    ("🇮🇩🇮🇴🇹", "idiot", [("🇮🇩🇮🇴🇹", "idiot")]),
    ("🇺 🇬 🇱 🇾", "ugly", [("🇺 🇬 🇱 🇾", "ugly")]),
    # Marks on letters
    ("i̶d̶i̶o̶t̶", "idiot", [("i̶d̶i̶o̶t", "idiot")]),
    ("ỉ̴̡̛d̸̨̛i̷̢o̵t̴ you", "idiot you", [("ỉ̴̡̛d̸̨̛i̷̢o̵t", "idiot")]),
    # Letters in other orders, and other letters
    ("you idoit", "you idiot", [("idoit", "idiot")]),
    ("what a stupd take", "what a stupid take", [("stupd", "stupid")]),
    ("iidiioott", "idiot", [("iidiioott", "idiot")]),
    ("such a LOOOOSEEER", "such a loser", [("LOOOOSEEER", "loser")]),
    ("toidi", "idiot", [("toidi", "idiot")]),
    ("phuck off", "fuck off", [("phuck", "fuck")]),
    ("asshoIe", "asshole", [("asshoIe", "asshole")]),
    ("mor0ns and p4rasites", "morons and parasites", [("mor0ns", "morons"), ("p4rasites", "parasites")]),
    ("you idi ot", "you idiot", [("idi ot", "idiot")]),
    # Signs that draw letters
    ("|<ill yourself", "kill yourself", [("|<ill", "kill")]),
    ("\\/\\/hore", "whore", [("\\/\\/hore", "whore")]),
    ("m()ron, a b1t(h", "moron, a bitch", [("m()ron", "moron"), ("b1t(h", "bitch")]),
    ("5h!+", "shit", [("5h!+", "shit")]),
    # Wider gaps, other gaps, several words
    ("i  d  i  o  t", "idiot", [("i  d  i  o  t", "idiot")]),
    ("s\nt\nu\np\ni\nd", "stupid", [("s\nt\nu\np\ni\nd", "stupid")]),
    ("m - o - r - o - n", "moron", [("m - o - r - o - n", "moron")]),
    ("i🔥d🔥i🔥o🔥t", "idiot", [("i🔥d🔥i🔥o🔥t", "idiot")]),
    (
        "you s t u p i d   i d i o t",
        "you stupid idiot",
        [("s t u p i d", "stupid"), ("i d i o t", "idiot")],
    ),
    (
        "st_up_id and w·o·rth·less",
        "stupid and worthless",
        [("st_up_id", "stupid"), ("w·o·rth·less", "worthless")],
    ),
    # Words of other letters alone, accents, emoji
    ("you αѕѕһоӏе", "you asshole", [("αѕѕһоӏе", "asshole")]),
    ("ρathεtιc", "pathetic", [("ρathεtιc", "pathetic")]),
    ("ïdïöt", "idiot", [("ïdïöt", "idiot")]),
    ("śťúpíđ", "stupid", [("śťúpíđ", "stupid")]),
    ("i\u0308d\u0307i\u0302o\u0303t\u0304", "idiot", [("i\u0308d\u0307i\u0302o\u0303t\u0304", "idiot")]),
    ("🇸🇭🇮🇹", "shit", [("🇸🇭🇮🇹", "shit")]),
    ("🇮diot", "idiot", [("🇮diot", "idiot")]),
    ("st🆙id", "stupid", [("st🆙id", "stupid")]),
    # Several at once
    ("ｆ\u200b4ck", "fuck", [("ｆ\u200b4ck", "fuck")]),
    ("s\u200b.t\u200b.u\u200b.p\u200b.і.d", "stupid", [("s\u200b.t\u200b.u\u200b.p\u200b.і.d", "stupid")]),
]

# Typed and, where it isn't just the same in lower case, what it becomes. None of it hides a word.
INNOCENTS = [
    # Prices, times, versions, names with digits
    ("it's $100, or 3.50€ (20% off)", None),
    ("100%", None),
    ("4K at 1080p60", None),
    ("meet at 12:30 or 7pm, 24/7", None),
    ("v1.2.3 and python3.11", None),
    ("R2D2 and C3PO", None),
    ("H264, x86, B2B, MP3", None),
    ("GPT4 on an M1 mac", None),
    ("1st, 2nd, 3rd and 90s music", None),
    ("k8s, i18n, a11y, l10n, e2e", None),
    ("log4j and log4net", None),
    ("a Galaxy A55, a PS5, an AS400", None),
    ("commit 1a2b3c4d5e", None),
    ("the r25706 change", None),
    ("i have 3 cats and 10 dogs", None),
    ("covid19 was in 2020", None),
    ("C++ and C# and F#", None),
    ("write to me@mail.example", None),
    ("@somebody look", None),
    ("A$AP Rocky", None),
    ("yes!no", None),
    ("me + you", None),
    ("4Head, 4runner, room5, $108 and $10b", None),
    ("CVE-2107, 10.10.6.47, PHP 5.3.x", None),
    # Slips that may be of ordinary words, names, and words backwards
    ("a chore, a shirt, whore's chores", None),
    ("Carp, Nero, Lana and the Parc", None),
    ("loser or looser, moon or moron", None),
    ("trash, thrash", None),
    ("ikke, kunt u, comme ça", None),
    ("evil, live, vile and veil", None),
    ("a mad id, an ass et al.", None),
    ("well, shift the gray pens", None),
    ("rudder and paddles", None),
    # Letters apart that spell nothing
    ("plan a b c", None),
    ("the keys a b d e", None),
    ("U.S. and U.S.A. and e.g. and i.e.", None),
    ("the U.S.S.R. fell", None),
    ("x x x x", None),
    ("I a m", None),
    ("1 2 3 4 5", None),
    ("我 是 中 国 人", None),
    # Marks that belong
    ("co-operate, well-known, e-mail", None),
    ("o'clock, don't, who're, he'll", None),
    ("rock 'n' roll", None),
    ("f*ck and sh*t and a**", None),
    ("f**k you b**ch", None),
    ("a smart-ass dumb-ass", None),
    ("2-layer cake, and/or (ab)use of word(s)", None),
    ("C# (see f(x)[0]) #ate {y}", None),
    ("the pen.is broken", None),
    ("sex-ed class", None),
    ("node.js and setup.py", None),
    ("2 * 3 * 4 and 2 ** 3", None),
    ("__init__", "init"),
    ("**bold** and ~~struck~~", "bold and struck"),
    ("well... okay --- fine", None),
    # Other languages
    ("Ça va, garçon? L'été à Noël, œuvre", None),
    ("Größe, Straße, Übermut", None),
    ("Zażółć gęślą jaźń", None),
    ("Iğdır'da ılık bir şey, İstanbul", "iğdır'da ılık bir şey, istanbul"),
    ("Tiếng Việt rất đẹp", None),
    ("Tie\u0302\u0301ng Vie\u0323\u0302t", "tiếng việt"),
    ("e\u0323\u0300kó\u0323", "ẹ\u0300kọ\u0301"),
    ("Привет, как дела? Это сок, а оно рот", None),
    ("Я купил iPhone вчера", None),
    ("Καλημέρα, τι κάνεις; ΟΔΟΣ", "καλημέρα, τι κάνεις; οδος"),
    ("مرحبا بالعالم، كيف حالك؟", None),
    ("می\u200cخواهم", None),
    ("שלום עולם", None),
    ("नमस्ते दुनिया, क्\u200dष", None),
    ("ภาษาไทยน่ารัก", None),
    ("안녕하세요 세계", None),
    ("\u1112\u1161\u11ab국", "한국"),
    ("你好，世界！", "你好,世界!"),
    ("ひらがな、カタカナ", None),
    ("α particle, Δv, 5 μs", None),
    # Emoji
    ("👍🏽 nice", None),
    ("👨\u200d👩\u200d👧\u200d👦 family", None),
    ("I ❤️ it", "i ❤ it"),
    ("🏳️\u200d🌈", "🏳\u200d🌈"),
    ("🇩🇪🇫🇷🇮🇹 and 🇯🇵", None),
    # Typography and wrong decoding
    ("donâ\x80\x99t, it\x92s", None),
    ("“quoted” – ‘so’ … ½ ™ m²", "“quoted” – ‘so’ … ½ ™ m2"),
    ("\ufeffbyte order mark", "byte order mark"),
    ("  blanks \t and\nlines ", "blanks and lines"),
    ("soooo niiice!!!", "soo niice!!!"),
    ("", ""),
]

# What is no word at all.
FOLDED = [
    ("<@123> <@!45> hi", "{user} {user} hi"),
    ("<@&9> in <#77>", "{role} in {channel}"),
    ("hey @everyone and @here", "hey {everyone} and {everyone}"),
    ("<:Pepe_Angry:123> <a:party:4>", ":pepe_angry: :party:"),
    ("see https://free-nitro.gift.example/claim?x=1 now", "see {url} free nitro gift example now"),
    ("www.Example.org", "{url} example org"),
    ("discord.gg/abc", "{url} discord gg"),
    ("go to youtube.com.", "go to {url} youtube com."),
    ("(http://me:pw@host.example:80/a)", "({url} host example"),
    ("nice.top of the class", "nice.top of the class"),
    ("> old\nnew", "{quote} old new"),
    (">>> all\n> of it", "{quote} all {quote} of it"),
    ("2 > 1", "2 > 1"),
    ("```py\nx = f(1)\n``` ok", "{code} ok"),
    ("use `foo_bar` here", "use {code} here"),
    ("you `idiot`", "you idiot"),
    ("```just words```", "just words"),
]


@pytest.mark.parametrize(("typed", "reads", "disguises"), EVASIONS)
def test_an_evasion_is_undone_where_it_stood(
    typed: str, reads: str, disguises: list[tuple[str, str]]
) -> None:
    result = normalise(typed)
    assert result.text == reads
    found = {change.start: (change.before, change.after) for change in result.changes}
    assert [found[start] for start in sorted(found)] == disguises
    for change in result.changes:
        at = reads.index(change.after)
        assert result.span(at, at + len(change.after)) == (change.start, change.end)


@pytest.mark.parametrize(("typed", "becomes"), INNOCENTS)
def test_an_innocent_is_left_alone(typed: str, becomes: str | None) -> None:
    result = normalise(typed)
    assert result.text == (typed.lower() if becomes is None else becomes)
    assert result.changes == ()


@pytest.mark.parametrize(("typed", "becomes"), FOLDED)
def test_what_is_no_word_becomes_a_placeholder(typed: str, becomes: str) -> None:
    result = normalise(typed)
    assert result.text == becomes == clean(typed)
    assert result.changes == ()


def test_a_placeholder_leads_back_to_all_that_it_stands_for() -> None:
    result = normalise("so <@123>, see https://a.example/x !")
    at = result.text.index("{user}")
    assert result.span(at, at + 6) == (3, 9)
    at = result.text.index("example")
    assert result.span(at, at + 7) == (15, 34)


def test_a_single_letter_leads_back_to_the_one_typed() -> None:
    result = normalise("you i d i o t")
    assert result.text == "you idiot"
    assert result.span(5, 6) == (6, 7)
    assert result.span(4, 9) == (4, 13)
