"""The head of a drawn person: radius 20 round (0, 0), before it is scaled to the figure."""

from __future__ import annotations

from vgot.animatic.canvas import Group, alpha, mix, radial, shade
from vgot.animatic.looks import Look
from vgot.animatic.people.hair import hair_before, hair_behind, hair_from_behind, hat, hat_behind
from vgot.animatic.people.pose import Pose

#: shape of the face -> (half breadth at the cheeks, half breadth at the jaw, depth of the chin)
_FACES = (
    (20.0, 14.5, 20.0),
    (19.2, 12.0, 21.6),
    (20.6, 17.0, 19.2),
    (18.4, 13.0, 22.4),
    (20.2, 15.6, 20.8),
    (19.6, 10.5, 21.0),
)
_LIP = 0xFFB4483F


def draw_behind_head(g: Group, look: Look, pose: Pose) -> None:
    """What hangs behind head and trunk of a person seen from the front."""
    if pose.back > 0.5:
        return
    hair_behind(g, look, pose.face * 7.2, -1.0 if pose.face > 0.15 else 1.0, False)
    hat_behind(g, look)


def draw_head(g: Group, look: Look, pose: Pose) -> None:
    """Draw a head into `g`. The turn of the face moves the features; from behind there is only hair."""
    back = pose.back > 0.5
    fx = 0.0 if back else pose.face * 7.2
    if back and look.hair_style not in ("long", "wavy", "fringe", "bob", "ponytail", "braid"):
        hair_behind(g, look, 0.0, 1.0, True)
    _skull(g, look, fx, back)
    if back:
        if look.hat != "headscarf":
            hair_from_behind(g, look)
        else:
            g.ellipse(0, -1, 22, 22, look.hat_colour)
        if look.hat and look.hat != "headscarf":
            hat(g, look, 0.0, True)
        return
    _features(g, look, pose, fx)
    if look.hat not in ("headscarf", "turban"):
        hair_before(g, look, fx)
    if look.hat:
        hat(g, look, fx, False)


def _face_path(look: Look, fx: float) -> list[tuple]:
    w, j, d = _FACES[look.face % len(_FACES)]
    if look.age in ("baby", "child"):
        w, j, d = w + 0.6, j + 2.2, d - 1.6
    elif look.age == "middle":
        j += 0.8
    s = fx * 0.16
    return [
        ("M", -w, -2),
        ("C", -w, -27, w, -27, w, -2),
        ("C", w + s * 0.4, 8, j + s + 2, 16, j * 0.62 + s, d - 2.2),
        ("Q", s * 1.6, d + 2.4, -j * 0.62 + s, d - 2.2),
        ("C", -j + s - 2, 16, -w + s * 0.4, 8, -w, -2),
        ("Z",),
    ]


def _skull(g: Group, look: Look, fx: float, back: bool) -> None:
    sk = look.skin
    dark = shade(sk, 0.13)
    e = 4.3 * look.ears
    for q in (-1, 1):
        if (q > 0) == (fx > 2.4) and abs(fx) > 2.4:
            continue  # the ear on the far side
        x = q * 19.4 - fx * 0.45
        g.ellipse(x, 2.5, e * 0.85, e, sk)
        if not back:
            g.ellipse(x + q * 0.2, 2.7, e * 0.45, e * 0.58, dark)
        if look.earrings and not back:
            g.circle(x + q * 0.6, 3 + e + 1.0, 1.7, 0xFFF2C94C)
    path = _face_path(look, fx)
    g.path(path, sk)
    if not back:
        g.path(
            path,
            radial(
                fx * 0.4 - 5,
                -6,
                34,
                [(0.0, alpha(0xFFFFFFFF, 0.14)), (0.55, alpha(0xFFFFFFFF, 0.0)), (1.0, alpha(shade(sk, 0.5), 0.30))],
            ),
        )


def _features(g: Group, look: Look, pose: Pose, fx: float) -> None:
    sk = look.skin
    turn = pose.face
    line = mix(shade(sk, 0.55), 0xFF5A2430, 0.35)
    dy = pose.nod * 0.5
    elderly, ageing = look.age == "elder", look.age in ("middle", "elder")
    little = look.age in ("baby", "child")
    rosy = alpha(mix(0xFFF0604E, sk, 0.25), 0.16 + 0.34 * pose.blush)
    for q in (-1, 1):
        g.ellipse(q * 10.6 + fx, 8.2 + dy, 4.2, 2.9, rosy)
    if look.freckles:
        for x, y in ((-11, 5.4), (-8.2, 6.6), (-13, 7.2), (11, 5.4), (8.2, 6.6), (13, 7.2), (-1.8, 3.8), (2, 4)):
            g.circle(x + fx, y + dy, 0.75, alpha(shade(sk, 0.38), 0.75))
    if look.beard in ("beard", "full", "long", "stubble", "goatee"):
        _beard(g, look, fx, dy)
    # eyes
    size = look.eye_size * (1.16 if little else 0.94 if elderly else 1.0)
    ey = 1.2 + (1.4 if little else 0.0) + dy
    spread = 7.7
    for q in (-1, 1):
        far = 1.0 - 0.24 * max(0.0, q * turn)
        _eye(g, look, pose, q * spread * (1 - 0.06 * abs(turn)) + fx, ey, q, size, far)
        _brow(g, look, pose, q * spread + fx, ey, q, size, far)
    if ageing:
        w = alpha(line, 0.5 if elderly else 0.3)
        for q in (-1, 1):
            g.curve([(q * 5.4 + fx, ey + 6.2), (q * 8 + fx, ey + 7.7), (q * 10.8 + fx, ey + 6.2)], None, w, 0.8)
            g.curve([(q * 6 + fx, 9 + dy), (q * 8.6 + fx, 11.5 + dy), (q * 8 + fx, 15 + dy)], None, w, 0.9)
            if elderly:
                g.line(q * 13 + fx, ey, q * 15.6 + fx, ey - 1.6, w, 0.8)
                g.line(q * 13.2 + fx, ey + 1.8, q * 16 + fx, ey + 2.2, w, 0.8)
        if elderly:
            g.curve([(-7 + fx, -12), (fx, -13.4), (7 + fx, -12)], None, w, 0.8)
            g.curve([(-5.5 + fx, -9.8), (fx, -11), (5.5 + fx, -9.8)], None, w, 0.8)
    _nose(g, look, fx, dy, turn)
    if (
        look.mole == 3 and look.beard == "" and look.age not in ("baby", "child", "elder") and not look.freckles
    ):  # a beauty spot, off the rim of the face
        g.circle(6.6 + fx * 1.1, 9.4 + dy, 0.62, shade(sk, 0.42))
    _mouth(g, look, pose, fx * 1.1, 13.0 + dy, line)
    if look.beard in ("beard", "full", "long", "moustache", "mustache", "goatee"):
        c = shade(look.hair, 0.1)
        g.path(
            [
                ("M", fx * 1.15 - 8.4, 11.8 + dy),
                ("Q", fx * 1.15 - 5, 7.6 + dy, fx * 1.15, 9.6 + dy),
                ("Q", fx * 1.15 + 5, 7.6 + dy, fx * 1.15 + 8.4, 11.8 + dy),
                ("Q", fx * 1.15, 12.2 + dy, fx * 1.15 - 8.4, 11.8 + dy),
                ("Z",),
            ],
            c,
        )
    if look.glasses:
        _glasses(g, look, fx, ey, turn)
    if pose.tears > 0.05:
        for q in (-1, 1):
            g.ellipse(q * 9.6 + fx, ey + 6 + 5 * pose.tears, 1.3, 2.2, alpha(0xFF9AD8F5, 0.9))


def _eye(g: Group, look: Look, pose: Pose, x: float, y: float, q: int, size: float, far: float) -> None:
    lids = pose.lids
    lash = 0xFF2A2028
    rx = 3.7 * size * far
    if lids < 0.22:
        bend = 2.6 if pose.smile > 0.1 else 2.0
        g.curve(
            [(x - rx, y + 0.8), (x, y + 0.8 + (bend if pose.smile <= 0.6 else -bend)), (x + rx, y + 0.8)],
            None,
            lash,
            1.5,
        )
        return
    tall = (4.5, 4.0, 4.8, 4.2)[look.eyes % 4] * size * min(1.22, 0.3 + 0.7 * lids)
    g.ellipse(x, y, rx, tall, 0xFFFDFCF8)
    gx = x + pose.gaze_x * 1.1 + pose.face * 0.9
    gy = y + 0.2 + pose.gaze_y * 1.1
    ir = min(2.75 * size, tall)
    g.ellipse(gx, gy, ir * min(1.0, far + 0.1), ir, look.eye_colour)
    g.ellipse(gx, gy, ir * 0.56, ir * 0.56, 0xFF1C161C)
    g.circle(gx + 0.9, gy - 1.0, 0.95 * size, 0xFFFFFFFF)
    if look.eyes == 1 or lids < 0.75:  # a heavy upper lid
        g.curve(
            [
                (x - rx - 0.2, y - tall * 0.35),
                (x, y - tall * (1.25 if lids > 0.75 else 0.9)),
                (x + rx + 0.2, y - tall * 0.35),
            ],
            None,
            lash,
            1.3,
        )
    else:
        g.curve([(x - rx, y - tall * 0.4), (x, y - tall * 1.42), (x + rx, y - tall * 0.4)], None, lash, 1.15)
    if look.sex == "f" and look.age != "baby":
        out = x + q * rx
        g.line(out - q * 0.3, y - tall * 0.45, out + q * 1.7, y - tall * 0.85, lash, 1.1)
        if look.age not in ("child", "elder"):
            g.line(out - q * 1.3, y - tall * 0.75, out + q * 0.5, y - tall * 1.2, lash, 0.95)


def _brow(g: Group, look: Look, pose: Pose, x: float, y: float, q: int, size: float, far: float) -> None:
    c = (
        shade(look.hair, 0.1 if look.age == "baby" else 0.28)
        if look.hair_style != "bald"
        else shade(look.hair_base, 0.1)
    )
    if look.grey > 0.6:
        c = shade(look.hair, 0.22)
    by = y - 8.2 * (0.94 + 0.06 * size) - pose.raise_ * 2.4
    inner, outer = x - q * 3.6 * far, x + q * 3.8 * far
    slope = pose.brow * 2.3
    bend = 1.7 if abs(pose.brow) < 0.5 else 0.5
    width = (
        (1.5 if look.sex == "f" else 2.1)
        * look.brows
        * (0.62 if look.age == "baby" else 0.75 if look.age == "child" else 1.0)
    )
    g.curve([(inner, by - slope), (x, by - bend), (outer, by + 0.7 + slope * 0.5)], None, c, width)


def _nose(g: Group, look: Look, fx: float, dy: float, turn: float) -> None:
    x, y = fx * 1.42, 6.6 + dy
    if look.wonder == "clown":
        g.circle(x, y, 3.6, 0xFFD8414A)
        g.circle(x - 1.1, y - 1.2, 1.0, alpha(0xFFFFFFFF, 0.6))
        return
    c = shade(look.skin, 0.2)
    kind = look.nose % 6
    if look.age in ("baby", "child"):
        g.ellipse(x, y, 1.7, 1.3, c)
    elif kind == 0:
        g.ellipse(x, y, 2.3, 1.8, c)
    elif kind == 1:
        g.curve([(x - 0.4, y - 3.6), (x + 2.6 * (1 if turn >= 0 else -1), y + 1.4), (x - 0.4, y + 1.4)], None, c, 1.5)
    elif kind == 2:
        g.curve([(x - 2.2, y + 0.2), (x, y + 2.2), (x + 2.2, y + 0.2)], None, c, 1.6)
    elif kind == 3:
        g.path(
            [
                ("M", x - 0.9, y - 4),
                ("Q", x + 0.4, y - 2, x + 2.4, y + 0.6),
                ("Q", x, y + 3, x - 2.4, y + 0.6),
                ("Q", x - 1.4, y - 2, x - 0.9, y - 4),
                ("Z",),
            ],
            alpha(c, 0.85),
        )
    elif kind == 4:
        g.ellipse(x, y, 3.1, 2.2, alpha(c, 0.8))
        g.circle(x - 0.9, y - 0.7, 0.8, alpha(0xFFFFFFFF, 0.35))
    else:
        g.ellipse(x - 1.3, y + 0.6, 0.75, 0.6, shade(look.skin, 0.36))
        g.ellipse(x + 1.3, y + 0.6, 0.75, 0.6, shade(look.skin, 0.36))


def _mouth(g: Group, look: Look, pose: Pose, x: float, y: float, line: int) -> None:
    s, o = pose.smile, pose.open_
    half = 5.2 + 1.4 * max(0.0, s) - 1.6 * o * (1 if s < 0.3 else 0.2)
    corner = y - 2.0 * s
    lip = mix(_LIP, look.skin, 0.3) if look.sex == "f" and look.age not in ("baby", "child") else line
    if o < 0.12 and s < 0.72:
        g.curve([(x - half, corner), (x, y + 3.2 * s + 0.2), (x + half, corner)], None, lip, 1.6)
        return
    depth = 2.2 + 6.2 * max(o, (s - 0.5) * 1.1)
    top = y - 0.6 - 0.8 * s if s > 0.25 else y - 1.6
    left, right = (x - half, corner), (x + half, corner)
    shape = [
        ("M", *left),
        ("Q", x, top + (1.4 if s > 0.25 else -1.4), *right),
        ("Q", x, y + depth * 1.5, *left),
        ("Z",),
    ]
    g.path(shape, 0xFF7A2230)
    if s > 0.2:
        g.path(
            [
                ("M", left[0] + 1.1, left[1] + 0.4),
                ("Q", x, top + 1.6, right[0] - 1.1, right[1] + 0.4),
                ("Q", x, top + 4.0, left[0] + 1.1, left[1] + 0.4),
                ("Z",),
            ],
            0xFFFFFFFF,
        )
    if depth > 4:
        g.ellipse(x, y + depth * 0.62, half * 0.45, depth * 0.2, 0xFFE2737A)
    if look.sex == "f" and look.age not in ("baby", "child"):
        g.path(shape, None, lip, 0.9)


def _beard(g: Group, look: Look, fx: float, dy: float) -> None:
    kind, c = look.beard, look.hair
    if kind == "stubble":
        g.path(
            [
                ("M", -18.6, 3),
                ("C", -18, 18, -11, 23, fx * 0.3, 23),
                ("C", 11, 23, 18, 18, 18.6, 3),
                ("Q", 12 + fx, 9.5, fx, 9.8),
                ("Q", -12 + fx, 9.5, -18.6, 3),
                ("Z",),
            ],
            alpha(shade(look.hair, 0.1), 0.22),
        )
    elif kind == "goatee":
        g.path(
            [
                ("M", fx * 1.1 - 5.4, 15 + dy),
                ("Q", fx * 1.1 - 5, 25, fx * 0.8, 26),
                ("Q", fx * 1.1 + 5, 25, fx * 1.1 + 5.4, 15 + dy),
                ("Z",),
            ],
            c,
        )
    else:
        end = 33 if kind == "long" else 26
        g.path(
            [
                ("M", -19.6, 1),
                ("C", -21, 16, -13, end, fx * 0.4, end),
                ("C", 13, end, 21, 16, 19.6, 1),
                ("C", 16, 8, 12 + fx, 9.4, fx, 9.6),
                ("C", -12 + fx, 9.4, -16, 8, -19.6, 1),
                ("Z",),
            ],
            c,
        )
        g.curve([(-8 + fx, 20), (fx * 0.6, 23), (8 + fx, 20)], None, alpha(shade(c, -0.2), 0.6), 1.1)


def _glasses(g: Group, look: Look, fx: float, ey: float, turn: float) -> None:
    c = 0xFF2B2B33
    sun = look.glasses == "sunglasses"
    for q in (-1, 1):
        x = q * 7.7 + fx
        w = 6.3 * (1 - 0.18 * max(0.0, q * turn))
        fill = 0xF0201C28 if sun else 0x38D8F0FF
        if look.glasses in ("round", "sunglasses", "reading"):
            g.ellipse(x, ey, w, 6.2, fill)
            g.ring(x, ey, w, 6.2, c, 1.5)
        else:
            g.rect(x - w, ey - 5, 2 * w, 9.8, fill, 2)
            g.frame(x - w, ey - 5, 2 * w, 9.8, c, 1.6, 2)
        g.line(x + q * w, ey - 1, q * 19, ey - 1.6, c, 1.2)
    g.curve([(fx - 1.6, ey - 0.6), (fx, ey - 1.6), (fx + 1.6, ey - 0.6)], None, c, 1.4)
