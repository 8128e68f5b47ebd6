// What reviewers decide: kept here until it is exported as a file, which the next page and the letter read.

const SCHEMA = 'report-extract/verdicts/1';
const VERDICTS = ['confirmed', 'explained', 'false_alarm', 'corrected'];
const THIS_YEAR = data.document.report_year;
const verdicts = new Map(); // by the finding's state
const foreign = new Map(); // on other years or other figures, by both: shown beside the like finding, handed on with the export
const unsaved = new Set();
let reviewer = '';
let today = '';

const verdictOf = (finding) => verdicts.get(finding.state) ?? null;
const earlierOf = (finding) => [...foreign.values()].filter((item) => item.key === finding.key).sort((one, other) => (one.date < other.date ? 1 : -1));

function setVerdict(finding, entry) {
  if (entry) verdicts.set(finding.state, entry);
  else verdicts.delete(finding.state);
  unsaved.add(finding.state);
  tellUnsaved();
  drawFindings();
  drawPanel();
}

function tellUnsaved(message = '') {
  const label = byId('unsaved');
  label.textContent = unsaved.size ? t('unsaved', unsaved.size) : message;
  label.hidden = !label.textContent;
  label.classList.toggle('warn', unsaved.size > 0);
}

function exportVerdicts() {
  const { id, title, entity, report_year: year } = data.document;
  const content = {
    schema: SCHEMA,
    document: { id, title, entity, report_year: year },
    verdicts: [...findings.map(verdictOf).filter(Boolean), ...foreign.values()],
  };
  const link = h('a', { download: `verdicts-${id}.json` });
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 1) + '\n'], { type: 'application/json' }));
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  unsaved.clear();
  tellUnsaved();
}

const isText = (value) => typeof value === 'string';
const isSignature = (item) => isText(item?.name) && item.name !== '' && /^\d{4}-\d\d-\d\d$/.test(item.date);
function isEntry(item) {
  return isSignature(item) && VERDICTS.includes(item.verdict) && ['state', 'key', 'check', 'finding'].every((field) => isText(item[field]))
    && isText(item.note ?? '') && (item.report_year == null || Number.isInteger(item.report_year))
    && (item.countersigned == null || (isSignature(item.countersigned) && item.countersigned.name !== item.name));
}

// Take verdicts in: those on this year's figures hold, the others are shown and handed on.
function admit(items) {
  const states = new Set(findings.map((finding) => finding.state));
  let held = 0;
  for (const given of items) {
    const item = { ...given, note: given.note ?? '', report_year: given.report_year ?? null, countersigned: given.countersigned ?? null };
    const holds = states.has(item.state) && item.report_year === THIS_YEAR;
    if (!holds) foreign.set(`${item.report_year} ${item.state}`, item);
    else if (!unsaved.has(item.state)) verdicts.set(item.state, item);
    held += holds;
  }
  return held;
}

async function importVerdicts(file) {
  let content = null;
  try {
    content = JSON.parse(await file.text());
  } catch {
    content = null;
  }
  if (content?.schema !== SCHEMA || !Array.isArray(content.verdicts) || !content.verdicts.every(isEntry)) {
    tellUnsaved(t('import.bad'));
    return;
  }
  const [mine, theirs] = [data.document, content.document ?? {}];
  if (mine.id !== theirs.id && mine.entity && theirs.entity && mine.entity !== theirs.entity) {
    tellUnsaved(t('import.other', theirs.entity));
    return;
  }
  const held = admit(content.verdicts);
  tellUnsaved(t('imported', held, content.verdicts.length - held));
  drawFindings();
  drawPanel();
}

function verdictForm(finding) {
  const known = verdictOf(finding);
  const form = h('form', { class: 'verdict', submit: (event) => { event.preventDefault(); saveVerdict(finding, form); } },
    h('h3', {}, t('verdict')),
    earlierOf(finding).map((item) => h('p', { class: 'earlier' }, h('b', {}, earlierTitle(item)), ' ', tellVerdict(item))),
    h('div', { class: 'choices', role: 'radiogroup', 'aria-label': t('verdict') }, VERDICTS.map((name) =>
      h('label', { class: `choice ${name}` }, h('input', { type: 'radio', name: 'verdict', value: name, checked: known?.verdict === name }), t(`verdict.${name}`)))),
    h('label', {}, t('note'), h('textarea', { name: 'note', rows: 2 }, known?.note ?? '')),
    h('div', { class: 'pair' },
      h('label', {}, t('reviewer'), h('input', { name: 'name', value: known?.name ?? reviewer, autocomplete: 'off' })),
      h('label', {}, t('date'), h('input', { name: 'date', type: 'date', value: known?.date || today }))),
    h('div', { class: 'row' }, h('button', { type: 'submit', class: 'primary' }, t('save')),
      known && h('button', { type: 'button', click: () => setVerdict(finding, null) }, t('withdraw'))),
    h('p', { class: 'complaint', role: 'alert' }),
    known && countersigning(finding, known));
  return form;
}

function earlierTitle(item) {
  return item.report_year === THIS_YEAR ? t('earlier') : `${t('earlier.year')}${item.report_year ? `（${item.report_year}）` : ''}`;
}

function saveVerdict(finding, form) {
  const given = new FormData(form);
  const [verdict, name, date] = ['verdict', 'name', 'date'].map((field) => (given.get(field) ?? '').trim());
  if (!verdict || !name || !date) {
    form.querySelector('.complaint').textContent = t('need.verdict');
    return;
  }
  reviewer = name;
  const { state: figures, key, check, id } = finding;
  setVerdict(finding, { state: figures, key, finding: id, check, report_year: THIS_YEAR, verdict, note: given.get('note').trim(), name, date, countersigned: null });
}

function countersigning(finding, known) {
  if (known.countersigned) return h('p', { class: 'signed' }, `${t('countersigned')}: ${known.countersigned.name} ${known.countersigned.date}`);
  const name = h('input', { 'aria-label': t('second'), placeholder: t('second'), autocomplete: 'off', class: 'second' });
  const sign = () => {
    const second = name.value.trim();
    if (!second || second === known.name) name.form.querySelector('.complaint').textContent = t('need.other');
    else setVerdict(finding, { ...known, countersigned: { name: second, date: today } });
  };
  return h('div', { class: 'row' }, name, h('button', { type: 'button', class: 'sign', click: sign }, t('countersign')));
}

function tellVerdict(item) {
  const second = item.countersigned ? ` · ${t('countersigned')} ${item.countersigned.name}` : '';
  return `${t(`verdict.${item.verdict}`)}${item.note ? `：${item.note}` : ''}（${item.name}${item.date ? ` ${item.date}` : ''}${second}）`;
}
