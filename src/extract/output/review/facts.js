// All facts as a table: only the rows in view are in the page, so that a hundred thousand are as quick as ten.

const ROW = 30; // pixels, as the stylesheet has it
const COLUMNS = {
  name: (fact) => fact.name,
  value: (fact) => ({ up: '↑ ', down: '↓ ' }[fact.direction] ?? '') + fact.raw,
  unit: (fact) => fact.unit ?? '',
  year: (fact) => fact.period?.year ?? '',
  entity: (fact) => fact.entity ?? '',
  kind: (fact) => t(`kind.${fact.kind}`),
  source: (fact) => t(`source.${fact.source}`),
  place: (fact) => placeWords(fact.where),
};
const TSV = {
  id: (fact) => fact.id, indicator: (fact) => fact.indicator ?? '', name: COLUMNS.name, path: (fact) => fact.path.join(' / '),
  entity: COLUMNS.entity, period: (fact) => fact.period?.label ?? '', year: COLUMNS.year, kind: (fact) => fact.kind, raw: (fact) => fact.raw,
  value: (fact) => fact.value ?? '', unit: COLUMNS.unit, canonical: (fact) => fact.canonical[0] ?? '', canonical_unit: (fact) => fact.canonical[1] ?? '',
  source: (fact) => fact.source, place: COLUMNS.place, quote: (fact) => fact.where.quote, rule: (fact) => fact.rule,
};
const factTable = { sort: null, down: false, query: '', kind: '', source: '', year: '', conflict: false, hurt: false, rows: facts };

function filterFacts() {
  const { query, kind, source, year, conflict, hurt, sort, down } = factTable;
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = facts.filter((fact) => (!kind || fact.kind === kind) && (!source || fact.source === source)
    && (!year || String(fact.period?.year ?? '') === year) && (!conflict || fact.conflict) && (!hurt || fact.findings.length)
    && (!words.length || matches(fact, words)));
  factTable.rows = sort ? sortFacts(rows, sort, down) : rows;
}

function matches(fact, words) {
  const whole = [fact.name, fact.raw, fact.indicator, fact.unit, fact.entity, fact.path.join(' '), fact.where.quote].join('\n').toLowerCase();
  return words.every((word) => whole.includes(word));
}

function sortFacts(rows, column, down) {
  const key = column === 'value' ? (fact) => Number(fact.canonical[0] ?? NaN)
    : column === 'place' ? (fact) => fact.where.start : COLUMNS[column];
  const order = new Intl.Collator(state.lang === 'en' ? 'en' : 'zh', { numeric: true });
  const compare = (one, other) => {
    if (typeof one === 'number' && typeof other === 'number') return Number.isNaN(one) - Number.isNaN(other) || one - other || 0;
    return order.compare(one, other);
  };
  const sorted = rows.map((fact) => [key(fact), fact]).sort((one, other) => compare(one[0], other[0])).map(([, fact]) => fact);
  return down ? sorted.reverse() : sorted;
}

function drawFacts() {
  const view = byId('view-facts');
  const grid = h('div', { id: 'grid', role: 'grid', 'aria-label': t('facts'), tabindex: 0, scroll: drawRows, keydown: factKeys });
  view.replaceChildren(factBar(), grid);
  refreshFacts();
}

function refreshFacts() {
  filterFacts();
  const grid = byId('grid');
  const head = h('div', { role: 'row', class: 'grid-head' }, Object.keys(COLUMNS).map(columnHead));
  grid.replaceChildren(head, h('div', { class: 'grid-body', role: 'rowgroup', style: { height: `${factTable.rows.length * ROW}px` } }));
  grid.setAttribute('aria-rowcount', factTable.rows.length + 1);
  grid.scrollTop = 0;
  byId('fact-count').textContent = t('shown', factTable.rows.length, facts.length);
  drawRows();
}

function columnHead(column) {
  const sorted = factTable.sort === column;
  const sort = () => { factTable.down = sorted && !factTable.down; factTable.sort = column; refreshFacts(); };
  return h('div', { role: 'columnheader', class: `c-${column}`, 'aria-sort': sorted ? (factTable.down ? 'descending' : 'ascending') : 'none' },
    h('button', { 'data-sort': column, click: sort }, t(column), sorted ? (factTable.down ? ' ▼' : ' ▲') : ''));
}

function factBar() {
  const set = (name) => (value) => { factTable[name] = value; refreshFacts(); };
  const values = (read) => [...new Set(facts.map(read).filter((value) => value !== null && value !== undefined))].sort();
  const toggle = (name, label) => {
    const button = chip(label, factTable[name], () => { set(name)(!factTable[name]); button.setAttribute('aria-pressed', String(factTable[name])); });
    return button;
  };
  return h('div', { class: 'bar' },
    searchBox(factTable.query, t('search.facts'), set('query')),
    pick(t('kind'), factTable.kind, [['', t('all')], ...values((fact) => fact.kind).map((kind) => [kind, t(`kind.${kind}`)])], set('kind')),
    pick(t('source'), factTable.source, [['', t('all')], ...values((fact) => fact.source).map((name) => [name, t(`source.${name}`)])], set('source')),
    pick(t('year'), factTable.year, [['', t('all')], ...values((fact) => fact.period?.year).map((year) => [year, year])], set('year')),
    toggle('conflict', t('only.conflict')), toggle('hurt', t('in.finding')),
    h('button', { id: 'copy', click: copyFacts }, t('copy')),
    h('span', { id: 'fact-count', class: 'small', role: 'status' }));
}

function drawRows() {
  const grid = byId('grid');
  const body = grid.querySelector('.grid-body');
  const first = Math.max(0, Math.floor(grid.scrollTop / ROW) - 10);
  const rows = factTable.rows.slice(first, first + Math.ceil(grid.clientHeight / ROW) + 20);
  body.replaceChildren(...rows.map((fact, place) => drawRow(fact, first + place)));
}

function drawRow(fact, place) {
  const chosen = state.selected?.type === 'fact' && state.selected.item === fact;
  return h('div', {
    role: 'row', class: 'grid-row', 'data-fact': fact.id, 'aria-rowindex': place + 2, 'aria-selected': String(chosen), style: { top: `${place * ROW}px` },
    click: () => select('fact', fact), dblclick: () => select('fact', fact, { go: true }),
  }, Object.entries(COLUMNS).map(([name, read]) => h('div', { role: 'gridcell', class: `c-${name}`, title: read(fact) },
    name === 'name' && fact.conflict ? h('span', { class: 'sign warning', title: t('conflict') }, '!') : null, h('bdi', {}, read(fact)))));
}

function moveFact(by) {
  const at = factTable.rows.indexOf(state.selected?.item);
  const place = Math.min(Math.max(at + by, 0), factTable.rows.length - 1);
  if (place < 0) return;
  select('fact', factTable.rows[place]);
  const grid = byId('grid');
  const top = place * ROW;
  if (top < grid.scrollTop) grid.scrollTop = top;
  if (top + 3 * ROW > grid.scrollTop + grid.clientHeight) grid.scrollTop = top + 3 * ROW - grid.clientHeight;
}

function factKeys(event) {
  const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key];
  if (move) {
    event.preventDefault();
    moveFact(move);
  }
}

// A cell that a spreadsheet would run is led by an apostrophe, as in the CSV export.
const tsvCell = (value) => {
  const cell = String(value).replace(/[\t\n\r]+/g, ' ');
  return /^[=+\-@]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell;
};

async function copyFacts() {
  const lines = [Object.keys(TSV), ...factTable.rows.map((fact) => Object.values(TSV).map((read) => tsvCell(read(fact))))];
  const content = lines.map((cells) => cells.join('\t')).join('\n');
  try {
    await navigator.clipboard.writeText(content);
  } catch {
    const area = h('textarea', {});
    area.value = content;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  byId('fact-count').textContent = t('copied', factTable.rows.length);
}
