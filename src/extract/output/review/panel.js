// The right column: what is selected, told in full, with a way to each of its places.

function select(type, item, { go = false, at = 0 } = {}) {
  state.selected = { type, item };
  state.places = type === 'finding' ? item.where : type === 'fact' ? [item.where] : [item];
  state.at = Math.min(at, state.places.length - 1);
  drawPanel();
  markSelected();
  history.replaceState(null, '', `#${type === 'number' ? `n${item.offset}` : item.id}`);
  if (go) showPlace();
  else refreshLit();
}

function unselect() {
  Object.assign(state, { selected: null, places: [], at: 0 });
  drawPanel();
  markSelected();
  history.replaceState(null, '', location.pathname);
  refreshLit();
}

function step(by) {
  if (!state.places.length) return;
  state.at = (state.at + by + state.places.length) % state.places.length;
  drawPanel();
  showPlace();
}

function drawPanel() {
  const panel = byId('panel');
  const { type, item } = state.selected ?? {};
  const draw = { finding: drawFinding, fact: drawFact, number: drawNumber }[type];
  const close = h('button', { class: 'close', 'aria-label': t('close'), click: unselect }, '×');
  panel.replaceChildren(...(draw ? [close, draw(item)] : [h('p', { class: 'empty' }, t('nothing'))]).flat(Infinity).filter(Boolean));
}

function rows(pairs) {
  return h('dl', {}, pairs.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => [h('dt', {}, t(name)), h('dd', {}, value instanceof Node ? value : h('bdi', {}, value))]));
}

// A quotation may hold the same figure twice: the one meant has before it what stands before it in the text.
function placeInQuote(where, figure) {
  const bare = (words) => words.replace(/\s/g, '');
  const before = bare(text.slice(Math.max(0, where.start - 2 * where.quote.length - 50), where.start));
  let at = where.quote.indexOf(figure);
  while (at >= 0 && !before.endsWith(bare(where.quote.slice(0, at)))) at = where.quote.indexOf(figure, at + 1);
  return at;
}

function quotation(where) {
  const figure = text.slice(where.start, where.end).replace(/\n/g, '');
  const [at, length] = [placeInQuote(where, figure), figure.length];
  if (at < 0 || !length) return h('blockquote', {}, h('bdi', {}, where.quote));
  return h('blockquote', {}, h('bdi', {}, where.quote.slice(0, at), h('b', {}, where.quote.slice(at, at + length)), where.quote.slice(at + length)));
}

function drawFinding(finding) {
  const lead = findingOf.get(finding.cause);
  return [
    h('p', { class: 'type' }, t('finding'), ' ', h('code', {}, finding.id)),
    h('h2', {}, h('span', { class: `sign ${finding.severity}` }, SIGNS[finding.severity]), ` ${t(finding.severity)} · ${t(`check.${finding.check}`)}`),
    lead && h('p', { class: 'cause' }, `${t('follows')}: `, h('button', { class: 'link', click: () => select('finding', lead) }, t(`check.${lead.check}`))),
    h('p', { class: 'message' }, h('bdi', {}, messageOf(finding))),
    drawArithmetic(finding),
    finding.where.length > 0 && h('h3', {}, t('places', finding.where.length),
      finding.where.length > 1 && h('span', { class: 'steps' },
        h('button', { click: () => step(-1), 'aria-label': t('previous'), title: 'P' }, '‹'),
        h('button', { click: () => step(1), 'aria-label': t('next'), title: 'N' }, '›'))),
    longList(finding.where.map((where, at) => ({ where, at })), (place) => drawPlace(place, finding), 30),
    verdictForm(finding),
  ];
}

function drawArithmetic({ printed, computed, parts }) {
  const sum = parts.terms && `${parts.terms} = ${parts.sum}`;
  const gap = parts.gap ?? (parts.difference && `${parts.difference} ${parts.unit ?? ''}`);
  return h('div', { class: 'arithmetic' }, rows([
    ['printed', printed], ['computed', computed], ['arithmetic', sum], ['difference', gap], ['factor', parts.factor], ['base', parts.base],
  ]));
}

function drawPlace({ where, at }, finding) {
  const fact = finding.factRecords.find((item) => item.where.start === where.start);
  return h('button', { class: 'place', 'data-at': at, 'aria-current': at === state.at ? 'true' : null, click: () => select('finding', finding, { go: true, at }) },
    fact && h('span', { class: 'named' }, h('bdi', {}, fact.name), ' ', h('b', {}, h('bdi', {}, fact.raw)), fact.period?.year ? ` · ${fact.period.year}` : ''),
    h('span', { class: 'spot' }, placeWords(where)), where.quote ? quotation(where) : null);
}

function drawFact(fact) {
  const [value, unit] = fact.canonical;
  const level = factOf.get(fact.of);
  const same = (factsByKey.get(fact.key) ?? []).filter((item) => item !== fact);
  return [
    h('p', { class: 'type' }, t('fact'), ' ', h('code', {}, fact.id)),
    h('h2', {}, h('bdi', {}, fact.name)),
    h('p', { class: 'figure' }, h('bdi', {}, fact.raw), fact.conflict ? h('span', { class: 'flag' }, t('conflict')) : null),
    rows([
      ['indicator', fact.indicator ?? t('no.indicator')], ['path', fact.path.join(' › ')],
      ['value', fact.value], ['unit', fact.unit],
      ['canonical', value !== null && (value !== fact.value || unit !== fact.unit) ? `${value} ${unit ?? ''}` : null],
      ['interval', intervalWords(fact)], ['hedge', fact.hedge],
      ['period', fact.period && `${fact.period.label}（${t(`basis.${fact.period.basis}`)}）`], ['entity', fact.entity],
      ['kind', t(`kind.${fact.kind}`)], ['aspect', fact.aspect === 'actual' ? null : t(`aspect.${fact.aspect}`)], ['proviso', fact.proviso],
      ['of', level && factButton(level)], ['source', t(`source.${fact.source}`)], ['rule', h('code', {}, fact.rule)], ['why', whyWords(fact)], ['place', placeWords(fact.where)],
    ]),
    quotation(fact.where),
    h('button', { class: 'primary go', click: () => select('fact', fact, { go: true }) }, t('go')),
    fact.findings.length > 0 && [h('h3', {}, t('in.findings')), fact.findings.map(findingButton)],
    same.length > 0 && [h('h3', {}, t('same')), longList(same, factButton, 20)],
    explainHint(fact.where.offset),
  ];
}

// How the rule came to the figure: the form of the sentence, the cell, or the words of a rule by name.
function whyWords(fact) {
  const [room, form] = fact.rule.split('#');
  if (room === 'grammar') return `why.${form}` in data.words ? t(`why.${form}`) : null;
  if (fact.source !== 'table') return t('why.rule');
  const column = tableOf.get(fact.where.table_id)?.header[fact.where.column] ?? '';
  return t(room.startsWith('table:') ? 'why.form' : 'why.cell', (fact.where.row ?? 0) + 1, column, fact.path[0] ?? fact.name);
}

function intervalWords({ interval: [low, high] }) {
  if (low !== null && low === high) return low;
  return `${low === null ? '(−∞' : `[${low}`}, ${high === null ? '∞' : high})`;
}

const factButton = (fact) => h('button', { class: 'link fact-link', click: () => select('fact', fact) },
  h('bdi', {}, fact.name), ' ', h('b', {}, h('bdi', {}, fact.raw)), ` · ${placeWords(fact.where)}`);
const findingButton = (finding) => h('button', { class: 'link', click: () => select('finding', finding) },
  h('span', { class: `sign ${finding.severity}` }, SIGNS[finding.severity]), ` ${t(`check.${finding.check}`)}`);
const explainHint = (offset) => h('p', { class: 'hint' }, t('explain'), h('code', {}, `extract explain OUT/x --at ${offset}`));

// A reason is a word for what was looked at and what was found, far apart; what is known by heart is said in the page's language.
function tellReason(line) {
  const said = (part) => (`why.${part}` in data.words ? t(`why.${part}`) : part);
  return h('p', { class: 'reason' }, line.split(/\s{2,}/).map(said).join('：'));
}

function drawNumber(number) {
  if (number.facts.length === 1) return drawFact(number.facts[0]);
  const reasons = data.reasons[number.offset];
  const around = flow(text.slice(Math.max(0, number.start - 60), number.end + 60));
  return [
    h('p', { class: 'type' }, t('number')),
    h('p', { class: 'figure' }, h('bdi', {}, text.slice(number.start, number.end).replace(/\n/g, ''))),
    rows([['class', t(`class.${number.class}`)], ['place', number.page === null ? null : pageName(number.page)],
      ['confidence', number.confidence], ['quote', `…${around}…`]]),
    number.facts.length > 1 && [h('h3', {}, t('facts')), number.facts.map(factButton)],
    number.open && [h('h3', {}, t('reason')), reasons ? reasons.map(tellReason) : h('p', {}, t('reason.default'))],
    !number.open && !number.facts.length && h('p', {}, t('reason.closed')),
    h('button', { class: 'primary go', click: () => select('number', number, { go: true }) }, t('go')),
    explainHint(number.offset),
  ];
}
