// Places for the few hundred nodes on show: spring forces from the places that were computed for the whole graph, then
// labels pushed off each other. No chance in it: the same nodes always stand the same way.

/** Moves `nodes` ({x, y, width, height, fixed}) along `edges` ({a, b}: indexes); O(n²) for each of the rounds. */
export function settle(nodes, edges, { ideal = 64, view = null } = {}) {
  const count = nodes.length;
  if (count < 2) return;
  const degree = new Float64Array(count);
  for (const { a, b } of edges) {
    degree[a] += 1;
    degree[b] += 1;
  }
  const rounds = Math.max(30, Math.min(260, Math.floor(16e6 / (count * count))));
  const aspect = view ? Math.min(2.2, Math.max(0.6, view[0] / view[1])) : 1.5;
  const fx = new Float64Array(count);
  const fy = new Float64Array(count);
  for (let round = 0; round < rounds; round++) {
    const limit = 40 * (1 - round / rounds) + 0.5;
    for (let i = 0; i < count; i++) {
      // What hangs on nothing is held closer: nothing else keeps it from drifting away.
      const gravity = degree[i] ? 0.055 : 0.11;
      fx[i] = -nodes[i].x * gravity;
      fy[i] = -nodes[i].y * gravity * aspect; // the picture takes the shape of its window
    }
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        let dx = nodes[i].x - nodes[j].x;
        let dy = nodes[i].y - nodes[j].y;
        const square = dx * dx + dy * dy + 0.01;
        const push = Math.min(40, (ideal * ideal * 0.55) / square);
        dx *= push;
        dy *= push;
        fx[i] += dx;
        fy[i] += dy;
        fx[j] -= dx;
        fy[j] -= dy;
      }
    }
    for (const { a, b } of edges) {
      const dx = nodes[a].x - nodes[b].x;
      const dy = nodes[a].y - nodes[b].y;
      const distance = Math.hypot(dx, dy) || 1;
      const wanted = ideal * (1 + Math.log1p(Math.min(degree[a], degree[b])) * 0.5);
      const pull = (0.34 * (distance - wanted)) / distance / Math.sqrt(Math.min(degree[a], degree[b]));
      fx[a] -= dx * pull;
      fy[a] -= dy * pull;
      fx[b] += dx * pull;
      fy[b] += dy * pull;
    }
    for (let i = 0; i < count; i++) {
      if (nodes[i].fixed) continue;
      const length = Math.hypot(fx[i], fy[i]);
      const scale = length > limit ? limit / length : 1;
      nodes[i].x += fx[i] * scale * 0.6;
      nodes[i].y += fy[i] * scale * 0.6;
    }
  }
  separate(nodes);
  if (view) for (let pass = 0; pass < 3; pass++) {
    // Labels keep their size when a large picture is shrunk into its window: make room for them at that scale.
    const k = Math.min(1, view[0] / extent(nodes, "x", "width"), view[1] / extent(nodes, "y", "height"));
    if (k > 0.97) return;
    separate(nodes, 60, 1 / k);
  }
}

function extent(nodes, axis, size) {
  let [low, high] = [Infinity, -Infinity];
  for (const node of nodes) {
    low = Math.min(low, node[axis] - node[size] / 2);
    high = Math.max(high, node[axis] + node[size] / 2);
  }
  return high - low;
}

/** Pushes boxes apart (a node and the label beneath it), the shorter way out first; `scale` enlarges the boxes. */
export function separate(nodes, rounds = 120, scale = 1) {
  for (let round = 0; round < rounds; round++) {
    let touched = false;
    for (let i = 0; i < nodes.length; i++) {
      for (let j = i + 1; j < nodes.length; j++) {
        const a = nodes[i];
        const b = nodes[j];
        const dx = b.x - a.x;
        const dy = b.y - a.y;
        const overlapX = ((a.width + b.width) / 2) * scale - Math.abs(dx);
        const overlapY = ((a.height + b.height) / 2) * scale - Math.abs(dy);
        if (overlapX <= 0 || overlapY <= 0) continue;
        touched = true;
        // Moving along y disturbs the picture less: labels are wide and low.
        const alongY = overlapY * 1.6 < overlapX;
        const shift = (alongY ? overlapY : overlapX) / 2 + 0.2;
        const sign = (alongY ? dy : dx) < 0 ? -1 : 1;
        const axis = alongY ? "y" : "x";
        if (!a.fixed) a[axis] -= sign * shift * (b.fixed ? 2 : 1);
        if (!b.fixed) b[axis] += sign * shift * (a.fixed ? 2 : 1);
      }
    }
    if (!touched) return;
  }
}
