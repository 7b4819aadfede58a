/* Read names for searching, by the tables the edition's maker wrote: the same words and keys as its index. */
'use strict';

function everynameKeys(table) {
  const kept = new Set(table.kept);
  const optional = new Set(table.optional);
  const count = table.inner.length;
  const between = Float32Array.from(table.between, (sign) => parseInt(sign, 36) / 20);
  const losses = table.loss.map((row) => Float32Array.from(row, (sign) => parseInt(sign, 36) / 20));
  const isPlain = (text) => /^[\0-\x7f]*$/.test(text);
  const sameAs = {tch: 'ch', sch: 'sh', ph: 'f', ck: 'k', dj: 'j', ou: 'oo'};
  const atStart = {aa: '^a', ee: '^i', oo: '^u', w: '^w', y: '^y', a: '^a', e: '^e', i: '^i', o: '^o', u: '^u'};
  const atEnd = {ee: 'i$', oo: 'u$', aa: 'a$', y: 'i$', a: 'a$', e: 'e$', i: 'i$', o: 'o$', u: 'u$'};
  const ARABIC = 0, LATIN = 1, MOST_LETTERS = 24, MOST_READINGS = 4;

  function foldSign(sign) {
    const known = table.signs[sign], code = sign.codePointAt(0);
    if (known !== undefined) return known;
    const zero = table.zeros.find((first) => code >= first && code < first + 10);
    if (zero !== undefined) return String(code - zero);
    return /[\p{L}\p{N}\p{M}]/u.test(sign) ? sign : ' ';
  }

  function readAsLatin(word) {
    if (!/[a-z]/.test(word)) return word;
    const read = Array.from(word, (sign) => table.alike[sign] || sign).join('');
    return /[\u0370-\u052f]/.test(read) ? word : read;
  }

  /* Letters with a mark are heard as sh, ch; case, marks, hidden signs and code points of one letter
     fall away; other signs part words. */
  function fold(text) {
    const heard = Array.from(text.normalize('NFC'), (sign) => table.heard[sign] || sign).join('');
    const loose = Array.from(heard.normalize('NFKD'), foldSign).join('');
    return loose.normalize('NFC').split(/\s+/).filter(Boolean).map(readAsLatin).join(' ');
  }

  /* One spelling of the compounds of Abd, Allah and Din; at most 24 letters. */
  function spell(word) {
    if (isPlain(word)) {
      if (word.startsWith('abd')) word = word.replace(/abd[aeiou]*l?(?:[aeiou]l)?(?=[^aeiou]..)/, 'abd');
      if (word.length > 5) {
        word = word.slice(0, 2) + word.slice(2).replace(/[aeou]?llah?$|[aou]llah/g, 'lah');
        word = word.slice(0, 2) + word.slice(2).replace(/[aeiou]{0,2}[ld]?d[iey]{1,2}n$/, 'din');
      }
    } else {
      if (size(word) > 5) word = word.split('الله').join('له');
      if (word.startsWith('عبدال') && size(word) > 6) word = 'عبد' + word.slice(5);
      if (size(word) > 6) word = word.split('الدین').join('دین');
    }
    return Array.from(word).slice(0, MOST_LETTERS).join('');
  }

  function size(text) { return Array.from(text).length; }

  function stripArticle(word) {
    if (kept.has(word)) return word;
    if (word.startsWith('ال') && size(word) >= 4) return word.slice(2);
    if (/^[ae]l/.test(word) && size(word) >= 6 && !/[aeiou]/.test(word[2])) return word.slice(2);
    return word;
  }

  /* The consonants a word can be read as: what its spellings share, whatever their script. */
  function keys(word) {
    const bare = stripArticle(word);
    const once = isPlain(bare) ? bare.replace(/([b-df-hj-np-tv-z])\1+/g, '$1') : bare;
    const parts = isPlain(bare) ? once.match(/kh|gh|sh|zh|ch|dh|th|ph|ck|./g) || [] : Array.from(bare);
    let readings = [''];
    for (const part of parts) {
      const found = table.sounds[isPlain(bare) ? 'latin' : 'arabic'][part];
      const sounds = found === undefined ? [part] : Array.isArray(found) ? found : [found];
      if (sounds.length === 1) readings = readings.map((reading) => reading + sounds[0]);
      else readings = [].concat(...readings.map((reading) => sounds.map((sound) => reading + sound)));
      if (readings.length > 4096) readings.length = 4096;
    }
    const squeeze = (reading) => reading.replace(/(.)\1+/gu, '$1');
    const rough = readings.slice(0, MOST_READINGS).map((reading) => squeeze(reading) || (bare ? '~' : ''))
      .map((reading) => squeeze(reading.replace(/[CZ]/g, 'J').replace(/X/g, 'K')));
    return Array.from(new Set(rough));
  }

  function symbol(name) {
    const known = table.symbols[name];
    return known !== undefined ? known : count + name.codePointAt(0) % 64;
  }

  function placed(part, place, parts) {
    if (place === 0) return atStart[part] || part;
    if (place === parts.length - 1) return atEnd[part] || part;
    if ((part === 'i' || part === 'u') && ['a', 'e', 'o', 'u', 'aa'].includes(parts[place - 1])) {
      return part === 'i' ? 'I2' : 'U2';
    }
    return part;
  }

  /* A word as a row of numbered letters that can be compared across scripts. */
  function encode(word) {
    const codes = [];
    if (!isPlain(word)) {
      let rest = word;
      if (/^ا[یو]/.test(word) && size(word) > 2) {
        codes.push(symbol('^' + word.slice(0, 2)));
        rest = word.slice(2);
      }
      for (const letter of rest) codes.push(symbol(letter));
      if (rest.endsWith('ه') && size(word) > 1) codes[codes.length - 1] = symbol('ه$');
      return codes;
    }
    if (word.length > 3 && /[ae]h$/.test(word)) word = word.slice(0, -1);
    word = word.replace(/([sckzgdt])\1+(?=h)/g, '$1');
    const found = word.match(/tch|sch|kh|gh|sh|zh|ch|dh|th|ph|ck|dj|aa|ee|oo|ou|[a-z]/g) || [];
    const parts = found.map((part) => sameAs[part] || part);
    parts.forEach((part, place) => {
      const code = symbol(placed(part, place, parts));
      if (codes[codes.length - 1] !== code) codes.push(code);
    });
    return codes;
  }

  /* A word ready for comparing: its letters, the same as the beginning of a longer word, its script. */
  function form(word) {
    const codes = encode(stripArticle(word));
    const inner = codes.map((code) => (code < count ? table.inner[code] : code));
    return {word, codes, inner, side: isPlain(word) ? LATIN : ARABIC};
  }

  const most = MOST_LETTERS + 4;
  const grid = new Float32Array(most * most);

  function lost(code, side) { return code < count ? losses[side][code] : 0.9; }

  function swapped(one, other) {
    if (one === other) return 0;
    return one < count && other < count ? between[one * count + other] : 1;
  }

  /* What it costs to write `one` for `other`: 0 the same, about 1 a wrong letter. `isStart`: for its beginning. */
  function cost(one, other, isStart) {
    if (one.word === other.word) return 0;
    const from = isStart ? one.inner : one.codes, to = isStart ? other.inner : other.codes;
    const rows = from.length, columns = to.length;
    for (let j = 0; j <= columns; j++) grid[j] = j ? grid[j - 1] + lost(to[j - 1], one.side) : 0;
    for (let i = 1; i <= rows; i++) {
      const here = i * most, above = here - most;
      grid[here] = grid[above] + lost(from[i - 1], other.side);
      for (let j = 1; j <= columns; j++) {
        let least = grid[above + j - 1] + swapped(from[i - 1], to[j - 1]);
        least = Math.min(least, grid[above + j] + lost(from[i - 1], other.side),
          grid[here + j - 1] + lost(to[j - 1], one.side));
        if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
          least = Math.min(least, grid[above - most + j - 2] + 0.9);
        }
        grid[here + j] = least;
      }
    }
    const last = rows * most;
    if (!isStart) return grid[last + columns] + 0.02;
    let best = Infinity;
    for (let j = 1; j <= columns; j++) best = Math.min(best, grid[last + j] + 0.2 + 0.03 * (columns - j));
    return best;
  }

  return {fold, spell, keys, encode, form, cost, optional};
}
if (typeof module !== 'undefined') module.exports = everynameKeys;
