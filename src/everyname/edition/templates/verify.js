/* The page: a reader chooses a folder, sees how far the check is, and reads what was found. */

(function () {
  const MOST_SHOWN = 500;
  const TEXT = {
    en: {
      title: 'Check an edition',
      lead: 'This page checks an edition of names on your own device: that it was signed by its publisher and that no page, number, picture or proof was changed, left out or added since. Nothing leaves this device.',
      step1: '1. Choose the folder of the edition',
      folder: 'The folder of the edition',
      folderSay: 'The one that holds index.html and manifest-sha256.txt. You may also drop the folder here. Your browser may say “upload”: nothing is sent.',
      step2: '2. Compare what you got from somewhere else',
      elsewhere: 'Whoever changes an edition can change the key and this page inside it too. Ask a partner of the publisher, or another copy, for these two. Without them the check says only that the edition agrees with itself.',
      vkey: 'The key of the publisher, a line like NAME+HASH+KEY',
      hash: 'The SHA-256 of this verifier (verify.html), 64 signs',
      step3: '3. Check',
      person: 'One person alone (the id on the page of the person), or empty for everything',
      start: 'Check',
      choose: 'Choose the folder of the edition first.',
      statements: 'Checking the statements: {done} of {all}',
      files: 'Checking the files: {done} of {all}',
      reading: 'Reading the folder.',
      failed: 'The check stopped: {why}. Nothing was found out.',
      done: 'The check is finished.',
      sound: 'The edition is as it was signed.',
      soundPerson: 'The person {person} is as it was signed.',
      wrong: 'NOT as signed: {count} problem(s).',
      more: 'And {count} more.',
      keyGiven: 'Key: the one you gave.',
      keyInside: 'Key: the one inside this edition. Compare it with a copy you got from somewhere else:',
      cosigned: 'Cosigned by {count} of the {all} witnesses it names: {who}',
      hashIs: '{name} in this folder has the SHA-256',
      hashSame: 'verify.html is the one whose hash you gave.',
      hashOther: 'verify.html is NOT the one whose hash you gave. Do not trust this page; get a verifier from somewhere else.',
      proves: 'A sound edition proves that these statements were signed by the holder of that key and not changed since. It does not prove that a statement is true.',
    },
    fa: {
      title: 'راستی‌آزمایی یک نسخه',
      lead: 'این صفحه نسخه‌ای از نام‌ها را روی دستگاه خودتان می‌آزماید: اینکه ناشر آن را امضا کرده و از آن پس هیچ صفحه، عدد، تصویر یا گواهی تغییر نکرده، حذف یا افزوده نشده است. چیزی از این دستگاه بیرون نمی‌رود.',
      step1: '۱. پوشهٔ نسخه را برگزینید',
      folder: 'پوشهٔ نسخه',
      folderSay: 'پوشه‌ای که index.html و manifest-sha256.txt در آن است. می‌توانید پوشه را این‌جا رها کنید. شاید مرورگر از «بارگذاری» بگوید: چیزی فرستاده نمی‌شود.',
      step2: '۲. آنچه را از جای دیگر گرفته‌اید مقایسه کنید',
      elsewhere: 'کسی که نسخه را دستکاری کند می‌تواند کلید و همین صفحه را هم عوض کند. این دو را از همکاران ناشر یا از نسخه‌ای دیگر بگیرید. بدون آن‌ها آزمون تنها نشان می‌دهد که نسخه با خودش سازگار است.',
      vkey: 'کلید ناشر، سطری به شکل NAME+HASH+KEY',
      hash: 'چکیدهٔ SHA-256 این راستی‌آزما (verify.html)، ۶۴ نویسه',
      step3: '۳. بیازمایید',
      person: 'تنها یک نفر (شناسه‌ای که در صفحهٔ اوست)، یا خالی برای همه',
      start: 'بیازما',
      choose: 'نخست پوشهٔ نسخه را برگزینید.',
      statements: 'بررسی گفته‌ها: {done} از {all}',
      files: 'بررسی پرونده‌ها: {done} از {all}',
      reading: 'خواندن پوشه.',
      failed: 'آزمون متوقف شد: {why}. چیزی روشن نشد.',
      done: 'آزمون پایان یافت.',
      sound: 'نسخه همان است که امضا شده.',
      soundPerson: 'آنچه دربارهٔ {person} است همان است که امضا شده.',
      wrong: 'همان نیست که امضا شده: {count} مشکل.',
      more: 'و {count} مورد دیگر.',
      keyGiven: 'کلید: همان که دادید.',
      keyInside: 'کلید: آن که درون همین نسخه است. آن را با نسخه‌ای که از جای دیگر گرفته‌اید مقایسه کنید:',
      cosigned: '{count} از {all} گواهی که نام برده است آن را هم‌امضا کرده‌اند: {who}',
      hashIs: 'SHA-256 پرونده {name} در این پوشه',
      hashSame: 'verify.html همان است که چکیده‌اش را دادید.',
      hashOther: 'verify.html آن نیست که چکیده‌اش را دادید. به این صفحه اعتماد نکنید و راستی‌آزما را از جای دیگری بگیرید.',
      proves: 'نسخهٔ درست نشان می‌دهد که این گفته‌ها را دارندهٔ آن کلید امضا کرده و از آن پس تغییری نکرده‌اند. درستی خود گفته را ثابت نمی‌کند.',
    },
  };
  const by = (id) => document.getElementById(id);
  let language = 'en', files = null, last = null, turn = 0;

  function text(key, values) {
    return TEXT[language][key].replace(/\{(\w+)\}/g, (_, name) => {
      const value = (values || {})[name];
      return typeof value === 'number' ? value.toLocaleString(language) : value;
    });
  }

  function speak(chosen) {
    language = chosen;
    document.documentElement.lang = chosen;
    document.documentElement.dir = chosen === 'fa' ? 'rtl' : 'ltr';
    document.title = text('title');
    document.querySelectorAll('[data-text]').forEach((part) => { part.textContent = text(part.dataset.text); });
    document.querySelectorAll('[data-language]').forEach((button) => {
      button.setAttribute('aria-pressed', String(button.dataset.language === chosen));
    });
    if (last) show();
  }

  function takeList(list) {
    files = new Map(Array.from(list, (file) => [file.webkitRelativePath.split('/').slice(1).join('/'), file]));
  }

  /* Read a dropped folder, with everything in it. */
  async function takeDropped(item) {
    const found = new Map();
    const list = (folder, reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    async function walk(entry, above) {
      if (entry.isFile) {
        found.set(above + entry.name, await new Promise((resolve, reject) => entry.file(resolve, reject)));
        return;
      }
      const reader = entry.createReader(), inside = above === null ? '' : above + entry.name + '/';
      for (let part = await list(entry, reader); part.length; part = await list(entry, reader)) {
        for (const one of part) await walk(one, inside);
      }
    }
    await walk(item, null);
    files = found;
  }

  async function read(path) {
    const file = files.get(path);
    if (!file) return null;
    try { return new Uint8Array(await file.arrayBuffer()); } catch (error) { return null; }
  }

  function tell(stage, done, all) {
    by('progress').value = (stage === 'files' ? 50 : 0) + 50 * done / Math.max(all, 1);
    by('status').textContent = text(stage, {done, all});
  }

  async function check() {
    const mine = ++turn;
    if (!files) { by('status').textContent = text('choose'); return; }
    by('result').hidden = true;
    by('progress').hidden = false;
    by('status').textContent = text('reading');
    const given = {vkey: by('vkey').value.trim(), person: by('person').value.trim(), hash: by('hash').value.trim()};
    try {
      const found = await everynameVerify.check({names: Array.from(files.keys()), read, tell, ...given});
      if (mine !== turn) return;
      last = {...found, ...given, keyText: new TextDecoder().decode(await read('key.vkey') || new Uint8Array()),
        hashes: await Promise.all(['verify.html', 'verify.py'].map(hashOf))};
      show();
      by('verdict').focus();
    } catch (error) {
      if (mine === turn) by('status').textContent = text('failed', {why: error.message});
    }
    if (mine === turn) by('progress').hidden = true;
  }

  async function hashOf(name) {
    const data = await read(name);
    return {name, hash: data ? everynameSigned.hex(everynameSigned.sha256(data)) : ''};
  }

  function item(said, code) {
    const line = document.createElement('li');
    line.textContent = said;
    if (code) {
      const part = document.createElement('code');
      part.dir = 'ltr';
      part.textContent = code;
      line.append(' ', part);
    }
    return line;
  }

  function show() {
    const {problems, vkey, person, hash, hashes, cosigned} = last;
    const sound = person ? text('soundPerson', {person}) : text('sound');
    by('verdict').textContent = problems.length ? text('wrong', {count: problems.length}) : sound;
    const said = problems.slice(0, MOST_SHOWN).map((one) => everynameVerify.say(one, language === 'fa' ? 1 : 0));
    by('problems').replaceChildren(...said.map((line) => item(line)));
    const left = problems.length - said.length;
    by('more').textContent = left > 0 ? text('more', {count: left}) : '';
    const facts = [vkey ? item(text('keyGiven')) : item(text('keyInside'), last.keyText.trim())];
    if (cosigned.named) {
      facts.push(item(text('cosigned', {count: cosigned.by.length, all: cosigned.named, who: cosigned.by.join(', ')})));
    }
    hashes.filter((one) => one.hash).forEach((one) => facts.push(item(text('hashIs', {name: one.name}), one.hash)));
    if (hash) facts.push(item(text(hashes[0].hash === hash.toLowerCase() ? 'hashSame' : 'hashOther')));
    by('facts').replaceChildren(...facts);
    by('result').hidden = false;
    by('status').textContent = text('done');
  }

  by('folder').addEventListener('change', (event) => { takeList(event.target.files); check(); });
  by('form').addEventListener('submit', (event) => { event.preventDefault(); check(); });
  by('drop').addEventListener('dragover', (event) => { event.preventDefault(); by('drop').classList.add('over'); });
  by('drop').addEventListener('dragleave', () => by('drop').classList.remove('over'));
  by('drop').addEventListener('drop', async (event) => {
    event.preventDefault();
    by('drop').classList.remove('over');
    const entry = event.dataTransfer.items[0] && event.dataTransfer.items[0].webkitGetAsEntry();
    if (entry && entry.isDirectory) { await takeDropped(entry); check(); } else by('status').textContent = text('choose');
  });
  document.querySelectorAll('[data-language]').forEach((button) => {
    button.addEventListener('click', () => speak(button.dataset.language));
  });
  speak((location.hash.slice(1) || navigator.language || 'en').startsWith('fa') ? 'fa' : 'en');
})();
