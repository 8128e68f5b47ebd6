// The records, joined: offsets in the units of this language, facts by id, findings by fact.

const text = data.text;

// Offsets count code points; a string here counts two for each character beyond the first plane.
const astral = [];
for (let at = 0, point = 0; at < text.length; at++, point++) {
  const code = text.charCodeAt(at);
  if (code >= 0xd800 && code < 0xdc00) {
    astral.push(point);
    at++;
  }
}
function unitOf(point) {
  return point + firstAtLeast(astral, point, (item) => item);
}

// Place of the first of sorted `items` whose key is at least `limit`.
function firstAtLeast(items, limit, key) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(items[middle]) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

const record = (fields, row) => Object.fromEntries(fields.map((field, place) => [field, row[place] ?? null]));
const periods = new Map();

function readPeriod(place) {
  if (place === null) return null;
  if (!periods.has(place)) periods.set(place, JSON.parse(data.pool[place]));
  return periods.get(place);
}

function readWhere(row) {
  const where = record(data.whereFields, row);
  where.offset = where.start;
  where.start = unitOf(where.start);
  where.end = unitOf(where.end);
  where.quote = data.pool[where.quote];
  return where;
}

const pages = data.document.pages;
const labels = new Map(pages.map((page) => [page.page, page]));
const sections = data.sections.map(([id, number, title, level, start, end]) => ({
  id, number, title, level, start: unitOf(start), end: unitOf(end),
}));
const blocks = data.blocks.map(([id, kind, start, end, page, bbox, section, kase]) => ({
  id, kind, start: unitOf(start), end: unitOf(end), page, bbox, section, case: kase,
}));
const blockOf = new Map(blocks.map((block) => [block.id, block]));
const cases = data.cases.map(([id, number, title, section, block, parts]) => ({ id, number, title, section, block, parts }));
const tables = data.tables.map(([id, number, title, header, rows, note, parts, pages]) => ({
  id, number, title, header, rows, note, parts, pages,
}));
const sectionOf = new Map(sections.map((item) => [item.id, item]));
const caseOf = new Map(cases.map((item) => [item.id, item]));
const tableOf = new Map(tables.map((item) => [item.id, item]));

const facts = data.facts.map((row) => {
  const fact = record(data.factFields, row);
  fact.period = readPeriod(fact.period);
  fact.where = readWhere(fact.where);
  fact.findings = [];
  return fact;
});
const factOf = new Map(facts.map((fact) => [fact.id, fact]));
const factsByPlace = [...facts].sort((one, other) => one.where.start - other.where.start);
const factsByKey = new Map();
for (const fact of facts) {
  if (!factsByKey.has(fact.key)) factsByKey.set(fact.key, []);
  factsByKey.get(fact.key).push(fact);
}

const GROUPS = {
  period: ['date', 'year', 'academic_year', 'duration', 'document_period', 'table_year'],
  structure: ['ordinal', 'heading_no', 'case_no', 'table_no', 'figure_no', 'directory_page', 'page_no', 'row_no', 'list_marker'],
  name: ['identifier', 'name_part'],
};
const groupOf = {};
for (const [group, classes] of Object.entries(GROUPS)) for (const name of classes) groupOf[name] = group;

const open = new Set(data.coverage.open_numbers);
const numbers = data.numbers.map((row, place) => {
  const number = record(data.numberFields, row);
  number.place = place;
  number.facts = (number.facts ?? []).map((id) => factOf.get(id)).filter(Boolean);
  number.open = open.has(number.start);
  number.group = number.facts.length ? 'fact' : number.open ? 'open' : (groupOf[number.class] ?? 'other');
  number.offset = number.start;
  number.start = unitOf(number.start);
  number.end = unitOf(number.end);
  return number;
});
const openNumbers = numbers.filter((number) => number.open);

// A fact's characters hold its number with the unit: both are marked as one, up to the next mark.
let free = 0;
numbers.forEach((number, place) => {
  const next = numbers[place + 1]?.start ?? text.length;
  number.from = Math.max(free, Math.min(number.start, ...number.facts.map((fact) => fact.where.start)));
  number.to = Math.min(next, Math.max(number.end, ...number.facts.map((fact) => fact.where.end)));
  free = number.to;
});

const findings = data.findings.map((finding) => {
  const item = { ...finding, where: finding.where.map(readWhere), followers: [] };
  item.factRecords = item.facts.map((id) => factOf.get(id)).filter(Boolean);
  return item;
});
const findingOf = new Map(findings.map((finding) => [finding.id, finding]));
for (const finding of findings) {
  for (const fact of finding.factRecords) fact.findings.push(finding);
  if (finding.cause) findingOf.get(finding.cause)?.followers.push(finding);
}
const isLead = (finding) => !finding.cause || !findingOf.has(finding.cause);
const SEVERITIES = ['error', 'warning', 'info'];
const SIGNS = { error: '✗', warning: '!', info: 'i' };

// Prose without the line ends that its page gave it.
const flow = (words) => words.replace(/(\w)\n(?=\w)/g, '$1 ').replace(/\n/g, '');

const messageOf = (finding) => (state.lang === 'en' ? finding.en : finding.zh);
const pageName = (page) => {
  const label = labels.get(page)?.label;
  return t('page.n', page) + (label && label !== String(page) ? t('page.label', label) : '');
};
const titled = (item) => [item.number, item.title].filter(Boolean).join(' ');

function placeWords(where) {
  const parts = [];
  const table = tableOf.get(where.table_id);
  const kase = caseOf.get(where.case_id);
  const section = sectionOf.get(where.section_id);
  if (section) parts.push(titled(section));
  if (kase) parts.push(t('case') + (kase.number ?? kase.title));
  if (table) parts.push(t('table') + titled(table) + (where.row === null ? '' : ` · ${t('row', where.row + 1)}`));
  if (where.page !== null) parts.push(pageName(where.page));
  return parts.join(' · ') || '—';
}

const count = (sorted, start, end, key) => firstAtLeast(sorted, end, key) - firstAtLeast(sorted, start, key);
function countIn(start, end) {
  const touched = new Set();
  for (let at = firstAtLeast(findingPlaces, start, (place) => place.start); at < findingPlaces.length; at++) {
    if (findingPlaces[at].start >= end) break;
    touched.add(findingOf.get(findingPlaces[at].finding));
  }
  return {
    facts: count(factsByPlace, start, end, (fact) => fact.where.start),
    open: count(openNumbers, start, end, (number) => number.start),
    findings: touched.size,
    gravest: SEVERITIES.find((name) => [...touched].some((finding) => finding.severity === name)),
  };
}
const findingPlaces = findings
  .flatMap((finding) => finding.where.map((where) => ({ start: where.start, finding: finding.id })))
  .sort((one, other) => one.start - other.start);
