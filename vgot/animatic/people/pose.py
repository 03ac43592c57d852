"""A Pose: the joints, the face and the place of one drawn person at one moment, all as plain numbers, so that two
poses can be mixed. Angles are in degrees ON THE SCREEN: 0 hangs straight down, positive swings towards +x."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Pose:
    """`x`, `y`: where the feet stand; `scale`: size (1 = in the plane of the people). Shares are 0..1."""

    x: float = 128.0
    y: float = 126.0
    scale: float = 1.0
    face: float = 0.0  # -1 in profile to the left .. 1 to the right
    back: float = 0.0  # over .5: seen from behind
    lean: float = 0.0  # of the trunk, degrees
    tilt: float = 0.0  # of the head, degrees
    nod: float = 0.0  # head lowered, units of the head
    drop: float = 0.0  # hips lowered, share of the leg's length
    lift: float = 0.0  # off the ground, units
    squash: float = 0.0  # breath: chest up, units
    la: float = -6.0  # left upper arm
    lb: float = 4.0  # left forearm, from the upper arm
    ra: float = 6.0
    rb: float = -4.0
    lfront: float = 0.0  # over .5: the arm passes in front of the trunk
    rfront: float = 0.0
    ll: float = -2.0  # left thigh
    lk: float = 0.0  # left shin, from the thigh
    rl: float = 2.0
    rk: float = 0.0
    fold: float = 0.0  # thighs towards the viewer: their length shrinks by this share
    lie: float = 0.0  # over .5: lying; from .85 on in a bed, else on the ground
    smile: float = 0.25  # -1 .. 1
    brow: float = 0.0  # -1 angry .. 1 sad
    raise_: float = 0.0  # brows lifted
    open_: float = 0.0  # mouth
    lids: float = 1.0  # eyes: 0 shut, 1 open, 1.3 wide
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    tears: float = 0.0
    blush: float = 0.4
    seen: float = 1.0  # opacity
    slim: float = 0.0  # narrower by this share, as a body seen from the side is
    pitch: float = 0.0  # of an animal, degrees: its head up or, below 0, down
    crouch: float = 0.0  # of an animal: lower by this share
    head: float = 0.0  # of an animal: its head lowered, degrees; below 0 lifted
    turned: float = 0.0  # of an animal: its head turned back over the shoulder, share
    low: float = 0.0  # of an animal: lying down, share

    def mix(self, other: Pose, t: float) -> Pose:
        """A share `t` of the way to another pose."""
        if t <= 0.0:
            return self
        if t >= 1.0:
            return other
        return Pose(*[a + (b - a) * t for a, b in zip(self.numbers(), other.numbers(), strict=True)])

    def numbers(self) -> tuple[float, ...]:
        return tuple(getattr(self, name) for name in _NAMES)

    def mirrored(self) -> Pose:
        """The same pose turned to the other side."""
        return replace(
            self,
            face=-self.face,
            lean=-self.lean,
            tilt=-self.tilt,
            la=-self.ra,
            lb=-self.rb,
            ra=-self.la,
            rb=-self.lb,
            lfront=self.rfront,
            rfront=self.lfront,
            ll=-self.rl,
            lk=-self.rk,
            rl=-self.ll,
            rk=-self.lk,
            gaze_x=-self.gaze_x,
        )

    def but(self, **changes: float) -> Pose:
        return replace(self, **changes)


_NAMES = tuple(f.name for f in fields(Pose))

#: age -> (height in units, radius of the head, share of the height that is leg, breadth)
FIGURES = {
    "baby": (31.0, 10.6, 0.18, 0.74),
    "child": (56.0, 13.6, 0.33, 0.74),
    "teen": (74.0, 14.0, 0.395, 0.82),
    "young": (83.0, 14.4, 0.41, 0.94),
    "adult": (85.0, 14.6, 0.41, 1.0),
    "middle": (84.0, 14.8, 0.395, 1.1),
    "elder": (78.0, 14.6, 0.37, 1.04),
}


@dataclass(frozen=True)
class Figure:
    """The proportions of one person in units: all heights over the ground."""

    height: float
    head: float
    leg: float
    trunk: float
    half: float  # half the breadth of the shoulders
    arm: float
    stoop: float

    @property
    def chin(self) -> float:
        return self.leg + self.trunk

    @property
    def eyes(self) -> float:
        return self.leg + self.trunk + self.head * 0.93


def figure_of(age: str, sex: str, build: float, tall: float) -> Figure:
    """Proportions for an age; women a little narrower, `build` and `tall` vary by person."""
    height, head, legs, breadth = FIGURES.get(age, FIGURES["adult"])
    if age not in ("baby", "child"):
        height *= (0.975 if sex == "f" else 1.015) * tall
    leg = height * legs
    trunk = height - leg - head * 1.95
    half = (11.0 if sex == "f" else 12.2) * breadth * build
    return Figure(height, head, leg, trunk, half, (trunk + leg) * 0.445, 4.5 if age == "elder" else 0.0)
