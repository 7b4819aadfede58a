'use strict';
/* SHA-2, Ed25519, signed notes and inclusion proofs in plain script: it must work where WebCrypto does not. */

const everynameSigned = (function () {
  const encoder = new TextEncoder();

  // --- SHA-2 (FIPS 180-4). The constants are the first bits of the roots of the first primes.

  const primes = [];
  for (let n = 2; primes.length < 80; n++) if (primes.every((prime) => n % prime)) primes.push(n);
  const WORD = (1n << 64n) - 1n;

  /* The first 64 bits behind the point of a square or cube root. */
  function rootBits(prime, power) {
    const wanted = BigInt(prime) << (64n * BigInt(power));
    let low = 0n, high = 1n << 70n;
    while (low < high) {
      const middle = (low + high + 1n) >> 1n;
      if (middle ** BigInt(power) <= wanted) low = middle; else high = middle - 1n;
    }
    return low & WORD;
  }

  const START = primes.slice(0, 8).map((prime) => rootBits(prime, 2));
  const ROUNDS = primes.map((prime) => rootBits(prime, 3));
  const START_32 = Int32Array.from(START, (word) => Number(BigInt.asIntN(32, word >> 32n)));
  const ROUNDS_32 = Int32Array.from(ROUNDS.slice(0, 64), (word) => Number(BigInt.asIntN(32, word >> 32n)));

  /* A SHA-256 that is fed in pieces. */
  class Sha256 {
    constructor() {
      this.state = START_32.slice();
      this.held = new Uint8Array(64);
      this.size = 0;
      this.words = new Int32Array(64);
    }

    update(data) {
      let at = 0, used = this.size % 64;
      this.size += data.length;
      if (used) {
        const taken = Math.min(64 - used, data.length);
        this.held.set(data.subarray(0, taken), used);
        at = taken;
        if (used + taken < 64) return this;
        this.block(this.held, 0);
      }
      for (; at + 64 <= data.length; at += 64) this.block(data, at);
      this.held.set(data.subarray(at));
      return this;
    }

    block(data, from) {
      const w = this.words, state = this.state;
      for (let i = 0; i < 16; i++, from += 4) {
        w[i] = (data[from] << 24) | (data[from + 1] << 16) | (data[from + 2] << 8) | data[from + 3];
      }
      for (let i = 16; i < 64; i++) {
        const x = w[i - 15], y = w[i - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      let a = state[0], b = state[1], c = state[2], d = state[3];
      let e = state[4], f = state[5], g = state[6], h = state[7];
      for (let i = 0; i < 64; i++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS_32[i] + w[i]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
      }
      state[0] += a; state[1] += b; state[2] += c; state[3] += d;
      state[4] += e; state[5] += f; state[6] += g; state[7] += h;
    }

    digest() {
      const bits = this.size * 8, used = this.size % 64;
      const padding = new Uint8Array((used < 56 ? 64 : 128) - used);
      padding[0] = 0x80;
      const view = new DataView(padding.buffer);
      view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
      view.setUint32(padding.length - 4, bits % 2 ** 32);
      this.update(padding);
      const out = new DataView(new ArrayBuffer(32));
      this.state.forEach((word, i) => out.setInt32(i * 4, word));
      return new Uint8Array(out.buffer);
    }
  }

  function sha256(...parts) {
    const hash = new Sha256();
    parts.forEach((part) => hash.update(part));
    return hash.digest();
  }

  /* SHA-512, for the short messages of signatures. */
  function sha512(data) {
    const size = Math.ceil((data.length + 17) / 128) * 128;
    const padded = new Uint8Array(size), view = new DataView(padded.buffer);
    padded.set(data);
    padded[data.length] = 0x80;
    view.setBigUint64(size - 8, BigInt(data.length) * 8n);
    const turn = (word, by) => ((word >> by) | (word << (64n - by))) & WORD;
    const state = START.slice();
    for (let from = 0; from < size; from += 128) {
      const w = Array.from({length: 16}, (_, i) => view.getBigUint64(from + i * 8));
      for (let i = 16; i < 80; i++) {
        const x = w[i - 15], y = w[i - 2];
        w.push((w[i - 16] + (turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n)) + w[i - 7]
          + (turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n))) & WORD);
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 80; i++) {
        const one = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & WORD & g)) + ROUNDS[i] + w[i];
        const two = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g; g = f; f = e; e = (d + one) & WORD; d = c; c = b; b = a; a = (one + two) & WORD;
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] = (state[i] + word) & WORD; });
    }
    const out = new DataView(new ArrayBuffer(64));
    state.forEach((word, i) => out.setBigUint64(i * 8, word));
    return new Uint8Array(out.buffer);
  }

  // --- Ed25519 (RFC 8032 section 5.1), verification only, strict: canonical encodings, no small-order points.

  const P = 2n ** 255n - 19n;
  const L = 2n ** 252n + 27742317777372353535851937790883648493n;
  const mod = (n) => { const rest = n % P; return rest < 0n ? rest + P : rest; };

  function power(base, exponent) {
    let result = 1n;
    for (base = mod(base); exponent; exponent >>= 1n, base = base * base % P) {
      if (exponent & 1n) result = result * base % P;
    }
    return result;
  }

  const D = mod(-121665n * power(121666n, P - 2n));
  const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

  function add(a, b) {
    const s = mod((a[1] - a[0]) * (b[1] - b[0])), t = mod((a[1] + a[0]) * (b[1] + b[0]));
    const c = mod(2n * a[3] * b[3] * D), d = mod(2n * a[2] * b[2]);
    const e = t - s, f = d - c, g = d + c, h = t + s;
    return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
  }

  function times(n, point) {
    let total = [0n, 1n, 1n, 0n];
    for (; n; n >>= 1n, point = add(point, point)) if (n & 1n) total = add(total, point);
    return total;
  }

  const little = (bytes) => bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);

  /* Decode a point; null for an encoding that is not canonical, not on the curve, or of small order. */
  function pointOf(bytes) {
    const number = little(bytes), sign = number >> 255n, y = number & ((1n << 255n) - 1n);
    if (bytes.length !== 32 || y >= P) return null;
    const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
    let x = power(square, (P + 3n) / 8n);
    if (mod(x * x - square)) x = x * ROOT_OF_MINUS_ONE % P;
    if (mod(x * x - square) || (x === 0n && sign)) return null;
    if ((x & 1n) !== sign) x = P - x;
    const point = [x, y, 1n, x * y % P], eighth = times(8n, point);
    return eighth[0] === 0n && eighth[1] === eighth[2] ? null : point;
  }

  function encoded(point) {
    const inverse = power(point[2], P - 2n);
    let number = mod(point[1] * inverse) | ((mod(point[0] * inverse) & 1n) << 255n);
    return Uint8Array.from({length: 32}, () => { const byte = Number(number & 255n); number >>= 8n; return byte; });
  }

  const BASE = pointOf(encoded([0n, mod(4n * power(5n, P - 2n)), 1n, 0n]));

  function joined(...parts) {
    const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
    parts.reduce((at, part) => { whole.set(part, at); return at + part.length; }, 0);
    return whole;
  }

  const isEqual = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

  /* Say whether `signature` (64 bytes) is the key's on `message`. */
  function signatureHolds(publicKey, message, signature) {
    if (signature.length !== 64) return false;
    const first = signature.subarray(0, 32), key = pointOf(publicKey), s = little(signature.subarray(32));
    if (!key || !pointOf(first) || s >= L) return false;
    const h = little(sha512(joined(first, publicKey, message))) % L;
    const minusKey = [P - key[0], key[1], 1n, P - key[3]];
    return isEqual(encoded(add(times(s, BASE), times(h, minusKey))), first);
  }

  // --- Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy).

  class Wrong extends Error {
    constructor(what, path, values) {
      super(what);
      Object.assign(this, {what, path: path || '', values: values || {}});
    }
  }

  /* Decode base64 written in the one canonical way; null for any other. */
  function base64(text) {
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return null;
    const signs = atob(text);
    return btoa(signs) === text ? Uint8Array.from(signs, (sign) => sign.charCodeAt(0)) : null;
  }

  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

  /* Read a verifier key `name+hash+base64`, of a log (algorithm 1) or of a witness (4). */
  function keyOf(vkey, algorithm) {
    const [, name, digest, rest] = vkey.trim().match(/^([^+]*)\+([^+]*)\+([^]*)$/) || [];
    const data = rest === undefined ? null : base64(rest);
    if (!data) throw new Wrong('key');
    const id = sha256(encoder.encode(name + '\n'), data).subarray(0, 4);
    const point = pointOf(data.subarray(1)), whole = point ? times(L, point) : [1n];
    if (data[0] !== algorithm || hex(id) !== digest || whole[0] || whole[1] !== whole[2]) throw new Wrong('key');
    return {name, id, publicKey: data.subarray(1)};
  }

  /* Give what a key's signature line holds after the key's id; nothing where it is another's. */
  function signatureOf(key, line) {
    const at = line.lastIndexOf(' ');
    const data = at >= 0 && line.slice(0, at) === '\u2014 ' + key.name ? base64(line.slice(at + 1)) : null;
    return data && isEqual(data.subarray(0, 4), key.id) ? data.subarray(4) : null;
  }

  /* Check a checkpoint against a key; other signers are left aside. */
  function headOf(text, key) {
    const cut = text.lastIndexOf('\n\n');
    const body = text.slice(0, cut) + '\n', [origin, size, root] = body.split('\n');
    const hash = root === undefined ? null : base64(root);
    if (cut < 0 || !hash || body.split('\n').length < 3 || !/^\s*[+-]?\d+\s*$/.test(size)) throw new Wrong('unsigned');
    if (origin !== key.name || !/^(0|[1-9]\d*)$/.test(size) || hash.length !== 32) throw new Wrong('anotherLog');
    const rest = text.slice(cut + 2), lines = rest.endsWith('\n') ? rest.slice(0, -1).split('\n') : [];
    const message = encoder.encode(body);
    const isSigned = lines.some((line) => {
      const made = signatureOf(key, line);
      return made && signatureHolds(key.publicKey, message, made);
    });
    if (!isSigned) throw new Wrong('anotherKey');
    return {body, lines, size: Number(size), root: hash};
  }

  /* Say whether a witness cosigned a head: time (8 bytes) and signature over it and the checkpoint. */
  function isCosigned(head, witness) {
    return head.lines.some((line) => {
      const made = signatureOf(witness, line);
      if (!made || made.length !== 72) return false;
      const time = made.subarray(0, 8).reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
      const message = encoder.encode('cosignature/v1\ntime ' + time + '\n' + head.body);
      return signatureHolds(witness.publicKey, message, made.subarray(8));
    });
  }

  // --- Inclusion in the log (RFC 6962 hashing; the walk of RFC 9162 section 2.1.3.2).

  const LEAF = Uint8Array.of(0), NODE = Uint8Array.of(1), half = (number) => Math.floor(number / 2);

  /* Give the root of a log of `size` leaves with `leaf` at `index`; null for a path of another length. */
  function rootOf(leaf, index, size, path) {
    if (!(index >= 0 && index < size)) return null;
    let here = index, last = size - 1, digest = sha256(LEAF, leaf);
    for (const other of path) {
      if (last === 0) return null;
      if (here % 2 || here === last) {
        digest = sha256(NODE, other, digest);
        while (here % 2 === 0 && here) { here = half(here); last = half(last); }
      } else digest = sha256(NODE, digest, other);
      here = half(here);
      last = half(last);
    }
    return last ? null : digest;
  }

  return {Sha256, Wrong, base64, headOf, hex, isCosigned, isEqual, keyOf, rootOf, sha256, sha512, signatureHolds};
})();
if (typeof module !== 'undefined') module.exports = everynameSigned;
