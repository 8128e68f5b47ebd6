// Tabs, keys, language: what holds the parts together.

const VIEWS = { findings: drawFindings, document: drawDocument, facts: drawFacts, open: drawOpen, tables: drawTables, cases: drawCases, coverage: drawCoverage };
const sizes = { findings: findings.length, facts: facts.length, open: openNumbers.length, tables: tables.length, cases: cases.length };
const drawn = new Set();

function drawTabs() {
  byId('tabs').replaceChildren(...Object.keys(VIEWS).map((name, place) => h('button', {
    id: `tab-${name}`, role: 'tab', 'aria-controls': `view-${name}`, 'aria-selected': String(state.view === name), tabindex: state.view === name ? 0 : -1,
    title: `${place + 1}`, click: () => openView(name), keydown: tabKeys,
  }, t(name), name in sizes ? h('span', { class: 'count' }, sizes[name]) : null)));
}

function tabKeys(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const names = Object.keys(VIEWS);
  const name = names[(names.indexOf(state.view) + by + names.length) % names.length];
  openView(name);
  byId(`tab-${name}`).focus();
}

function openView(name, focus = true) {
  state.view = name;
  for (const view of Object.keys(VIEWS)) byId(`view-${view}`).hidden = view !== name;
  if (!drawn.has(name)) {
    drawn.add(name);
    VIEWS[name]();
  }
  if (name === 'facts') drawRows();
  drawTabs();
  if (focus && name === 'document') showPlace(false);
}

function listed() {
  if (state.view === 'open') return ['number', openNumbers];
  return ['finding', findings.filter((finding) => isLead(finding) && fits(finding)).flatMap((finding) => [finding, ...finding.followers])];
}

function move(by) {
  if (state.view === 'facts') return moveFact(by);
  const [type, items] = listed();
  const at = items.indexOf(state.selected?.item);
  const item = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + by, 0), items.length - 1)];
  if (!item) return undefined;
  select(type, item, { go: state.view === 'document' });
  byId(`view-${state.view}`).querySelector(':scope > .list')?.growTo(items.indexOf(item));
  document.querySelector(type === 'finding' ? `[data-finding="${item.id}"]` : `[data-open="${item.offset}"]`)?.scrollIntoView({ block: 'nearest' });
  return undefined;
}

const KEYS = {
  j: () => move(1), k: () => move(-1), n: () => step(1), p: () => step(-1),
  l: () => setLanguage(state.lang === 'en' ? 'zh' : 'en'), '?': () => openKeys(),
  '/': () => { if (!['findings', 'facts'].includes(state.view)) openView('facts'); byId(`view-${state.view}`).querySelector('input[type=search]').focus(); },
  ']': () => moveNumber(1), '[': () => moveNumber(-1),
  v: () => byId('panel').querySelector('.verdict input')?.focus(),
  o: () => byId('outline').querySelector('[tabindex="0"]')?.focus(),
  Escape: () => openView('findings'),
  Enter: () => state.selected && showPlace(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId('keys').open) return;
  const typing = event.target.closest('input, textarea, select');
  if (typing && event.key === 'Escape') typing.blur();
  if (typing || (event.key === 'Enter' && event.target.closest('button, summary, a'))) return;
  const view = Object.keys(VIEWS)[Number(event.key) - 1];
  const act = view ? () => openView(view) : KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function openKeys() {
  const dialog = byId('keys');
  dialog.replaceChildren(h('h2', {}, t('keys.title')), h('ul', {}, ['views', 'next', 'enter', 'place', 'number', 'search', 'outline', 'verdict', 'back', 'lang'].map((name) => h('li', {}, t(`key.${name}`)))),
    h('button', { click: () => dialog.close() }, t('close')));
  dialog.showModal();
}

function drawHeader() {
  const about = data.document;
  byId('title').textContent = document.title = show(about.title ?? about.source.name);
  const said = [about.entity, about.report_year, about.period?.label].filter(Boolean).join(' · ');
  const parts = [facts.length, numbers.length, openNumbers.length];
  const sizes = pages.length ? t('summary', `${pages.length} `, ...parts) : t('summary.text', ...parts);
  byId('facts-of-report').replaceChildren(h('bdi', {}, said), `${said ? ' — ' : ''}${sizes}`, about.status === 'partial' ? h('b', {}, ` — ${t('partial')}`) : '');
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll('[data-title]')) element.title = t(element.dataset.title);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', t(element.dataset.label));
  byId('lang').textContent = state.lang === 'en' ? '中文' : 'English';
  tellUnsaved();
}

function setLanguage(lang) {
  state.lang = lang;
  document.documentElement.lang = lang;
  drawn.clear();
  drawHeader();
  drawOutline();
  drawFindings();
  drawn.add('findings');
  openView(state.view, false);
  drawPanel();
}

function onClick(event) {
  const mark = event.target.closest('#paper [data-n]');
  if (mark) selectNumber(numbers[Number(mark.dataset.n)]);
}

function selectNumber(number, how) {
  if (number?.facts.length === 1) select('fact', number.facts[0], how);
  else if (number) select('number', number, how);
}

// From numeral to numeral through the document, starting where the selection stands.
function moveNumber(by) {
  const here = state.places[state.at] ?? { start: 0, end: 0 };
  const next = by > 0 ? firstAtLeast(numbers, here.end, (number) => number.start) : firstAtLeast(numbers, here.start, (number) => number.end) - 1;
  selectNumber(numbers[next], { go: true });
}

function openHash() {
  const token = decodeURIComponent(location.hash.slice(1));
  const number = numbers.find((item) => `n${item.offset}` === token);
  if (findingOf.has(token)) select('finding', findingOf.get(token));
  else if (factOf.has(token)) select('fact', factOf.get(token), { go: true });
  else if (number) select('number', number, { go: true });
}

const now = new Date();
today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
cutLeaves();
admit(data.verdicts);
setLanguage(state.lang);
openHash();
byId('lang').addEventListener('click', () => setLanguage(state.lang === 'en' ? 'zh' : 'en'));
byId('export').addEventListener('click', exportVerdicts);
byId('import').addEventListener('click', () => byId('file').click());
byId('file').addEventListener('change', async ({ target }) => { if (target.files[0]) await importVerdicts(target.files[0]); target.value = ''; });
byId('print').addEventListener('click', () => window.print());
byId('help').addEventListener('click', openKeys);
byId('outline').addEventListener('keydown', outlineKeys);
document.addEventListener('keydown', onKey);
document.addEventListener('click', onClick);
window.addEventListener('resize', () => state.view === 'facts' && drawRows());
window.addEventListener('beforeprint', () => byId('view-findings').querySelector('.list')?.growTo(findings.length));
window.addEventListener('beforeunload', (event) => { if (unsaved.size) event.preventDefault(); });
