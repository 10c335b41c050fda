// What the reader looks at, kept in the address's fragment: shareable, and the back button works.

const LISTS = new Set(["type", "kind", "year", "report", "section", "role", "status", "relation", "open", "hide"]);

/** The state that a fragment spells, `#view=network&sel=body/…&type=Body,Event`. */
export function parse(fragment) {
  const state = {};
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    let value;
    try {
      value = part.slice(at + 1).split(",").map(decodeURIComponent);
    } catch {
      continue; // a fragment cut in the middle of a character by some mail program
    }
    const key = part.slice(0, at);
    state[key] = LISTS.has(key) ? value.filter(Boolean) : value.join(",");
  }
  return state;
}

/** The fragment of a state, with Chinese left readable. */
export function format(state) {
  const escape = (text) => String(text).replace(/[%&=#,+\s"<>]/gu, (char) => encodeURIComponent(char).replace(",", "%2C"));
  return "#" + Object.entries(state)
    .filter(([, value]) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && !value.length))
    .map(([key, value]) => `${key}=${[value].flat().map(escape).join(",")}`)
    .join("&");
}

/** Keeps the state and tells those who listen when it changes. */
export function keep(listener) {
  let current = parse(location.hash);
  let written = location.hash;
  const heed = () => {
    if (location.hash === written) return;
    written = location.hash;
    const before = current;
    current = parse(location.hash);
    listener(current, before);
  };
  addEventListener("hashchange", heed);
  return {
    get: () => current,
    /** Changes some fields; `quietly` leaves no step for the back button (typing, dragging). */
    go(patch, quietly = false) {
      const before = current;
      current = { ...current, ...patch };
      const next = format(current);
      current = parse(next);
      if (next === format(before)) return;
      if (quietly) history.replaceState(null, "", next);
      else location.hash = next;
      written = location.hash;
      listener(current, before);
    },
  };
}
