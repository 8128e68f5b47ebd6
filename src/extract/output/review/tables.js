// Tables: rebuilt from their cells, beside the place that they were read from, with this year against last.

const MAX_ROWS = 300;
const MAX_COLUMNS = 60;

function drawTables() {
  const view = byId('view-tables');
  view.replaceChildren(tables.length
    ? longList(tables, drawTable, 20)
    : h('p', { class: 'empty' }, t('none')));
}

const factsByTable = new Map();
for (const fact of facts) {
  if (!fact.where.table_id) continue;
  if (!factsByTable.has(fact.where.table_id)) factsByTable.set(fact.where.table_id, []);
  factsByTable.get(fact.where.table_id).push(fact);
}

function drawTable(table) {
  const own = factsByTable.get(table.id) ?? [];
  return h('article', { class: 'table-item', id: `table-${table.id}` },
    h('h2', {}, h('button', { class: 'link', click: () => goTo(blockOf.get(table.parts[0]).start) }, t('table'), h('bdi', {}, titled(table)))),
    h('div', { class: 'beside' },
      h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': t('rebuilt') }, h('h3', {}, t('rebuilt')), rebuildTable(table, own)),
      h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': t('original') }, h('h3', {}, t('original')), table.parts.map((id) => originalOf(blockOf.get(id))))),
    table.note && h('p', { class: 'small' }, `${t('note.table')}: `, h('bdi', {}, table.note)),
    drawChart(own));
}

function rebuildTable(table, own) {
  const at = new Map(own.map((fact) => [`${fact.where.row},${fact.where.column}`, fact]));
  const cell = (content, row, column) => {
    const fact = at.get(`${row},${column}`);
    if (!fact) return h('td', {}, h('bdi', {}, content));
    return h('td', {}, h('button', { class: `n fact${fact.findings.some((item) => item.severity !== 'info') ? ' hurt' : ''}`, title: fact.name, click: () => select('fact', fact) }, h('bdi', {}, content)));
  };
  return h('table', {}, h('thead', {}, h('tr', {}, table.header.slice(0, MAX_COLUMNS).map((content) => h('th', { scope: 'col' }, h('bdi', {}, content))))),
    h('tbody', {}, table.rows.slice(0, MAX_ROWS).map((row, place) => h('tr', {}, row.slice(0, MAX_COLUMNS).map((content, column) => cell(content, place, column))))),
    table.rows.length > MAX_ROWS && h('tfoot', {}, h('tr', {}, h('td', { colspan: Math.min(table.header.length, MAX_COLUMNS) || 1 }, t('shown', MAX_ROWS, table.rows.length)))));
}

function originalOf(block) {
  const content = block.page !== null && block.bbox && data.pictures[block.page];
  if (!content) return h('pre', {}, text.slice(block.start, Math.min(block.end, block.start + 20000)));
  const { width, height } = labels.get(block.page);
  const [x0, top, x1, bottom] = block.bbox;
  const [wide, high] = [x1 - x0 + 8, bottom - top + 8];
  return h('div', { class: 'crop', style: { 'aspect-ratio': `${wide} / ${high}` } },
    h('img', { src: `data:image/webp;base64,${content}`, alt: pageName(block.page), loading: 'lazy', style: {
      width: `${(100 * width) / wide}%`, left: `${(-100 * (x0 - 4)) / wide}%`, top: `${(-100 * (top - 4)) / high}%`, height: `${(100 * height) / high}%`,
    } }));
}

// Pairs of the same row and unit in the report's year and the one before.
function pairsOf(own) {
  const year = data.document.report_year ?? Math.max(0, ...own.map((fact) => fact.period?.year ?? 0));
  const pairs = new Map();
  for (const fact of own) {
    const age = year - (fact.period?.year ?? 0);
    if (fact.value === null || !['level', 'share', 'ratio'].includes(fact.kind) || (age !== 0 && age !== 1)) continue;
    const key = [fact.indicator, fact.name, fact.path.join('/'), fact.entity, fact.unit, fact.kind, fact.proviso].join('|');
    if (!pairs.has(key)) pairs.set(key, []);
    pairs.get(key)[age] ??= fact;
  }
  return { year, pairs: [...pairs.values()].filter((pair) => pair[0] && pair[1]) };
}

function drawChart(own) {
  const { year, pairs } = pairsOf(own);
  if (!pairs.length) return null;
  return h('figure', { class: 'chart' }, h('figcaption', {}, h('b', {}, t('chart', year, year - 1)), ' ',
    h('span', { class: 'small' }, h('span', { class: 'key this' }), ` ${year}  `, h('span', { class: 'key last' }), ` ${year - 1}  `, t('chart.note'))),
  longList(pairs, (pair) => drawPair(pair, year)));
}

function drawPair([now, before], year) {
  const values = [now, before].map((fact) => Number(fact.value));
  const most = Math.max(...values) || 1;
  const told = t('chart.bar', now.name, year, `${now.value} ${now.unit ?? ''}`, year - 1, `${before.value} ${before.unit ?? ''}`);
  return h('button', { class: 'pair-row', click: () => select('fact', now) }, h('span', { class: 'pair-name' }, h('bdi', {}, now.name), now.unit ? `（${now.unit}）` : ''),
    svg('svg', { viewBox: '0 0 200 26', preserveAspectRatio: 'none', role: 'img', 'aria-label': told },
      svg('title', {}, told),
      svg('rect', { class: 'this', x: 0, y: 2, width: Math.max(0.5, (200 * values[0]) / most), height: 10 }),
      svg('rect', { class: 'last', x: 0, y: 14, width: Math.max(0.5, (200 * values[1]) / most), height: 10 })),
    h('span', { class: 'pair-values' }, h('span', {}, now.value), h('span', {}, before.value)));
}
