/* Find names in the index that lies beside this script, without a server: parts are loaded as scripts. */
(function () {
  const folder = document.currentScript.src.replace(/[^/]*$/, '');
  const MOST_SHOWN = 50, ENOUGH = 20, MOST_WORDS = 6, MOST_MATCHES = 400;
  const SURE = 0.75; // what two spellings of one name may cost; more is taken for a slip of the hand
  const waiting = {}, parts = {};
  let index = null;

  window.everynameTake = function (name, text) { parts[name] = text; };

  /* Load a part once; a script that fails can be asked for again. */
  function load(name) {
    if (name in parts) return Promise.resolve(parts[name]);
    if (!waiting[name]) {
      waiting[name] = new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = folder + name + '.js';
        script.onload = () => (name in parts ? resolve(parts[name]) : reject(new Error(name)));
        script.onerror = () => { delete waiting[name]; reject(new Error(name)); };
        document.head.append(script);
      });
    }
    return waiting[name];
  }

  async function open(language) {
    if (index && index.language === language) return index;
    const table = JSON.parse(await load('table'));
    const numbered = (kind) => table.parts[kind].slice(1).map((_, number) => load(kind + '-' + number));
    const [said, ...lines] = await Promise.all([load('says-' + language), ...numbered('words')]);
    const names = everynameKeys(table);
    index = {language, names, starts: table.parts, told: JSON.parse(said), lists: new Map(), ...vocabulary(lines)};
    index.forms = new Array(index.words.length);
    return index;
  }

  /* The words in order, and for each key the numbers of the words that stand under it. */
  function vocabulary(texts) {
    const words = [], groups = [], number = new Map();
    for (const text of texts) {
      for (const line of text.split('\n')) {
        const [key, ...members] = line.split(' ');
        groups.push({key, members: members.map((member) => (
          member[0] === '=' ? parseInt(member.slice(1), 36) : words.push(member) - 1))});
      }
    }
    words.forEach((word, at) => number.set(word, at));
    return {words, groups, number, byKey: new Map(groups.map((group) => [group.key, group.members]))};
  }

  function formOf(word) {
    return index.forms[word] || (index.forms[word] = index.names.form(index.words[word]));
  }

  /* Say whether two keys differ by at most `most` letters put in, left out, changed or exchanged. */
  function isNear(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return false;
    let before = [], row = Array.from({length: other.length + 1}, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      let least = i;
      for (let j = 1; j <= other.length; j++) {
        let cost = Math.min(row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1), row[j] + 1, next[j - 1] + 1);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        next.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return false;
      before = row;
      row = next;
    }
    return row[other.length] <= most;
  }

  /* The words of the index that `word` may stand for: number -> cost. */
  function matches(word, isWide) {
    const {names, groups, byKey, words} = index;
    const found = new Map(), form = names.form(word), keys = names.keys(word);
    const letters = Array.from(word).length;
    const limit = !isWide ? SURE : letters <= 2 ? 0.4 : letters <= 6 ? 1.2 : 2.1;
    const consider = (at, isStart) => {
      const cost = names.cost(form, formOf(at), isStart);
      if (cost <= limit && !(found.get(at) <= cost)) found.set(at, cost);
    };
    for (const key of keys) for (const at of byKey.get(key) || []) consider(at, false);
    if (letters > 1) {
      for (let at = 0; at < words.length; at++) if (words[at].startsWith(word)) consider(at, true);
      for (const {key, members} of groups) {
        const isBeginning = keys.some((own) => own.length > 1 && key.length > own.length && key.startsWith(own));
        if (isBeginning && letters > 2) for (const at of members) consider(at, true);
      }
    }
    if (isWide && letters > 2) {
      const most = letters > 6 ? 2 : 1;
      for (const {key, members} of groups) {
        if (keys.some((own) => own !== key && isNear(own, key, most))) for (const at of members) consider(at, false);
      }
    }
    return Array.from(found).sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, MOST_MATCHES);
  }

  function partOf(kind, line) {
    const starts = index.starts[kind];
    let at = 0;
    while (starts[at + 1] <= line) at++;
    return at;
  }

  async function lineOf(kind, line) {
    const at = partOf(kind, line);
    const held = kind + '-' + at;
    if (!index.lists.has(held)) index.lists.set(held, (await load(held)).split('\n'));
    return index.lists.get(held)[line - index.starts[kind][at]];
  }

  async function bearers(word) {
    let number = 0;
    return (await lineOf('lists', word)).split(' ').map((step) => (number += parseInt(step, 36)));
  }

  /* Lay the least cost of `word` on every person who bears something like it. */
  async function lay(word, isWide, into) {
    const found = matches(word, isWide);
    const wanted = new Set(found.map(([at]) => 'lists-' + partOf('lists', at)));
    await Promise.all(Array.from(wanted, load));
    for (const [at, cost] of found) {
      for (const person of await bearers(at)) if (cost < into[person]) into[person] = cost;
    }
  }

  /* A word written as one that the index holds as two. */
  async function layHalves(word, into) {
    const letters = Array.from(word);
    for (let cut = 2; cut <= letters.length - 2; cut++) {
      const halves = [letters.slice(0, cut).join(''), letters.slice(cut).join('')].map(index.names.spell);
      const found = halves.map((half) => exact(half));
      if (!found[0].length || !found[1].length) continue;
      const first = new Set([].concat(...await Promise.all(found[0].map(bearers))));
      for (const at of found[1]) {
        for (const person of await bearers(at)) if (first.has(person) && into[person] > 0.3) into[person] = 0.3;
      }
    }
  }

  /* The words that are another spelling of `word` beyond doubt. */
  function exact(word) {
    const form = index.names.form(word), found = new Set();
    for (const key of index.names.keys(word)) {
      for (const at of index.byKey.get(key) || []) if (index.names.cost(form, formOf(at), false) < 0.25) found.add(at);
    }
    return Array.from(found);
  }

  function blank() { return new Float32Array(index.starts.persons[index.starts.persons.length - 1]).fill(Infinity); }

  /* For each word of the query, what it costs to find it with each person. */
  async function costs(query, isWide) {
    const rows = query.map(blank);
    await Promise.all(query.map((word, at) => lay(word, isWide, rows[at])));
    await Promise.all(query.map((word, at) => layHalves(word, rows[at])));
    for (let from = 0; from < query.length; from++) {
      for (let to = from + 2; to <= Math.min(query.length, from + 3); to++) {
        const joined = blank();
        await lay(index.names.spell(query.slice(from, to).join('')), false, joined);
        for (let at = from; at < to; at++) {
          rows[at] = rows[at].map((cost, person) => Math.min(cost, joined[person] / (to - from)));
        }
      }
    }
    return rows;
  }

  /* Order the persons who bear every word of the query, but `spare` of those that may be missing. */
  function ordered(query, rows, spare) {
    const found = [];
    for (let person = 0; person < rows[0].length; person++) {
      let total = 0, missing = 0, met = 0;
      for (let at = 0; at < rows.length; at++) {
        const cost = rows[at][person];
        if (cost < Infinity) { total += cost; met++; } else if (index.names.optional.has(query[at])) total += 0.2;
        else { total += 1.5; missing++; }
      }
      if (met && missing <= spare) found.push([total, person]);
    }
    return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  async function told(person) {
    const [address, name, other, outcome, days, place] = (await lineOf('persons', person)).split('\t');
    const said = index.told, at = (number) => parseInt(number, 36);
    return {address, name, other, told: [said.outcomes[at(outcome)], said.days[at(days)], said.places[at(place)]]};
  }

  /* Find the persons whose names are like the query: how many, and the closest of them. */
  async function find(text, language) {
    await open(language);
    const folded = index.names.fold(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
    const query = folded.map(index.names.spell);
    if (!query.length || query.every((word) => Array.from(word).length < 2)) return null;
    let rows = await costs(query, false);
    let found = ordered(query, rows, 0);
    if (found.length < ENOUGH) found = ordered(query, (rows = await costs(query, true)), 0);
    if (!found.length && query.length > 1) found = ordered(query, rows, 1);
    const persons = found.slice(0, MOST_SHOWN).map(([, person]) => person);
    await Promise.all(persons.map((person) => load('persons-' + partOf('persons', person))));
    return {count: found.length, shown: await Promise.all(persons.map(told))};
  }

  function run(text) {
    const bdi = document.createElement('bdi');
    bdi.textContent = text;
    bdi.dir = 'auto';
    return bdi;
  }

  function line(person, form) {
    const item = document.createElement('li'), link = document.createElement('a');
    link.href = form.dataset.home + person.address;
    link.append(run(person.name));
    if (person.other) link.append(' ', run(person.other));
    const small = document.createElement('span');
    small.className = 'small';
    person.told.filter(Boolean).forEach((part, at) => small.append(at ? form.dataset.comma : '', run(part)));
    item.append(link, ' ', small);
    return item;
  }

  function say(form, found) {
    const {none, many, first, short, digits} = form.dataset;
    const number = (count) => String(count).replace(/\d/g, (digit) => digits[digit]);
    if (found === null) return short;
    if (!found.count) return none;
    const text = found.count > MOST_SHOWN ? first : many;
    return text.replace('{count}', number(found.count)).replace('{shown}', number(MOST_SHOWN));
  }

  function wire(form) {
    const input = form.querySelector('input'), list = form.querySelector('ol'), status = form.querySelector('[role=status]');
    let turn = 0;
    async function ask() {
      const mine = ++turn, text = input.value.trim();
      if (!text) { list.replaceChildren(); status.textContent = ''; return; }
      try {
        const found = await find(text, document.documentElement.lang);
        if (mine !== turn) return;
        list.replaceChildren(...(found ? found.shown : []).map((person) => line(person, form)));
        status.textContent = say(form, found);
      } catch (error) {
        if (mine === turn) { list.replaceChildren(); status.textContent = form.dataset.failed; }
      }
    }
    input.addEventListener('focus', () => open(document.documentElement.lang).catch(() => {}));
    input.addEventListener('input', ask);
    form.addEventListener('submit', (event) => { event.preventDefault(); ask(); });
    form.hidden = false;
    if (input.value) ask();
  }

  window.everynameFind = find;
  document.querySelectorAll('form.search').forEach(wire);
})();
