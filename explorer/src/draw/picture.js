// A network as a file: SVG built from elements, PNG from the same drawing at twice the size.

import { download, s } from "../dom.js";
import { colourOf, outline, shapeOf } from "../palette.js";

/** The drawing as an SVG element, light, with every node named whose label was shown. */
export function toSvg(canvas, title) {
  const { nodes, edges, width, height } = canvas;
  const at = (node) => canvas.toScreen(node.x, node.y);
  const svg = s("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "sans-serif", "font-size": 12 },
    s("title", {}, title),
    s("rect", { width, height, fill: "#ffffff" }));
  svg.append(s("g", { stroke: "#8a8a92", "stroke-opacity": 0.5, "stroke-width": 1 }, edges.map(({ a, b, colour }) => {
    const [[x1, y1], [x2, y2]] = [at(a), at(b)];
    return s("line", { x1: x1.toFixed(1), y1: y1.toFixed(1), x2: x2.toFixed(1), y2: y2.toFixed(1), stroke: colour ? colourOf(colour, false) : null });
  })));
  svg.append(s("g", {}, nodes.map((node) => {
    const [x, y] = at(node);
    return s("path", { d: outline(shapeOf(node.type), x, y, canvas.radius(node)), fill: colourOf(node.type, false) }, s("title", {}, node.full));
  })));
  svg.append(s("g", { "text-anchor": "middle", fill: "#26241f", stroke: "#ffffff", "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" },
    nodes.filter((node) => node.weight > 0 || nodes.length < 400).map((node) => {
      const [x, y] = at(node);
      return s("text", { x: x.toFixed(1), y: (y + canvas.radius(node) + 13).toFixed(1) }, node.label);
    })));
  return svg;
}

export function saveSvg(canvas, title) {
  download("network.svg", "image/svg+xml", new XMLSerializer().serializeToString(toSvg(canvas, title)));
}

export function savePng(canvas) {
  const big = document.createElement("canvas");
  const { width, height, scale } = canvas;
  big.width = width * 2;
  big.height = height * 2;
  const own = canvas.canvas;
  canvas.canvas = big;
  canvas.scale = 2;
  canvas.paint();
  canvas.canvas = own;
  canvas.scale = scale;
  const context = big.getContext("2d");
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = canvas.ink.ground;
  context.fillRect(0, 0, big.width, big.height);
  big.toBlob((blob) => download("network.png", "image/png", blob));
}
