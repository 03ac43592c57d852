"""Which nouns of a text name things that the drawn world will not draw. Without a grammar: the head of a noun phrase is
the last word of a run that a determiner opens, and everything else is left alone, so that a warning is worth reading."""

from __future__ import annotations

from vgot.animatic.lexicon.colours import COLOUR_WORDS
from vgot.animatic.lexicon.text import DECADES, Phrases, Token
from vgot.animatic.lexicon.things import DETERMINERS, FUNCTION, NUMBERS, PEOPLE, UNDRAWN_BY_NATURE

MOST = 8
#: endings of words that are adjectives, adverbs, abstract or deeds rather than things
_NOT_A_THING = ("ly", "ing", "ed", "ous", "ful", "ness", "tion", "sion", "ment", "ity", "ance", "ence", "ship", "ism", "ive", "ish",
                "less", "able", "ible", "hood", "est", "ward", "like", "dom", "esque", "tude")  # fmt: skip
_ADJECTIVES = set(
    "big small large tiny huge little tall short long wide narrow deep shallow high low old new young ancient modern bright dark dim pale soft "
    "hard warm cool "
    "cold hot dry wet clean dirty empty full open closed quiet loud busy calm rough smooth sharp round square flat steep heavy light thick thin "
    "strong weak "
    "rich poor good bad great fine pretty beautiful ugly simple plain fancy grand modest humble cosy snug vast broad sleek lush sparse bare worn "
    "faded "
    "rusty dusty sandy rocky grassy muddy snowy icy sunny cloudy rainy windy foggy misty stormy starry moonlit sunlit candlelit crowded bustling "
    "blue red green yellow black white grey brown pink purple orange golden silver wooden metal stone brick glass left right happy sad angry "
    "tired proud alone upright opposite nearby distant far close whole entire complete certain clear final former current main major minor single "
    "double "
    "pristine serene tender gentle fierce brave kind wise clever curious eager late early giant enormous massive slender frail elder vintage "
    "antique rustic "
    "medieval victorian suburban urban rural tropical alien magic royal holy sacred secret hidden lost rare strange weird eerie cheap plush crisp "
    "fresh "
    "stale ripe raw sweet bitter spare steady slow fast quick swift sudden brief free safe ready real true false busy aged weathered rugged "
    "quaint ornate".split()
)

#: verbs and words of talk that can stand at the end of a run: never a thing worth a warning
_DEEDS = set(
    "add ago aim answer appear ask attack bark be beat become beg begin bend bind bite bleed blow boil borrow break breathe bring build burn "
    "burst buy call care carry "
    "catch change chase choose climb come cost count cover crack creak crash cry cut damp dare deal dig dip dive draw drift drink drip drive drop "
    "dry eat "
    "empty end enter fade fail fall feed feel fight fill find finish fit fix fly fold follow forget freeze gain gather get give glow go grow "
    "guess hang happen hate "
    "hear heat help hide hiss hit hold hope hum hunt hurry hurt joint jump keep kick kill kiss kneel knock know land last laugh lay lead leak "
    "lean leap learn leave "
    "lend let lie lift light listen live lock look lose love make manual march mark matter mean meet melt mind miss mix move name need offer open "
    "order original own "
    "pass pay peel pick pin play plead point pop pour pray press pretend promise pull push put quarrel race rain raise reach read rent repair "
    "repeat reply report rest "
    "return ride ring rise roll rub ruin rule run rush sail save say score scrape seal search see seem sell send serve set settle sew shade shake "
    "share shift shine shout "
    "show shut sigh sing sink sit skip sleep slide slip slope slow smell smile snap sound speak spell spend spill spin spit split spread stamp "
    "stand stare start stay "
    "steal step stick stir stop stretch strike study swear sweep swell swim swing take talk taste teach tear tell test thank think throw tie tilt "
    "tip tire touch trade train "
    "travel treat tremble trust try turn twist use visit wait wake walk want warn wash waste watch wave wear weep weigh whisper win wipe wish "
    "wonder work worry wrap write "
    "went gone came took told said knew grew fell kept left lost made met ran sat saw sent shook slept sold spoke stood swam thought threw woke "
    "wore wrote hung held "
    "anyway sooner overnight aside nowhere silent ashen depend rang groan wobble tick print paste brake handle comparison entry signal wait "
    "tomorrow yesterday today tonight familiar wrong right wider lower higher upper outer inner favour favourite price rent bill report tale "
    "rumour excuse "
    "first third fourth fifth sixth seventh eighth ninth tenth hundredth dozenth stomach limb knee shin thumb heel throat tongue tooth eyelid "
    "eyelash skull bone "
    "tide current corner row way route bend pace speed rhythm beat tune verse chorus rhyme code clue hint trail track trace shape outline crack "
    "gap hole knot swell "
    "accident incident mystery puzzle riddle trick joke prank bet deal bargain debt duty habit custom rite shift hobby sport contest match final "
    "round lap goal chamber "
    "surface layer depth distance height middle rest remainder rest half quarter third bottom top tip edge rim brim lead original manual final "
    "favour joint drop slope ahead ajar aloud meow clank bang forgotten belong trouble notice list range record copy patch fee toll culprit post "
    "footprint thread scruff root web belonging errand rumour refrain overture encore cue bark howl purr growl chirp whistle echo splash thud "
    "ordinary block kerb creak rattle squeak drip bounty ransom reward dowry inheritance bequest clause verdict sentence appeal alibi motive suspect witness stain "
    "farther further blink practise cloudburst smudge dent scratch blot speck fleck glint flicker shimmer haze blur".split()
)


def undrawn_nouns(texts: tuple[list[Token], ...], tables: tuple[Phrases, ...]) -> tuple[str, ...]:
    """The heads of noun phrases that no table read, in order, each once, at most MOST."""
    found: list[str] = []
    for tokens in texts:
        read = set()
        for table in tables:
            for match in table.find(tokens):
                read.update(range(match.start, match.end))
        for at in _heads(tokens, read):
            word = tokens[at].word
            if word not in found:
                found.append(word)
    return tuple(found[:MOST])


def _heads(tokens: list[Token], read: set[int]) -> list[int]:
    """Positions of the last word of each run after a determiner, if nothing in the run was read."""
    heads = []
    i = 0
    while i < len(tokens):
        if tokens[i].word not in DETERMINERS or tokens[i].negated:
            i += 1
            continue
        j = i + 1
        while (
            j < len(tokens)
            and tokens[j].clause == tokens[i].clause
            and j - i <= 5
            and not tokens[j].negated
            and tokens[j].word not in FUNCTION
            and tokens[j].word not in DETERMINERS
            and not (j > i + 1 and _deed(tokens[j].raw) and _could_be_head(tokens[j - 1]))
        ):
            j += 1
        head = j - 1
        if head > i and head not in read and _could_be_head(tokens[head]):
            nature, before = tokens[head], tokens[head - 1]
            acts = (
                nature.raw.endswith("s")
                and head - 1 > i
                and (head - 1 in read or before.word in PEOPLE or before.capital)
            )
            if not acts and nature.word not in UNDRAWN_BY_NATURE and nature.word not in PEOPLE:
                heads.append(head)
        i = max(j, i + 1)
    return heads


def _deed(raw: str) -> bool:
    return raw.endswith(("ing", "ed")) and len(raw) > 4


def _could_be_head(token: Token) -> bool:
    word = token.word
    if token.capital or token.owned or len(word) < 3 or word[0].isdigit() or word in NUMBERS or word in DECADES:
        return False
    if word in _ADJECTIVES or word in _DEEDS or word in COLOUR_WORDS or word in FUNCTION:
        return False
    return not word.endswith(_NOT_A_THING)
