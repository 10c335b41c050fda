// The only way by which this page makes elements. Data becomes text nodes and attribute values, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element. Attributes: `on` holds listeners, `data` data-*, `vars` CSS properties, false or null leaves one out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element, with the same attributes. */
export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "vars") for (const [key, one] of Object.entries(value)) element.style.setProperty(key, one);
    else if (name === "checked" || name === "value" || name === "open" || name === "indeterminate") element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  add(element, children);
  return element;
}

/** Appends strings, numbers, elements and lists of them. */
export function add(element, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** Puts these children in the place of whatever an element holds. */
export function replace(element, ...children) {
  element.replaceChildren();
  return add(element, children);
}

/** Does what draws a place anew, and gives the focus back to what stands for the element that had it. */
export function keepingFocus(root, draw) {
  const held = document.activeElement;
  const inside = held && held !== root && root.contains(held);
  const said = (it) => it.getAttribute("aria-label") ?? it.textContent;
  const words = inside && said(held);
  const alike = () => [...root.querySelectorAll(held.tagName)].filter((it) => said(it) === words);
  const at = inside ? alike().indexOf(held) : -1;
  draw();
  if (!inside || held.isConnected) return;
  const found = alike();
  (found[at] ?? found[0] ?? root).focus({ preventScroll: true });
}

/** What Enter and the space bar do on something that is a button by its role alone. */
export function pressed(act) {
  return (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
}

/** Hands the reader a file. */
export function download(name, type, parts) {
  const url = URL.createObjectURL(new Blob([parts].flat(), { type }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Rows as CSV (RFC 4180), with a byte-order mark so that Excel reads Chinese; what a spreadsheet would run is made text. */
export function csv(rows) {
  const field = (value) => {
    let text = value === null || value === undefined ? "" : String(value);
    if (/^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return "\ufeff" + rows.map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
}
