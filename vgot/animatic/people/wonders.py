"""What makes a drawn person a mermaid, a fairy, an angel or a hero: a tail in place of legs, wings or a cape behind the trunk."""

from __future__ import annotations

from vgot.animatic.canvas import Group, alpha, linear, shade
from vgot.animatic.people.pose import Figure, Pose

#: words of a role or a look -> what it is
WONDERS: dict[str, str] = {
    "mermaid": "mermaid",
    "merman": "mermaid",
    "siren": "mermaid",
    "fairy": "fairy",
    "fairies": "fairy",
    "pixie": "fairy",
    "sprite": "fairy",
    "angel": "angel",
    "angelic": "angel",
}


def wonder_of(text: str) -> str:
    """The first of WONDERS that a text names, or ""."""
    words = "".join(c if c.isalpha() else " " for c in text.lower()).split()
    return next((WONDERS[w] for w in words if w in WONDERS), "")


def draw_wings(upper: Group, wonder: str, pose: Pose, f: Figure, top: float) -> None:
    """Behind the trunk, from the shoulders; they beat as the breath goes."""
    beat = pose.squash * 6
    y = top + 8
    for q in (-1, 1):
        far = 1.0 - 0.25 * max(0.0, q * pose.face)
        x = q * f.half * 0.3 + pose.face * -2
        if wonder == "fairy":
            c = 0xFFBFE6F5
            upper.curve(
                [
                    (x, y),
                    (x + q * 20 * far, y - 30 - beat),
                    (x + q * 36 * far, y - 24 - beat),
                    (x + q * 38 * far, y - 6),
                    (x, y + 4),
                ],
                linear(x, y - 24, x + q * 30, y, [alpha(0xFFFFFFFF, 0.9), alpha(c, 0.7)]),
                close=True,
            )
            upper.curve(
                [
                    (x, y + 2),
                    (x + q * 26 * far, y + 4),
                    (x + q * 25 * far, y + 20 + beat * 0.5),
                    (x + q * 12 * far, y + 26),
                    (x, y + 8),
                ],
                alpha(shade(c, 0.06), 0.75),
                close=True,
            )
            upper.curve(
                [(x, y), (x + q * 18 * far, y - 18 - beat), (x + q * 30 * far, y - 20 - beat)],
                stroke=alpha(0xFFFFFFFF, 0.9),
                width=0.8,
            )
        else:
            for k, (long, drop) in enumerate(((42, 30), (36, 24), (29, 17))):
                c = shade(0xFFFDFCF8, 0.05 * (2 - k))
                upper.curve(
                    [
                        (x, y - 2),
                        (x + q * long * 0.6 * far, y - 26 - beat),
                        (x + q * long * far, y - 14 - beat),
                        (x + q * (long + 3) * far, y + drop * 0.4),
                        (x + q * long * 0.7 * far, y + drop),
                        (x + q * long * 0.3 * far, y + drop * 0.7),
                        (x, y + 8),
                    ],
                    c,
                    close=True,
                )


def draw_behind(upper: Group, wonder: str, pose: Pose, f: Figure, top: float, colour: int) -> None:
    """What somebody has behind the trunk: wings, a cape of this colour, or nothing."""
    if wonder in ("fairy", "angel"):
        draw_wings(upper, wonder, pose, f, top)
    elif wonder == "caped":
        _draw_cape(upper, pose, f, top, colour)


def _draw_cape(upper: Group, pose: Pose, f: Figure, top: float, colour: int) -> None:
    """From the shoulders to the calves, wider below; it swings as the body turns."""
    low = f.leg * (1 - pose.drop) * 0.8
    swing = -pose.face * f.half * 0.8
    upper.curve(
        [
            (-f.half * 0.95, top + 2),
            (-f.half * 1.5 + swing * 0.6, (top + low) / 2),
            (-f.half * 1.9 + swing, low),
            (swing * 0.6, low + 3),
            (f.half * 1.9 + swing, low),
            (f.half * 1.5 + swing * 0.6, (top + low) / 2),
            (f.half * 0.95, top + 2),
        ],
        linear(0, top, 0, low, [shade(colour, 0.05), shade(colour, -0.3)]),
        close=True,
    )


def draw_tail(g: Group, pose: Pose, f: Figure, hip: float) -> None:
    """A fish's tail from the hips; who sits lays it before them."""
    c = 0xFF2FA596
    w, d = f.half * 0.86, 1.0 if pose.face >= 0 else -1.0
    if pose.drop > 0.15:
        end, low = d * f.leg * 1.15, -3.0
        knee = (d * f.leg * 0.7, hip - 2)
    else:
        end, low = d * 7.0 + pose.lean * 0.4, -5.0
        knee = (d * -2.0, hip * 0.4)
        if abs(pose.lean) > 20.0:  # swimming: the tail goes on in the line of the back
            end, low, knee = -0.75 * pose.lean, hip * 0.5, (-0.3 * pose.lean, hip * 0.72)
    fin = [
        (end, low - 2),
        (end + d * 3 - 10, low + 1),
        (end - 15, low + 7 if pose.drop <= 0.15 else low - 12),
        (end - 2, low + 3),
        (end + d * 2, low + 3),
        (end + 8, low + 4),
        (end + 17, low + 6 if pose.drop <= 0.15 else low - 8),
        (end + 10, low - 1),
        (end, low - 2),
    ]
    g.curve(fin, shade(c, -0.2), close=True)
    g.curve(
        [
            (-w, hip - 3),
            (knee[0] - w * 0.9, knee[1]),
            (end - 3.4, low),
            (end, low + 2),
            (end + 3.4, low),
            (knee[0] + w * 0.9, knee[1]),
            (w, hip - 3),
        ],
        linear(-w, 0, w, 0, [shade(c, -0.14), c, shade(c, 0.2)]),
        close=True,
    )
    for k in range(4):
        t = 0.16 + k * 0.17
        x = knee[0] * 2 * t * (1 - t) + end * t * t
        y = hip * (1 - t) ** 2 + knee[1] * 2 * t * (1 - t) + low * t * t
        r = w * (1 - t) * 0.8
        g.curve([(x - r, y), (x, y + 2.6), (x + r, y)], stroke=alpha(shade(c, -0.45), 0.8), width=0.9)
