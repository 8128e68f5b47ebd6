// The smaller views: the outline, open numbers, cases, coverage.

function drawOutline() {
  const caseStart = (item) => blockOf.get(item.block)?.start ?? 0;
  const items = [
    ...sections.map((item) => ({ ...item, kind: 'section', label: titled(item) })),
    ...cases.map((item) => ({ start: caseStart(item), end: caseEnd(item), kind: 'case', level: levelAt(item.section), label: t('case') + titled(item) })),
    ...tables.map((item) => tableEntry(item)),
  ].sort((one, other) => one.start - other.start || (one.kind === 'section' ? -1 : 1));
  const first = sections[0]?.start ?? 0;
  if (first > 0) items.unshift({ start: blocks[0]?.start ?? 0, end: first, kind: 'section', level: 1, label: t('front') });
  byId('outline').replaceChildren(h('h2', {}, t('outline')), longList(items, drawEntry, 400));
  byId('outline').querySelector('.entry')?.setAttribute('tabindex', 0);
}

// The outline is one stop of the Tab key; arrows move within it.
function outlineKeys(event) {
  const by = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
  const next = by && document.activeElement[by];
  if (!next) return;
  event.preventDefault();
  document.activeElement.setAttribute('tabindex', -1);
  next.setAttribute('tabindex', 0);
  next.focus();
}

const levelAt = (section) => (sectionOf.get(section)?.level ?? 0) + 1;
const caseEnd = (item) => blockOf.get(item.parts.at(-1) ?? item.block)?.end ?? 0;
function tableEntry(item) {
  const parts = item.parts.map((id) => blockOf.get(id));
  return { start: parts[0].start, end: parts.at(-1).end, kind: 'table', level: levelAt(parts[0].section), label: t('table') + titled(item) };
}

function drawEntry(item) {
  const counts = countIn(item.start, item.end);
  const told = t('counts', counts.facts, counts.open, counts.findings);
  return h('button', { class: `entry ${item.kind}`, tabindex: -1, title: `${item.label}\n${told}`, 'data-start': item.start, click: () => goTo(item.start), style: { 'padding-left': `${0.4 + 0.8 * (item.level - 1)}rem` } },
    h('span', { class: 'label' }, h('bdi', {}, item.label)),
    h('span', { class: 'tally', 'aria-label': told },
      counts.findings > 0 && h('span', { class: counts.gravest }, `${SIGNS[counts.gravest]}${counts.findings}`), counts.open > 0 && h('span', { class: 'open' }, `?${counts.open}`), h('span', {}, counts.facts || '')));
}

function drawOpen() {
  byId('view-open').replaceChildren(openNumbers.length
    ? longList(openNumbers, (number) => {
      const start = Math.max(0, number.start - 50);
      return h('button', { class: 'open-item', 'data-open': number.offset, click: () => select('number', number), dblclick: () => select('number', number, { go: true }) },
        h('span', { class: 'small' }, `${t(`class.${number.class}`)}${number.page ? ` · ${pageName(number.page)}` : ''}`),
        h('span', { class: 'context' }, h('bdi', {}, `…${flow(text.slice(start, number.start))}`, h('b', { class: 'n open' }, text.slice(number.start, number.end)), `${flow(text.slice(number.end, number.end + 50))}…`)));
    })
    : h('p', { class: 'empty' }, t('none')));
}

function drawCases() {
  byId('view-cases').replaceChildren(cases.length ? longList(cases, drawCase) : h('p', { class: 'empty' }, t('none')));
}

function drawCase(item) {
  const [start, end] = [blockOf.get(item.block)?.start ?? 0, caseEnd(item)];
  const counts = countIn(start, end);
  const section = sectionOf.get(item.section);
  const prose = item.parts.map((id) => blockOf.get(id)).filter((block) => block?.kind === 'paragraph').map((block) => flow(text.slice(block.start, block.end))).join('\n');
  return h('article', { class: 'card' },
    h('h2', {}, h('button', { class: 'link', click: () => goTo(start) }, h('bdi', {}, t('case') + titled(item)))),
    h('p', { class: 'small' }, [section && `${t('section')} ${titled(section)}`, t('counts', counts.facts, counts.open, counts.findings), t('chars', prose.length)].filter(Boolean).join(' · ')),
    h('details', {}, h('summary', {}, `${show(prose.slice(0, 60))}…`), h('p', { class: 'prose' }, h('bdi', {}, prose))));
}

function bars(title, counts, name) {
  const entries = Object.entries(counts).sort((one, other) => other[1] - one[1]);
  const most = Math.max(1, ...entries.map(([, number]) => number));
  return h('section', { class: 'panel-box' }, h('h3', {}, title), h('table', { class: 'bar-table' }, h('tbody', {}, entries.map(([key, number]) => h('tr', {},
    h('th', { scope: 'row' }, t(name + key)), h('td', { class: 'number' }, number),
    h('td', { class: 'drawn', 'aria-hidden': 'true' }, svg('svg', { viewBox: '0 0 100 8', preserveAspectRatio: 'none' }, svg('rect', { class: 'this', width: (100 * number) / most, height: 8 }))))))));
}

function folded(title, items, draw = (item) => h('code', {}, item)) {
  return h('details', { class: 'panel-box' }, h('summary', {}, `${title} (${items.length})`), items.length ? longList(items, (item) => h('div', {}, draw(item)), 100) : t('none'));
}

function countGroups() {
  const counts = Object.fromEntries(['fact', 'open', ...Object.keys(GROUPS), 'other'].map((group) => [group, 0]));
  for (const number of numbers) counts[number.group] += 1;
  return counts;
}

function drawCoverage() {
  const { coverage, extractor, document: about } = data;
  byId('view-coverage').replaceChildren(
    h('div', { class: 'boxes' }, bars(t('number.groups'), countGroups(), 'group.'), bars(t('number.classes'), coverage.numbers, 'class.'),
      bars(t('fact.sources'), coverage.facts, 'source.'), bars(t('block.kinds'), coverage.blocks, 'block.')),
    folded(t('unreported'), data.unreported, ([indicator, path, year, reason]) => [h('bdi', {}, path.join(' › ') || indicator), ` · ${year ?? ''} · ${t(`reason.${reason}`)}`]),
    folded(t('absent'), coverage.absent_indicators), folded(t('silent'), coverage.silent_rules),
    folded(t('unguarded'), coverage.unguarded.map((id) => factOf.get(id)).filter(Boolean), factButton),
    about.skipped.length > 0 && folded(t('partial'), about.skipped, ({ page, reason }) => `${pageName(page)}: ${reason}`),
    h('section', { class: 'panel-box' }, h('h3', {}, t('extractor')), h('p', { class: 'small' },
      `report-extract ${extractor.version} · ${extractor.patterns} · ${Object.entries(extractor.engines).filter(([, engine]) => engine).map(([kind, engine]) => `${kind}: ${engine}`).join(' · ')}`),
    h('p', { class: 'small' }, `${about.source.name} · SHA-256 ${about.source.sha256}`)));
}
