// Colour and shape of the types. Each type has both, so that neither colour-blind readers nor grey prints lose anything.
// Hues after Okabe and Ito ("Color Universal Design", 2008), darkened or lightened to 4.5:1 on the page's ground.

import { s } from "./dom.js";

export const TYPES = ["Body", "Initiative", "Event", "Document", "Post", "Person", "Place", "Theme"];

const SHAPES = {
  Body: "circle", Initiative: "diamond", Event: "triangle", Document: "square",
  Post: "hexagon", Person: "pentagon", Place: "wedge", Theme: "cross",
};

const LIGHT = {
  Body: "#0a5ea8", Initiative: "#b34700", Event: "#00745a", Document: "#7d3c98",
  Post: "#6b6100", Person: "#a8246b", Place: "#6b4a2f", Theme: "#56606e",
};
const DARK = {
  Body: "#74b6f2", Initiative: "#f2a35e", Event: "#56cfa8", Document: "#cda0ee",
  Post: "#d6cd5c", Person: "#f48cbb", Place: "#d3b28f", Theme: "#aab6c5",
};

const turn = (count, radius, offset = -Math.PI / 2) =>
  Array.from({ length: count }, (_, i) => {
    const angle = offset + (i * 2 * Math.PI) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });

/** Points of a shape of radius 1; the circle has none. */
export const POLYGONS = {
  diamond: turn(4, 1.28), triangle: turn(3, 1.32), square: turn(4, 1.22, Math.PI / 4), hexagon: turn(6, 1.12),
  pentagon: turn(5, 1.15), wedge: turn(3, 1.32, Math.PI / 2),
  cross: [[-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4], [0.4, 1.1], [-0.4, 1.1], [-0.4, 0.4],
    [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4]],
};

export const shapeOf = (type) => SHAPES[type] ?? "circle";
export const isDark = () => document.documentElement.dataset.theme === "dark" ||
  (document.documentElement.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
export const colourOf = (type, dark = isDark()) => (dark ? DARK : LIGHT)[type] ?? (dark ? "#aab6c5" : "#56606e");

/** The outline of a shape as an SVG path. */
export function outline(shape, x, y, r) {
  const points = POLYGONS[shape];
  const n = (value) => Math.round(value * 100) / 100;
  if (!points) return `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0Z`;
  return "M" + points.map(([px, py]) => `${n(x + px * r)} ${n(y + py * r)}`).join("L") + "Z";
}

/** A type's mark, to stand before a name. */
export function mark(type, size = 12) {
  return s("svg", { class: `mark t-${type}`, width: size, height: size, viewBox: "-8 -8 16 16", "aria-hidden": "true" },
    s("path", { d: outline(shapeOf(type), 0, 0, 5.4) }));
}
