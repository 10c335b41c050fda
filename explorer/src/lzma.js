// Reads the LZMA format (.lzma, "LZMA alone"): a third smaller than gzip for WebAssembly, and browsers have no decoder.
// After the LZMA specification by Igor Pavlov (public domain, 2015), with whole input and output in memory.

const TOP = 1 << 24;

/** The bytes that were compressed. */
export function unlzma(input) {
  const properties = input[0];
  const lc = properties % 9;
  const lp = Math.floor(properties / 9) % 5;
  const pb = Math.floor(properties / 45);
  let size = 0;
  for (let i = 0; i < 8; i++) size += input[5 + i] * 2 ** (8 * i);
  const known = size < 2 ** 53;
  let out = new Uint8Array(known ? size : 1 << 22);
  let at = 0;
  let place = 13;
  let range = 0xffffffff;
  let code = 0;
  place += 1; // the first byte of the range coder is always 0
  for (let i = 0; i < 4; i++) code = ((code << 8) | input[place++]) >>> 0;

  const probabilities = (count) => new Uint16Array(count).fill(1024);
  const bit = (table, index) => {
    const bound = (range >>> 11) * table[index];
    let answer;
    if (code < bound) {
      range = bound;
      table[index] += (2048 - table[index]) >>> 5;
      answer = 0;
    } else {
      range = (range - bound) >>> 0;
      code = (code - bound) >>> 0;
      table[index] -= table[index] >>> 5;
      answer = 1;
    }
    if (range < TOP) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | input[place++]) >>> 0;
    }
    return answer;
  };
  const direct = (count) => {
    let value = 0;
    for (let i = 0; i < count; i++) {
      range >>>= 1;
      const one = code >= range ? 1 : 0;
      if (one) code = (code - range) >>> 0;
      value = value * 2 + one;
      if (range < TOP) {
        range = (range << 8) >>> 0;
        code = ((code << 8) | input[place++]) >>> 0;
      }
    }
    return value;
  };
  const tree = (table, bits, offset = 0) => {
    let m = 1;
    for (let i = 0; i < bits; i++) m = (m << 1) | bit(table, offset + m);
    return m - (1 << bits);
  };
  const reverse = (table, offset, bits) => {
    let m = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const one = bit(table, offset + m);
      m = (m << 1) | one;
      value |= one << i;
    }
    return value;
  };
  const lengths = () => ({ choice: probabilities(2), low: probabilities(16 * 8), mid: probabilities(16 * 8), high: probabilities(256) });
  const length = (coder, state) => {
    if (!bit(coder.choice, 0)) return tree(coder.low, 3, state * 8);
    if (!bit(coder.choice, 1)) return 8 + tree(coder.mid, 3, state * 8);
    return 16 + tree(coder.high, 8);
  };

  const literals = probabilities(0x300 << (lc + lp));
  const isMatch = probabilities(12 << 4);
  const isRep = probabilities(12);
  const isRep0 = probabilities(12);
  const isRep1 = probabilities(12);
  const isRep2 = probabilities(12);
  const isRep0Long = probabilities(12 << 4);
  const slots = probabilities(4 * 64);
  const positions = probabilities(128);
  const align = probabilities(16);
  const matchLengths = lengths();
  const repLengths = lengths();
  const grow = (need) => {
    if (need <= out.length) return;
    const bigger = new Uint8Array(Math.max(need, out.length * 2));
    bigger.set(out);
    out = bigger;
  };

  let state = 0;
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
  while (!known || at < size) {
    const posState = at & ((1 << pb) - 1);
    if (!bit(isMatch, (state << 4) + posState)) {
      grow(at + 1);
      const previous = at ? out[at - 1] : 0;
      const base = 0x300 * (((at & ((1 << lp) - 1)) << lc) + (previous >> (8 - lc)));
      let symbol = 1;
      if (state >= 7) {
        let match = out[at - rep0 - 1];
        do {
          const expected = (match >> 7) & 1;
          match <<= 1;
          const one = bit(literals, base + ((1 + expected) << 8) + symbol);
          symbol = (symbol << 1) | one;
          if (expected !== one) break;
        } while (symbol < 0x100);
      }
      while (symbol < 0x100) symbol = (symbol << 1) | bit(literals, base + symbol);
      out[at++] = symbol & 0xff;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let count;
    if (bit(isRep, state)) {
      if (!bit(isRep0, state)) {
        if (!bit(isRep0Long, (state << 4) + posState)) {
          grow(at + 1);
          out[at] = out[at - rep0 - 1];
          at += 1;
          state = state < 7 ? 9 : 11;
          continue;
        }
      } else {
        let distance;
        if (!bit(isRep1, state)) distance = rep1;
        else {
          if (!bit(isRep2, state)) distance = rep2;
          else {
            distance = rep3;
            rep3 = rep2;
          }
          rep2 = rep1;
        }
        rep1 = rep0;
        rep0 = distance;
      }
      count = length(repLengths, posState);
      state = state < 7 ? 8 : 11;
    } else {
      rep3 = rep2;
      rep2 = rep1;
      rep1 = rep0;
      count = length(matchLengths, posState);
      state = state < 7 ? 7 : 10;
      const slot = tree(slots, 6, Math.min(count, 3) * 64);
      if (slot < 4) rep0 = slot;
      else {
        const bits = (slot >> 1) - 1;
        const start = (2 | (slot & 1)) * 2 ** bits;
        if (slot < 14) rep0 = start + reverse(positions, start - slot, bits);
        else rep0 = start + direct(bits - 4) * 16 + reverse(align, 0, 4);
      }
      if (rep0 === 0xffffffff) break; // the mark of the end
    }
    count += 2;
    grow(at + count);
    if (rep0 >= at) throw new Error("damaged data");
    for (let from = at - rep0 - 1; count > 0 && (!known || at < size); count--) out[at++] = out[from++];
  }
  return out.subarray(0, at);
}
