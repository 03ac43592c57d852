import assert from "node:assert/strict";
import test from "node:test";
import { around, aroundFace, highOf, middleOf, widest } from "../../ui/widgets/takes/cutting.js";

const near = (one, other) => one.forEach((x, n) => assert.ok(Math.abs(x - other[n]) < 1e-9, `${one} is not ${other}`));

test("the widest part fills one side of the picture and keeps its shape", () => {
  assert.equal(widest([1600, 900], 1), 900 / 1600);
  assert.equal(widest([900, 1600], 1), 1);
  assert.equal(highOf(1, [900, 1600], 1), 900 / 1600);
});

test("a part lies in the picture wherever its middle is put", () => {
  for (const middle of [
    [0, 0],
    [1, 1],
    [0.5, 0.5],
    [-3, 9],
  ]) {
    const [x0, y0, x1, y1] = around(/** @type {[number, number]} */ (middle), 0.4, [1600, 900], 1);
    assert.ok(x0 >= 0 && y0 >= 0 && x1 <= 1 + 1e-9 && y1 <= 1 + 1e-9);
    assert.ok(Math.abs((x1 - x0) * 1600 - (y1 - y0) * 900) < 1e-6, "a square in pixels");
  }
});

test("a part never grows over the picture nor to nothing", () => {
  near(around([0.5, 0.5], 5, [1600, 900], 16 / 9), [0, 0, 1, 1]);
  const [x0, , x1] = around([0.5, 0.5], 0, [1600, 900], 16 / 9);
  assert.ok(x1 - x0 >= 0.079);
});

test("a face is cut with what is around it, its middle in the middle", () => {
  const face = /** @type {[number, number, number, number]} */ ([0.4, 0.4, 0.5, 0.5]);
  near(middleOf(aroundFace(face, [1000, 1000], 1)), [0.45, 0.45]);
  const [x0, , x1] = aroundFace(face, [1000, 1000], 1);
  assert.ok(Math.abs(x1 - x0 - 0.26) < 1e-9);
});
