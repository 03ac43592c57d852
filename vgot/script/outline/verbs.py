"""Deeds: the verbs a sentence can turn on, in all their forms, and the class of deed that each one is."""

from __future__ import annotations

#: class of deed -> verbs, each with its past form where that is irregular
_DEEDS = {
    "make": "build/built construct invent create craft carve sew/sewed knit paint draw/drew write/wrote compose assemble design forge sculpt "
    "weave/wove make/made stitch fold",
    "cook": "bake cook brew roast knead",
    "plant": "plant sow/sowed water tend grow/grew",
    "repair": "repair fix mend restore rebuild/rebuilt",
    "find": "find/found discover unearth uncover spot notice catch/caught inherit dig/dug",
    "lose": "lose/lost misplace drop",
    "seek": "search seek/sought hunt investigate look",
    "follow": "follow chase pursue track",
    "free": "free release liberate unleash",
    "teach": "teach/taught train",
    "learn": "learn/learned practise practice study",
    "meet": "meet/met befriend encounter adopt invite",
    "love": "love marry kiss",
    "fight": "fight/fought battle duel compete argue quarrel challenge",
    "travel": "travel sail fly/flew drive/drove ride/rode walk cross climb journey swim/swam run/ran wander sneak go/went move march row "
    "explore float drift roam visit",
    "arrive": "return arrive reach come/came",
    "hide": "hide/hid",
    "stay": "stay remain settle live",
    "leave": "leave/left depart escape flee/fled vanish disappear",
    "solve": "solve crack unravel",
    "steal": "steal/stole rob",
    "save": "save rescue protect guard defend help heal survive",
    "wait": "wait",
    "perform": "dance sing/sang play perform juggle conduct",
    "give": "give/gave bring/brought deliver send/sent share sell/sold hand lend/lent",
    "die": "die",
    "change": "become/became turn transform bloom shrink/shrank melt blossom",
    "wake": "wake/woke awaken rise/rose",
    "dream": "dream remember imagine wish",
    "eat": "eat/ate drink/drank taste",
    "watch": "watch see/saw listen hear/heard observe",
    "open": "open unlock enter",
    "do": "decide try begin/began start learn want need keep/kept get/got take/took put set let/let win/won fall/fell stop call talk tell/told "
    "speak/spoke read/read count collect plan promise refuse work open close cut carry throw/threw hold/held pull push break/broke "
    "burn clean swim jump laugh cry smile whisper sleep/slept rest sit/sat stand/stood ask answer buy/bought hope believe feel/felt "
    "measure forget/forgot repeat trade paint race join lead/led face confront confess apologise apologize celebrate pass swap switch land crash "
    "pick swallow know/knew haunt say/said bury ring/rang knock lock feed/fed",
}
#: words that look like a deed and are more often a thing, when nothing before them can act
NOUNISH = set(
    "race dance dream play love fight water plant work hand rest cut land crash call plan watch wish star ring guard paint kiss "
    "visit trade promise duel battle march row challenge face".split()
)
_VOWELS = "aeiou"


def third_person(verb: str) -> str:
    """ "carry" -> "carries"."""
    head, _, rest = verb.partition(" ")
    if head in ("have", "be", "do", "go"):
        head = {"have": "has", "be": "is", "do": "does", "go": "goes"}[head]
    elif head.endswith("y") and head[-2:-1] not in _VOWELS:
        head = head[:-1] + "ies"
    else:
        head += "es" if head.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"
    return f"{head} {rest}".strip()


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"


def _all_forms() -> dict[str, tuple[str, str, str]]:
    forms: dict[str, tuple[str, str, str]] = {}
    for deed, verbs in _DEEDS.items():
        for entry in verbs.split():
            verb, _, past = entry.partition("/")
            for form, tense in (
                (verb, "base"),
                (third_person(verb), "now"),
                (past or _past(verb), "past"),
                (_ing(verb), "ing"),
            ):
                forms.setdefault(form, (verb, deed, tense))
    forms["found"] = ("find", "find", "past")
    forms["dropped"], forms["planned"], forms["stopped"] = (
        ("drop", "lose", "past"),
        ("plan", "do", "past"),
        ("stop", "do", "past"),
    )
    for form in (
        "digging",
        "running",
        "swimming",
        "sitting",
        "winning",
        "getting",
        "letting",
        "setting",
        "cutting",
        "stopping",
        "planning",
    ):
        verb = {"winning": "win", "getting": "get"}.get(form, form[:-4])
        forms[form] = (verb, forms.get(verb, ("", "do", ""))[1], "ing")
    return forms


#: every form of every verb -> (verb, class of deed, "base" | "now" | "past" | "ing")
FORMS = _all_forms()
