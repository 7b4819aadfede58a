/* Check an edition against its signed log: the same findings as verify.py, in the same order and words. */

const everynameVerify = (function () {
  const {Sha256, Wrong, base64, headOf, hex, isCosigned, isEqual, keyOf, rootOf, sha256} = everynameSigned;
  const MANIFEST = 'manifest-sha256.txt', STATEMENTS = 'proofs/statements.jsonl';
  const TOGETHER = 48; // files, or statements with their files, that are read at once
  const encoder = new TextEncoder();
  const loose = new TextDecoder('utf-8', {ignoreBOM: true});
  const strict = new TextDecoder('utf-8', {ignoreBOM: true, fatal: true});

  /* What may be wrong, in English as verify.py says it, and in Persian. */
  const SAYS = {
    missing: ['the file is missing or cannot be read', 'پرونده نیست یا خوانده نمی‌شود'],
    notText: ['it is not text in UTF-8', 'متن UTF-8 نیست'],
    changed: ['the file was changed', 'پرونده تغییر کرده است'],
    added: ['the file does not belong to the edition', 'پرونده از آن این نسخه نیست'],
    lines: ['it is more than one line', 'بیش از یک سطر است'],
    key: ['it is not a usable Ed25519 verifier key', 'کلید Ed25519 قابل‌استفاده‌ای نیست'],
    noKey: ['there is no usable key', 'کلید قابل‌استفاده‌ای نیست'],
    unsigned: ['it is not a signed checkpoint', 'سر دفتر امضاشده نیست'],
    anotherLog: ["it is not a checkpoint of this key's log", 'سر دفترِ این کلید نیست'],
    anotherKey: ['it is not signed by the key', 'با این کلید امضا نشده است'],
    manifest: ['it is not the list of files that was signed ({why})', 'فهرست پرونده‌هایی که امضا شده نیست ({why})'],
    line: ['line {line} is damaged', 'سطر {line} آسیب دیده است'],
    head: ['its checkpoint does not hold: {why}', 'سر دفتر آن درست نیست: {why}'],
    absent: ['the log does not hold this statement', 'این گفته در دفتر نیست'],
    proof: ['it is not a proof of this statement', 'گواه این گفته نیست'],
    anotherHead: ['it stands under another checkpoint than the edition', 'زیر سر دفتر دیگری جز سر دفتر این نسخه است'],
    data: ['the file cannot be read as it was written', 'پرونده آن‌گونه که نوشته شده خوانده نمی‌شود'],
    page: ['the page does not say what was signed as {name}', 'صفحه آنچه را با نام {name} امضا شده نمی‌گوید'],
    statement: ['the statement {name} is damaged', 'گفته {name} آسیب دیده است'],
    unsaid: ['it does not say what was signed as {name}', 'آنچه را با نام {name} امضا شده نمی‌گوید'],
    unsignedData: ['it says something that was never signed: {name}', 'چیزی می‌گوید که هرگز امضا نشده: {name}'],
    nobody: ['the edition holds no statement {name}', 'نسخه گفته‌ای به نام {name} ندارد'],
    given: ['the key given', 'کلید داده‌شده'],
  };

  /* Say one finding in a language, 0 English and 1 Persian. */
  function say(problem, language) {
    const values = problem.values || {};
    const text = SAYS[problem.what][language].replace(/\{(\w+)\}/g, (_, name) => (
      values[name] && values[name].what ? say(values[name], language) : String(values[name])));
    const where = problem.path === 'given' ? SAYS.given[language] : problem.path;
    return where ? where + ': ' + text : text;
  }

  function isSame(one, other) {
    if (one === other) return true;
    if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
    if (Array.isArray(one) !== Array.isArray(other)) return false;
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length
      && keys.every((key) => Object.prototype.hasOwnProperty.call(other, key) && isSame(one[key], other[key]));
  }

  function isPlainObject(value) { return typeof value === 'object' && value !== null && !Array.isArray(value); }

  /* An edition's files, key and head, and the problems found so far. `read` gives bytes, null for no file. */
  class Edition {
    constructor(names, read, vkey, tell) {
      Object.assign(this, {names, vkey, tell, fetch: read, problems: [], heads: new Map(), digests: new Map()});
      this.coming = new Map();
      this.rest = Date.now();
      this.key = null;
      this.headText = '';
    }

    note(what, path, values) { this.problems.push({what, path, values}); }

    catch(error, path) {
      if (!(error instanceof Wrong)) throw error;
      this.note(error.what, error.path || path, error.values);
    }

    /* Let the page draw and answer now and then. */
    async breathe(stage, done, all) {
      if (Date.now() - this.rest < 40) return;
      if (stage) this.tell(stage, done, all);
      await new Promise((resolve) => setTimeout(resolve, 0));
      this.rest = Date.now();
    }

    /* Begin to read files that are wanted soon, together. */
    ahead(paths) {
      paths.forEach((path) => { if (!this.digests.has(path)) this.coming.set(path, this.fetch(path)); });
    }

    async read(path) {
      const data = await (this.coming.get(path) || this.fetch(path));
      this.coming.delete(path);
      if (!data) throw new Wrong('missing', path);
      const hash = new Sha256();
      for (let at = 0; at < data.length; at += 1 << 20) {
        hash.update(data.subarray(at, at + (1 << 20)));
        await this.breathe();
      }
      this.digests.set(path, hex(hash.digest()));
      return data;
    }

    async text(path) {
      const data = await this.read(path);
      try { return strict.decode(data); } catch (error) { throw new Wrong('notText', path); }
    }

    async open() {
      let where = this.vkey ? 'given' : 'key.vkey';
      try {
        const text = this.vkey || await this.text('key.vkey');
        if (!this.vkey && text !== text.trim() + '\n') throw new Wrong('lines');
        this.key = keyOf(text, 1);
        where = 'checkpoint';
        this.headText = await this.text(where);
        const found = this.head(this.headText);
        if (found instanceof Wrong) throw found;
      } catch (error) {
        this.catch(error, where);
      }
    }

    /* Check a checkpoint once, however often it stands in proofs. */
    head(text) {
      if (!this.heads.has(text)) {
        try {
          if (!this.key) throw new Wrong('noKey');
          this.heads.set(text, headOf(text, this.key));
        } catch (error) {
          if (!(error instanceof Wrong)) throw error;
          this.heads.set(text, error);
        }
      }
      return this.heads.get(text);
    }

    async checkProof(name, leaf) {
      const path = 'proofs/' + name + '.tlog-proof', data = await this.read(path);
      let text = '';
      try { text = strict.decode(data); } catch (error) { throw new Wrong('proof', path); }
      const cut = text.indexOf('\n\n'), [first, second, ...lines] = text.slice(0, cut).split('\n');
      const index = second === undefined ? null : second.match(/^index (0|[1-9]\d{0,15})$/);
      if (cut < 0 || first !== 'c2sp.org/tlog-proof@v1' || !index) throw new Wrong('proof', path);
      const headText = text.slice(cut + 2), head = this.head(headText);
      if (head instanceof Wrong) throw new Wrong('head', path, {why: head});
      const hashes = lines.map(base64);
      const root = hashes.includes(null) ? null : rootOf(leaf, Number(index[1]), head.size, hashes);
      if (!root) throw new Wrong('proof', path);
      if (!isEqual(root, head.root)) throw new Wrong('absent', path);
      const own = this.heads.get(this.headText);
      if (headText !== this.headText && own && !(own instanceof Wrong)) throw new Wrong('anotherHead', path);
    }
  }

  const leafOf = (kind, digest) => encoder.encode(`{"digest":"${digest}","kind":"${kind}","v":1}`);

  async function manifestOf(edition, person) {
    const data = await edition.read(MANIFEST), listed = new Map();
    try {
      await edition.checkProof('manifest', leafOf('manifest', edition.digests.get(MANIFEST)));
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      edition.note('manifest', MANIFEST, {why: error});
    }
    loose.decode(data).split('\n').slice(0, -1).forEach((line, at) => {
      if (person && !line.includes(`persons/${person}.`) && !line.endsWith('/index.html')) return;
      if (!/^[0-9a-f]{64} {2}[A-Za-z0-9._/-]+$/.test(line) || line.includes('..')) {
        edition.note('line', MANIFEST, {line: at + 1});
      } else listed.set(line.slice(66), line.slice(0, 64));
    });
    return listed;
  }

  async function checkFiles(edition, listed) {
    const paths = Array.from(listed.keys()).sort();
    for (let at = 0; at < paths.length; at++) {
      const path = paths[at];
      if (at % TOGETHER === 0) edition.ahead(paths.slice(at, at + TOGETHER));
      await edition.breathe('files', at, paths.length);
      try {
        if (!edition.digests.has(path)) await edition.read(path);
        if (edition.digests.get(path) !== listed.get(path)) throw new Wrong('changed', path);
      } catch (error) {
        edition.catch(error);
      }
    }
  }

  function checkExtra(edition, listed, names) {
    const known = new Set([...listed.keys(), MANIFEST, 'checkpoint', 'proofs/manifest.tlog-proof']);
    names.forEach((name) => known.add('proofs/' + name + '.tlog-proof'));
    edition.names.filter((path) => !known.has(path)).sort().forEach((path) => edition.note('added', path));
  }

  function opened(line) {
    const found = JSON.parse(strict.decode(line));
    const statement = encoder.encode(found.statement);
    if (typeof found.statement !== 'string' || strict.decode(statement) !== found.statement) throw new SyntaxError();
    if (!/^[a-z]+-[A-Za-z0-9-]+$/.test(found.id) || !/^(?:[0-9a-f]{2})*$/i.test(found.salt)) throw new SyntaxError();
    const salt = Uint8Array.from(found.salt.match(/../g) || [], (pair) => parseInt(pair, 16));
    return {name: found.id, salt, raw: statement, statement: JSON.parse(found.statement)};
  }

  /* What a line opens; null where it is damaged, undefined where it is not asked for. */
  function openedOrNull(line, only) {
    if (only && !loose.decode(line).includes(only)) return undefined;
    try {
      const found = opened(line);
      return only && found.name !== only ? undefined : found;
    } catch (error) {
      return null;
    }
  }

  const pagesOf = (name, languages) => languages.map((language) => (
    language + '/' + (name.startsWith('person-') ? `persons/${name.slice(7)}.html` : 'numbers.html')));

  const filesOf = (name, languages) => ['proofs/' + name + '.tlog-proof', ...pagesOf(name, languages)];

  /* Cut bytes at line ends; what stands after the last is no line. */
  function linesOf(data) {
    const lines = [];
    for (let from = 0, end = data.indexOf(10); end >= 0; from = end + 1, end = data.indexOf(10, from)) {
      lines.push(data.subarray(from, end));
    }
    return lines;
  }

  async function itemsOf(edition, path, key, only) {
    try {
      const text = strict.decode(await edition.read(path));
      if (!only) {
        const items = JSON.parse(text)[key];
        if (!Array.isArray(items)) throw new SyntaxError();
        return items;
      }
      const lines = text.split('\n').filter((line) => line.includes(`"id": "${only}"`));
      return lines.map((line) => JSON.parse(line.replace(/,+$/, '')));
    } catch (error) {
      if (!(error instanceof Wrong || error instanceof SyntaxError || error instanceof TypeError)) throw error;
      edition.note('data', path);
      return [];
    }
  }

  /* What the data files say, under the ids of statements. */
  async function byId(edition, only) {
    const found = new Map(), kinds = {person: 'persons', claim: 'claims', number: 'headlines'};
    for (const kind of only ? ['person'] : Object.keys(kinds)) {
      const path = kind === 'number' ? 'data/numbers.json' : `data/${kinds[kind]}.json`;
      for (const item of await itemsOf(edition, path, kinds[kind], only.slice(only.indexOf('-') + 1))) {
        if (!isPlainObject(item)) continue;
        const name = item[kind === 'number' ? 'name' : 'id'];
        found.set(kind + '-' + (name === undefined ? 'None' : name), {v: 1, kind, [kind]: item});
      }
    }
    return found;
  }

  const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

  /* What a page must show: the fingerprint; of a person each name, of a number its values. */
  function wantedOf(statement, fingerprint) {
    const wanted = [fingerprint];
    if (!isPlainObject(statement) || !('kind' in statement)) throw new TypeError();
    if (statement.kind === 'person') for (const said of statement.person.names || []) wanted.push(escaped(said.text));
    if (statement.kind === 'number') {
      const values = [statement.number.value, statement.number.low, statement.number.high];
      values.forEach((value) => { if (value !== null && value !== undefined) wanted.push(`value="${value}"`); });
    }
    return wanted;
  }

  async function checkPages(edition, pages, name, wanted) {
    for (const path of pages) {
      let text = '';
      try { text = loose.decode(await edition.read(path)); } catch (error) { if (!(error instanceof Wrong)) throw error; }
      text = text.replace(/&#34;/g, '"').replace(/&#39;/g, "'");
      if (!wanted.every((part) => text.includes(part))) edition.note('page', path, {name});
    }
  }

  async function checkStatements(edition, listed, only) {
    const paths = Array.from(listed.keys()).sort();
    const languages = paths.filter((path) => /^[a-z]+\/index\.html$/.test(path)).map((path) => path.slice(0, -11));
    const said = await byId(edition, only), names = new Set();
    const lines = linesOf(await edition.read(STATEMENTS));
    let soon = [];
    for (let at = 0; at < lines.length; at++) {
      await edition.breathe('statements', at, lines.length);
      if (at % TOGETHER === 0) {
        soon = lines.slice(at, at + TOGETHER).map((line) => openedOrNull(line, only));
        edition.ahead([].concat(...soon.filter(Boolean).map(({name}) => filesOf(name, languages))));
      }
      const found = soon[at % TOGETHER];
      if (found === undefined) continue;
      if (found === null) { edition.note('line', STATEMENTS, {line: at + 1}); continue; }
      names.add(found.name);
      await checkStatement(edition, languages, found);
      if (!isSame(said.get(found.name), found.statement)) edition.note('unsaid', 'data', {name: found.name});
      said.delete(found.name);
    }
    if (!only) Array.from(said.keys()).sort().forEach((name) => edition.note('unsignedData', 'data', {name}));
    if (only && !names.has(only)) edition.note('nobody', STATEMENTS, {name: only});
    return names;
  }

  async function checkStatement(edition, languages, {name, salt, raw, statement}) {
    try {
      await edition.checkProof(name, leafOf('statement', hex(sha256(salt, raw))));
      const wanted = wantedOf(statement, hex(sha256(raw)));
      await checkPages(edition, pagesOf(name, languages), name, wanted);
    } catch (error) {
      if (error instanceof TypeError) edition.note('statement', STATEMENTS, {name}); else edition.catch(error);
    }
  }

  /* Who of the witnesses in `policy` cosigned the checkpoint, and how many the policy names. */
  async function cosigned(edition) {
    const head = edition.heads.get(edition.headText);
    try {
      const words = (await edition.text('policy')).split('\n').map((line) => line.trim().split(/\s+/));
      const keys = words.filter((word) => word[0] === 'witness' && word.length > 2).map((word) => keyOf(word[2], 4));
      const isHeld = head && !(head instanceof Wrong);
      return {named: keys.length, by: keys.filter((key) => isHeld && isCosigned(head, key)).map((key) => key.name)};
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      return {named: 0, by: []};
    }
  }

  /* Check an edition, or one person of it: the problems, each naming its file, none if all is well. */
  async function check({names, read, vkey, person, tell}) {
    const edition = new Edition(names, read, vkey || '', tell || (() => {}));
    await edition.open();
    try {
      const listed = await manifestOf(edition, person);
      const stated = await checkStatements(edition, listed, person ? 'person-' + person : '');
      if (person) for (const path of Array.from(listed.keys())) if (!path.includes('/persons/')) listed.delete(path);
      if (!person) checkExtra(edition, listed, stated);
      await checkFiles(edition, listed);
    } catch (error) {
      edition.catch(error, '');
    }
    const seen = new Set(), problems = [];
    for (const problem of edition.problems) {
      const text = say(problem, 0);
      if (!seen.has(text)) problems.push(problem);
      seen.add(text);
    }
    return {problems, cosigned: await cosigned(edition), digests: edition.digests};
  }

  return {check, say};
})();
if (typeof module !== 'undefined') module.exports = everynameVerify;
