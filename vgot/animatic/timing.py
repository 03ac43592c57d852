"""Timing: when each beat of a shot is played, and which keys of its deed a moment lies between."""

from __future__ import annotations

from functools import lru_cache

from vgot.animatic.deed_table import Deed, all_deeds

#: seconds in which one beat passes into the next
PASSING_S = 0.38


def spans_of(beats: list[dict], duration: float) -> list[tuple[float, float]]:
    """When each beat begins and ends, in seconds. A way takes as long as it takes; the others share what is left. Beats
    of a plan say when they are themselves ("s")."""
    if beats and "s" in beats[0]:
        return [(b["s"][0], b["s"][1]) for b in beats]
    ways = [
        min(b["dist"] / abs(b["speed"]), 0.6 * duration) if b.get("dist") and b.get("speed") else None for b in beats
    ]
    left = max(0.2 * duration, duration - sum(w for w in ways if w is not None))
    shares = [b["until"] - b["from"] for b in beats]
    whole = sum(s for s, w in zip(shares, ways, strict=True) if w is None) or 1.0
    out, at = [], 0.0
    for share, way in zip(shares, ways, strict=True):
        long = way if way is not None else left * share / whole
        out.append((at, at + long))
        at += long
    return out


def travelled(beats: list[dict], t: float, duration: float) -> float:
    """How far the beats have carried somebody by `t` seconds, in units."""
    far = 0.0
    for beat, (start, end) in zip(beats, spans_of(beats, duration), strict=True):
        if beat.get("speed"):
            far += beat["speed"] * max(0.0, min(t, end if beat.get("dist") or beat is not beats[-1] else t) - start)
    return far


@lru_cache(maxsize=512)
def still_of(name: str) -> float:
    """The moment of a deed that its keyframe shows: begun, and not yet over."""
    deed = all_deeds()[name]
    if deed.still is not None:
        return deed.still
    at = 0.0
    for key in deed.keys:
        at += key.s
        if key.touch or key.takes or key.lets or (deed.cycle and key.part == "action"):
            return at - (0.0 if deed.cycle else 0.3 * key.s)
    at = 0.0
    for key in deed.keys:
        at += key.s
        if key.part == "action":
            return at - 0.3 * key.s
    return 0.0


def natural(deed: Deed) -> float:
    """Seconds that a deed takes when nobody hurries it."""
    return sum(k.s for k in deed.keys)


#: how much slower than by itself the action of a deed may be, and what leads up to it and follows it
_SLOWEST, _SLOWEST_REST = 1.35, 2.3


@lru_cache(maxsize=4096)
def key_seconds(name: str, length: float, first: bool) -> tuple[tuple[float, ...], float]:
    """How long each key of a deed takes in a beat of so many seconds, and how much of that is over when the beat begins (a
    keyframe shows a deed that has begun). What leads up to the action and follows it takes most of the time there is."""
    deed = all_deeds()[name]
    own = tuple(k.s for k in deed.keys)
    begun = still_of(name) if first else 0.0
    if deed.cycle or not own:
        return own, begun
    acting, rest, at = 0.0, 0.0, 0.0
    for key in deed.keys:
        left = max(0.0, min(key.s, at + key.s - begun))
        acting, rest = (acting + left, rest) if key.part == "action" else (acting, rest + left)
        at += key.s
    if acting + rest >= length or deed.again:
        k = max(0.55, min(1.15 if deed.again else 1.0, length / max(0.3, acting + rest)))
        return tuple(s * k for s in own), begun * k
    fast = min(_SLOWEST, 0.92 * length / (acting + rest))
    slow = max(fast, min(_SLOWEST_REST, (0.92 * length - acting * fast) / max(0.3, rest)))
    made = tuple(k.s * (fast if k.part == "action" else slow) for k in deed.keys)
    over, at = 0.0, 0.0
    for key, long in zip(deed.keys, made, strict=True):
        over += long * max(0.0, min(1.0, (begun - at) / key.s))
        at += key.s
    return made, over


def between(deed: Deed, tau: float, length: float, seconds: tuple[float, ...]) -> tuple[int, int, float, int]:
    """The keys a moment lies between (0 is the stance), the share of the time between them, and the number of the key that
    is being reached. `tau`: seconds since the deed began, `length`: of all, `seconds`: how long each key takes."""
    last = len(seconds)
    if not seconds:
        return 0, 0, 1.0, 0
    if deed.cycle:
        return _going_round(deed, tau, length)
    if deed.again:
        every = sum(seconds) + deed.again
        if tau // every < max(1, (length + deed.again) // every):
            tau %= every
    at = 0.0
    for n, long in enumerate(seconds):
        if tau < at + long:
            return n, n + 1, (tau - at) / long, n + 1
        at += long
    return last, last, 1.0, last


def _going_round(deed: Deed, tau: float, length: float) -> tuple[int, int, float, int]:
    keys = deed.keys
    before = [n for n, k in enumerate(keys) if k.part == "anticipation"]
    round_ = [n for n, k in enumerate(keys) if k.part == "action"]
    after = [n for n, k in enumerate(keys) if k.part == "settle"]
    lead = sum(keys[n].s for n in before)
    turn = sum(keys[n].s for n in round_)
    close = sum(keys[n].s for n in after)
    at = 0.0
    for n in before:
        if tau < at + keys[n].s:
            return n, n + 1, (tau - at) / keys[n].s, n + 1
        at += keys[n].s
    turns = max(1, int((length - lead - close) / turn)) if after else 10**9
    if tau < lead + turns * turn:
        into = (tau - lead) % turn
        first = tau - lead < turn
        for n in round_:
            if into < keys[n].s or n == round_[-1]:
                was = (n if first else round_[-1] + 1) if n == round_[0] else n
                return was, n + 1, into / keys[n].s, n + 1
            into -= keys[n].s
    at = lead + turns * turn
    for n in after:
        if tau < at + keys[n].s:
            return (round_[-1] + 1 if n == after[0] else n), n + 1, (tau - at) / keys[n].s, n + 1
        at += keys[n].s
    return len(keys), len(keys), 1.0, len(keys)
