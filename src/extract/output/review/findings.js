// The view that opens first: findings by cause and severity, each with what follows from it.

const shownFindings = { severities: new Set(SEVERITIES), verdict: 'all', query: '' };

function drawFindings() {
  const view = byId('view-findings');
  const list = findings.filter((finding) => isLead(finding) && fits(finding));
  const grown = view.querySelector('.list')?.childElementCount;
  view.replaceChildren(findingsBar(), findings.length
    ? longList(list, drawCard, grown)
    : h('p', { class: 'empty' }, t('none.findings')));
  if (findings.length && !list.length) view.append(h('p', { class: 'empty' }, t('none.match')));
  markSelected();
}

function fits(finding) {
  const { severities, verdict, query } = shownFindings;
  const family = [finding, ...finding.followers];
  return family.some((item) => severities.has(item.severity)
    && (verdict === 'all' || (verdict === 'judged') === Boolean(verdictOf(item)))
    && (!query || `${messageOf(item)} ${t(`check.${item.check}`)}`.toLowerCase().includes(query.toLowerCase())));
}

function findingsBar() {
  const { severities } = shownFindings;
  const toggle = (name) => { if (!severities.delete(name)) severities.add(name); drawFindings(); };
  const old = byId('view-findings').querySelector('.bar');
  const bar = old ?? h('div', { class: 'bar' }, searchBox('', t('search'), (query) => { shownFindings.query = query; drawFindings(); }), h('span'));
  bar.querySelector('input').placeholder = t('search');
  const judged = findings.filter(verdictOf).length;
  const sizes = { all: findings.length, unjudged: findings.length - judged, judged };
  bar.lastChild.replaceWith(h('span', { class: 'chips' },
    SEVERITIES.map((name) => chip([h('span', { class: `sign ${name}` }, SIGNS[name]), ` ${t(name)} ${findings.filter((item) => item.severity === name).length}`],
      severities.has(name), () => toggle(name), name)),
    ' ',
    ['all', 'unjudged', 'judged'].map((name) => chip(`${t(name)} ${sizes[name]}`, shownFindings.verdict === name, () => { shownFindings.verdict = name; drawFindings(); }))));
  return bar;
}

function drawCard(finding) {
  return h('article', { class: `card ${finding.severity}` }, cardButton(finding),
    finding.followers.length > 0 && h('div', { class: 'followers' }, h('p', { class: 'small' }, t('follows')), finding.followers.map((item) => cardButton(item))));
}

function cardButton(finding) {
  const known = verdictOf(finding);
  return h('button', { class: 'finding', 'data-finding': finding.id, click: () => select('finding', finding), dblclick: () => select('finding', finding, { go: true }) },
    h('span', { class: 'head' }, h('span', { class: `sign ${finding.severity}`, title: t(`${finding.severity}.what`) }, SIGNS[finding.severity]),
      h('b', {}, ` ${t(`check.${finding.check}`)}`), h('span', { class: 'small' }, ` ${t(finding.severity)}`),
      known && h('span', { class: `stamp ${known.verdict}` }, t(`verdict.${known.verdict}`), known.countersigned ? ' ✓' : ''),
      !known && earlierOf(finding).length > 0 && h('span', { class: 'stamp' }, earlierTitle(earlierOf(finding)[0]))),
    h('span', { class: 'message' }, h('bdi', {}, messageOf(finding))),
    known && h('span', { class: 'small said' }, tellVerdict(known)));
}

function markSelected() {
  const { type, item } = state.selected ?? {};
  const token = type === 'finding' ? item.id : null;
  for (const button of document.querySelectorAll('[data-finding]')) {
    button.setAttribute('aria-current', String(button.dataset.finding === token));
  }
  for (const row of document.querySelectorAll('#grid [data-fact]')) {
    row.setAttribute('aria-selected', String(type === 'fact' && row.dataset.fact === item.id));
  }
}
