// A network on a canvas: pan, zoom, hit, labels that do not collide. Two-dimensional canvas rather than WebGL, which is
// emulated on machines without a graphics processor; docs/decisions tells the measurements.

import { POLYGONS, colourOf, isDark, outline, shapeOf } from "../palette.js";

const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif';
const MANY = 3000;

export class Canvas {
  /** `events`: pick({node} or {edge} or null). */
  constructor(canvas, events) {
    this.canvas = canvas;
    this.events = events;
    this.nodes = [];
    this.edges = [];
    this.camera = { x: 0, y: 0, k: 1 };
    this.selected = null;
    this.hovered = null;
    this.matched = null;
    this.widths = new Map();
    this.moving = false;
    this.sprites = new Map();
    this.listen();
  }

  /** Nodes {x, y, r, type, label, weight, ring}, edges {a, b, colour, dash, arrow, fact}; a and b are nodes. */
  set(nodes, edges) {
    this.nodes = nodes;
    this.edges = edges;
    this.order = [...nodes].sort((p, q) => q.weight - p.weight);
    this.byType = new Map();
    for (const node of nodes) {
      if (!this.byType.has(node.type)) this.byType.set(node.type, []);
      this.byType.get(node.type).push(node);
    }
    this.near = new Map();
    for (const edge of edges) {
      for (const [one, other] of [[edge.a, edge.b], [edge.b, edge.a]]) {
        if (!this.near.has(one)) this.near.set(one, new Set());
        this.near.get(one).add(other);
      }
    }
    this.draw();
  }

  resize() {
    const { clientWidth, clientHeight } = this.canvas;
    const scale = devicePixelRatio || 1;
    if (this.width && clientWidth) {
      // The panel opens beside the picture: what is under the pointer stays there.
      this.camera.x += (clientWidth - this.width) / 2 / this.camera.k;
      this.camera.y += (clientHeight - this.height) / 2 / this.camera.k;
    }
    this.width = clientWidth;
    this.height = clientHeight;
    this.canvas.width = Math.round(clientWidth * scale);
    this.canvas.height = Math.round(clientHeight * scale);
    this.scale = scale;
    this.draw();
  }

  /** Brings every node into sight. */
  fit(nodes = this.nodes) {
    if (!nodes.length || !this.width) return;
    // Names keep their size when the picture shrinks: the room that they need depends on the scale.
    const reach = (k) => {
      let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
      const grown = 1 / Math.min(1, k);
      for (const { x, y, r, half = 0 } of nodes) {
        const side = Math.max(r, half * grown);
        left = Math.min(left, x - side);
        right = Math.max(right, x + side);
        top = Math.min(top, y - r);
        bottom = Math.max(bottom, y + r + (half ? 18 * grown : 0));
      }
      return [left, right, top, bottom];
    };
    const most = 1.6;
    let [low, high, k] = [0.004, most, most];
    for (let pass = 0; pass < 12; pass++) {
      const [left, right, top, bottom] = reach(k);
      // The strip at the bottom is the legend's.
      const fits = (right - left) * k <= this.width - 32 && (bottom - top) * k <= this.height - 80;
      if (fits && k === most) break;
      if (fits) low = k;
      else high = k;
      k = Math.sqrt(low * high);
    }
    const [left, right, top, bottom] = reach(k);
    this.camera = { x: (left + right) / 2, y: (top + bottom) / 2 + 22 / k, k };
    this.draw();
  }

  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const { camera } = this;
    const k = Math.min(8, Math.max(0.01, camera.k * factor));
    camera.x += (x - this.width / 2) * (1 / camera.k - 1 / k);
    camera.y += (y - this.height / 2) * (1 / camera.k - 1 / k);
    camera.k = k;
    this.draw();
  }

  pan(dx, dy) {
    this.camera.x -= dx / this.camera.k;
    this.camera.y -= dy / this.camera.k;
    this.draw();
  }

  /** Moves the camera so that a node is within sight. */
  reveal(node) {
    const [x, y] = this.toScreen(node.x, node.y);
    if (x < 40 || y < 40 || x > this.width - 40 || y > this.height - 40) {
      this.camera.x = node.x;
      this.camera.y = node.y;
    }
    this.draw();
  }

  toScreen(x, y) {
    const { camera } = this;
    return [(x - camera.x) * camera.k + this.width / 2, (y - camera.y) * camera.k + this.height / 2];
  }

  draw() {
    if (this.pending || !this.width) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = null;
      this.paint();
    });
  }

  radius(node) {
    return Math.max(1.2, node.r * Math.min(1.25, Math.max(0.35, Math.sqrt(this.camera.k))));
  }

  paint() {
    const context = this.canvas.getContext("2d");
    const { scale, width, height } = this;
    const dark = isDark();
    this.ink = dark ? { text: "#ebe7de", ground: "#17181b", edge: "150,150,160", pick: "#ff8a75" }
      : { text: "#26241f", ground: "#fdfcf9", edge: "90,90,100", pick: "#b3261e" };
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const focus = this.hovered ?? this.selected;
    const near = focus && this.near.get(focus);
    const lit = focus ? (node) => node === focus || near?.has(node) : this.matched ? (node) => this.matched.has(node) : null;
    this.paintEdges(context, focus, dark);
    for (const [type, nodes] of this.byType ?? []) this.paintNodes(context, type, nodes, lit, dark);
    if (this.selected) this.paintRing(context, this.selected);
    if (!this.moving || this.nodes.length < MANY) this.paintLabels(context, lit);
    this.painted = (this.painted ?? 0) + 1;
    this.canvas.dataset.painted = this.painted;
    if (this.labelled) this.canvas.dataset.labels = JSON.stringify(this.labelled.map((box) => box.map(Math.round)));
  }

  paintEdges(context, focus, dark) {
    if (this.moving && this.edges.length > 2 * MANY) return;
    const groups = new Map();
    for (const edge of this.edges) {
      const on = focus ? edge.a === focus || edge.b === focus : this.picked === edge;
      const key = `${edge.colour ?? ""}|${edge.dash ? 1 : 0}|${on || edge === this.picked ? 2 : focus ? 0 : 1}|${edge.size ?? 1}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(edge);
    }
    const crowd = Math.min(1, 900 / (this.edges.length + 1));
    for (const [key, edges] of groups) {
      const [type, dash, level, size] = key.split("|");
      const bright = level === "2";
      context.globalAlpha = bright ? 0.9 : (level === "1" ? 0.42 : 0.13) * (0.35 + 0.65 * crowd);
      context.strokeStyle = type ? colourOf(type, dark) : `rgb(${this.ink.edge})`;
      context.lineWidth = (bright ? 1.7 : 1) * Number(size) * (crowd < 0.3 ? 0.7 : 1);
      context.setLineDash(dash === "1" && edges.length < MANY ? [4, 3] : []);
      context.beginPath();
      let held = 0;
      for (const { a, b } of edges) {
        const [ax, ay] = this.toScreen(a.x, a.y);
        const [bx, by] = this.toScreen(b.x, b.y);
        if (Math.max(ax, bx) < 0 || Math.max(ay, by) < 0 || Math.min(ax, bx) > this.width || Math.min(ay, by) > this.height) continue;
        context.moveTo(ax, ay);
        context.lineTo(bx, by);
        // A path of thousands of lines is rasterized as one shape, far slower than many short paths.
        if ((held += 1) % 64 === 0) {
          context.stroke();
          context.beginPath();
        }
      }
      context.stroke();
      context.setLineDash([]);
      if (edges.length < 1200 && this.camera.k > 0.45) this.paintArrows(context, edges);
    }
    context.globalAlpha = 1;
  }

  paintArrows(context, edges) {
    context.fillStyle = context.strokeStyle;
    context.beginPath();
    for (const { a, b, arrow } of edges) {
      if (!arrow) continue;
      const [ax, ay] = this.toScreen(a.x, a.y);
      const [bx, by] = this.toScreen(b.x, b.y);
      const length = Math.hypot(bx - ax, by - ay);
      const gap = this.radius(b) + 2;
      if (length < gap + 14) continue;
      const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
      const [tx, ty] = [bx - ux * gap, by - uy * gap];
      context.moveTo(tx, ty);
      context.lineTo(tx - ux * 6 - uy * 2.6, ty - uy * 6 + ux * 2.6);
      context.lineTo(tx - ux * 6 + uy * 2.6, ty - uy * 6 - ux * 2.6);
      context.closePath();
    }
    context.fill();
  }

  /** A node's picture, drawn once for each look, so that thousands are copied rather than drawn. */
  sprite(type, radius, dark) {
    const key = `${type} ${radius} ${dark} ${this.scale}`;
    let sprite = this.sprites.get(key);
    if (!sprite) {
      const side = Math.ceil((radius * 1.4 + 1) * this.scale) * 2;
      sprite = document.createElement("canvas");
      sprite.width = side;
      sprite.height = side;
      const context = sprite.getContext("2d");
      context.setTransform(this.scale, 0, 0, this.scale, side / 2, side / 2);
      context.fillStyle = colourOf(type, dark);
      context.fill(new Path2D(outline(shapeOf(type), 0, 0, radius)));
      this.sprites.set(key, sprite);
    }
    return sprite;
  }

  paintMany(context, type, nodes, lit, dark) {
    for (const node of nodes) {
      const [x, y] = this.toScreen(node.x, node.y);
      const r = Math.round(this.radius(node) * 2) / 2;
      if (x < -r || y < -r || x > this.width + r || y > this.height + r) continue;
      context.globalAlpha = lit && !lit(node) ? 0.4 : 1;
      const sprite = this.sprite(type, r, dark);
      const side = sprite.width / this.scale;
      context.drawImage(sprite, x - side / 2, y - side / 2, side, side);
    }
    context.globalAlpha = 1;
  }

  paintNodes(context, type, nodes, lit, dark) {
    if (nodes.length > 400) {
      this.paintMany(context, type, nodes, lit, dark);
      return;
    }
    const shape = shapeOf(type);
    const points = POLYGONS[shape];
    context.fillStyle = colourOf(type, dark);
    context.strokeStyle = this.ink.ground;
    context.lineWidth = 1.2;
    for (const pass of lit ? [false, true] : [null]) {
      context.globalAlpha = pass === false ? 0.4 : 1;
      context.beginPath();
      for (const node of nodes) {
        if (pass !== null && Boolean(lit(node)) !== pass) continue;
        const [x, y] = this.toScreen(node.x, node.y);
        const r = this.radius(node);
        if (x < -r || y < -r || x > this.width + r || y > this.height + r) continue;
        if (r < 2) {
          context.rect(x - r, y - r, 2 * r, 2 * r);
        } else if (points) {
          context.moveTo(x + points[0][0] * r, y + points[0][1] * r);
          for (let i = 1; i < points.length; i++) context.lineTo(x + points[i][0] * r, y + points[i][1] * r);
          context.closePath();
        } else {
          context.moveTo(x + r, y);
          context.arc(x, y, r, 0, 2 * Math.PI);
        }
      }
      context.fill();
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  paintRing(context, node) {
    const [x, y] = this.toScreen(node.x, node.y);
    context.strokeStyle = this.ink.pick;
    context.lineWidth = 2.5;
    context.beginPath();
    context.arc(x, y, this.radius(node) + 5, 0, 2 * Math.PI);
    context.stroke();
  }

  measure(context, label) {
    let width = this.widths.get(label);
    if (width === undefined) {
      width = context.measureText(label).width;
      this.widths.set(label, width);
    }
    return width;
  }

  paintLabels(context, lit) {
    context.textAlign = "center";
    context.textBaseline = "top";
    context.font = `12px ${FONT}`;
    context.lineJoin = "round";
    const taken = new Map();
    const free = (left, top, right, bottom) => {
      for (let row = Math.floor(top / 18); row <= Math.floor(bottom / 18); row++) {
        for (const box of taken.get(row) ?? []) if (left < box[1] && right > box[0] && top < box[3] && bottom > box[2]) return false;
      }
      return true;
    };
    const take = (left, top, right, bottom) => {
      for (let row = Math.floor(top / 18); row <= Math.floor(bottom / 18); row++) {
        if (!taken.has(row)) taken.set(row, []);
        taken.get(row).push([left, right, top, bottom]);
      }
    };
    const first = [this.hovered, this.selected].filter(Boolean);
    const rest = this.order ?? [];
    let drawn = 0;
    this.labelled = [];
    this.named = [];
    for (const node of [...first, ...rest]) {
      if (drawn >= 260) break;
      const [x, y] = this.toScreen(node.x, node.y);
      if (x < -60 || y < -20 || x > this.width + 60 || y > this.height + 20) continue;
      const faded = lit && !lit(node);
      if (faded && this.hovered) continue;
      const label = node === this.hovered || node === this.selected ? node.full : node.label;
      const half = this.measure(context, label) / 2 + 3;
      const top = y + this.radius(node) + 3;
      if (!free(x - half, top, x + half, top + 15)) continue;
      take(x - half, top, x + half, top + 15);
      const r = this.radius(node);
      if (r > 6) take(x - r, y - r, x + r, y + r);
      this.labelled.push([x - half, top, x + half, top + 15]);
      this.named.push(node);
      drawn += 1;
      context.globalAlpha = faded ? 0.5 : 1;
      context.strokeStyle = this.ink.ground;
      context.lineWidth = 3.5;
      context.strokeText(label, x, top);
      context.fillStyle = this.ink.text;
      context.fillText(label, x, top);
    }
    context.globalAlpha = 1;
  }

  /** The node, or else the edge, at a point of the canvas. */
  hit(x, y) {
    let best = null;
    let nearest = Infinity;
    for (const node of this.nodes) {
      const [nx, ny] = this.toScreen(node.x, node.y);
      const distance = Math.hypot(nx - x, ny - y) - this.radius(node);
      if (distance < 5 && distance < nearest) [best, nearest] = [node, distance];
    }
    if (best) return { node: best };
    // A name is as good as its node: a finger needs the room.
    const named = (this.labelled ?? []).findIndex(([left, top, right, bottom]) => x >= left && x <= right && y >= top && y <= bottom);
    if (named >= 0) return { node: this.named[named] };
    if (this.edges.length > 4 * MANY) return null;
    nearest = 6;
    for (const edge of this.edges) {
      const [ax, ay] = this.toScreen(edge.a.x, edge.a.y);
      const [bx, by] = this.toScreen(edge.b.x, edge.b.y);
      const square = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
      const share = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square));
      const distance = Math.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y);
      if (distance < nearest) [best, nearest] = [edge, distance];
    }
    return best && { edge: best };
  }

  listen() {
    const { canvas } = this;
    const pointers = new Map();
    let down = null;
    let rest = null;
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const settle = () => {
      clearTimeout(rest);
      rest = setTimeout(() => {
        this.moving = false;
        this.draw();
      }, 120);
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      const [x, y] = at(event);
      pointers.set(event.pointerId, [x, y]);
      const hit = pointers.size === 1 ? this.hit(x, y) : null;
      down = { x, y, hit, moved: false };
    });
    canvas.addEventListener("pointermove", (event) => {
      const [x, y] = at(event);
      const before = pointers.get(event.pointerId);
      if (!before) {
        if (this.nodes.length > 2 * MANY) return;
        const hovered = this.hit(x, y)?.node ?? null;
        if (hovered !== this.hovered) {
          this.hovered = hovered;
          canvas.classList.toggle("over", Boolean(hovered));
          this.draw();
        }
        return;
      }
      if (!down.moved && Math.hypot(x - down.x, y - down.y) < 4) return;
      down.moved = true;
      this.moving = true;
      if (pointers.size === 2) {
        const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
        const ratio = Math.hypot(x - other[0], y - other[1]) / (Math.hypot(before[0] - other[0], before[1] - other[1]) || 1);
        this.zoom(ratio, (x + other[0]) / 2, (y + other[1]) / 2);
      } else if (down.hit?.node) {
        down.hit.node.x += (x - before[0]) / this.camera.k;
        down.hit.node.y += (y - before[1]) / this.camera.k;
        this.draw();
      } else {
        this.pan(x - before[0], y - before[1]);
      }
      pointers.set(event.pointerId, [x, y]);
      settle();
    });
    const up = (event) => {
      pointers.delete(event.pointerId);
      if (down && !down.moved && !pointers.size && event.type === "pointerup") this.events.pick(down.hit);
      if (!pointers.size) down = null;
      settle();
    };
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("pointerleave", () => {
      if (this.hovered) {
        this.hovered = null;
        this.draw();
      }
    });
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.moving = true;
      this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), ...at(event));
      settle();
    }, { passive: false });
  }
}
