// The document: its text in leaves that are filled when they come near, or its pages as pictures with boxes.

const LEAF = 2500; // characters: a block of this size or more is cut at its line ends
const leaves = [];
const sheets = [];
let nearby = null;

function cutLeaves() {
  for (const block of blocks) {
    let start = block.start;
    while (start < block.end) {
      let end = block.end;
      if (end - start > LEAF) {
        const line = text.indexOf('\n', start + LEAF);
        end = line >= 0 && line + 1 < block.end && line < start + 4 * LEAF ? line + 1 : Math.min(start + 2 * LEAF, block.end);
        const code = text.charCodeAt(end - 1);
        if (end < block.end && code >= 0xd800 && code < 0xdc00) end++;
      }
      leaves.push({ block, start, end, element: null, filled: false });
      start = end;
    }
  }
}

function levelOf(block) {
  const section = block.kind === 'heading' ? sectionOf.get(block.section) : null;
  return section ? Math.min(section.level, 4) : null;
}

function drawDocument() {
  const view = byId('view-document');
  view.replaceChildren(documentBar(), h('div', { id: 'paper', class: state.pictures ? 'pages' : 'text' }));
  nearby?.disconnect();
  nearby = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) fillNear(entry.target.leaf);
  }, { root: view, rootMargin: '1200px' });
  if (state.pictures) drawSheets();
  else drawLeaves();
}

function documentBar() {
  const bar = h('div', { class: 'bar' });
  if (Object.keys(data.pictures).length) {
    for (const [name, on] of [['pictures', true], ['text', false]]) {
      bar.append(chip(t(name), state.pictures === on, () => { state.pictures = on; drawDocument(); showPlace(false); }));
    }
  }
  bar.append(h('span', { class: 'legend' }, t('marks'), ': ',
    ['fact', 'open', 'period', 'structure', 'name', 'other'].map((group) => [h('span', { class: `n ${group}` }, '12'), ` ${t(`group.${group}`)}  `])));
  return bar;
}

function drawLeaves() {
  const paper = byId('paper');
  let page = null;
  for (const leaf of leaves) {
    const here = leaf.block.kind === 'page_furniture' ? 'furniture' : leaf.block.page;
    if (here !== page && here !== null) {
      page = here;
      paper.append(h('div', { class: 'page-rule' }, page === 'furniture' ? t('furniture') : pageName(page)));
    }
    const lines = Math.ceil((leaf.end - leaf.start) / 40);
    leaf.element = h('div', { class: `block ${leaf.block.kind}`, 'data-level': levelOf(leaf.block), style: { 'min-height': `${lines * 1.7}em` } });
    leaf.element.leaf = leaf;
    leaf.filled = false;
    paper.append(leaf.element);
    nearby.observe(leaf.element);
  }
}

function drawSheets() {
  const paper = byId('paper');
  sheets.length = 0;
  for (const page of pages) {
    const element = h('div', { class: 'sheet', style: { 'aspect-ratio': `${page.width} / ${page.height}` } });
    const leaf = { page, element, filled: false };
    element.leaf = leaf;
    sheets.push(leaf);
    paper.append(h('div', { class: 'page-rule' }, pageName(page.page)), element);
    nearby.observe(element);
  }
}

function fillNear(leaf) {
  if (leaf.filled) return;
  leaf.filled = true;
  if (leaf.page) fillSheet(leaf);
  else fillLeaf(leaf);
}

function fillLeaf(leaf) {
  leaf.element.style.removeProperty('min-height');
  leaf.element.replaceChildren(...writeText(leaf.start, leaf.end));
}

const litPlaces = () => state.places.map((place, at) => ({ start: place.start, end: place.end, here: at === state.at }));

// The characters of [start, end), cut where a mark or a lit place begins or ends.
function writeText(start, end) {
  const marks = [];
  for (let at = firstAtLeast(numbers, start, (number) => number.to); at < numbers.length && numbers[at].from < end; at++) marks.push(numbers[at]);
  const lit = litPlaces().filter((place) => place.start < end && place.end > start);
  const cuts = new Set([start, end]);
  for (const mark of marks) cuts.add(mark.from).add(mark.to);
  for (const place of lit) cuts.add(place.start).add(place.end);
  const points = [...cuts].filter((cut) => cut >= start && cut <= end).sort((one, other) => one - other);
  const nodes = [];
  let next = 0;
  for (let at = 0; at + 1 < points.length; at++) {
    const [from, to] = [points[at], points[at + 1]];
    while (next < marks.length && marks[next].to <= from) next++;
    const mark = next < marks.length && marks[next].from <= from ? marks[next] : null;
    const over = lit.filter((place) => place.start <= from && place.end >= to);
    nodes.push(writePiece(text.slice(from, to), mark, over));
  }
  return nodes;
}

const litClass = (over) => (over.some((place) => place.here) ? ' lit here' : over.length ? ' lit' : '');

function writePiece(piece, mark, over) {
  if (mark) {
    return h('mark', { class: `n ${mark.group}${hurt(mark)}${litClass(over)}`, tabindex: -1, 'data-n': mark.place, title: numberTitle(mark) }, piece);
  }
  return over.length ? h('span', { class: litClass(over).trim() }, piece) : document.createTextNode(show(piece));
}

const hurt = (number) => (number.facts.some((fact) => fact.findings.some((finding) => finding.severity !== 'info')) ? ' hurt' : '');

function numberTitle(number) {
  const named = number.facts.map((fact) => show(fact.name)).join('、');
  return named || `${t(`class.${number.class}`)}${number.open ? ` · ${t('group.open')}` : ''}`;
}

function fillSheet(sheet) {
  const { page, element } = sheet;
  const content = data.pictures[page.page];
  element.replaceChildren();
  if (content) element.append(h('img', { src: `data:image/webp;base64,${content}`, alt: pageName(page.page), draggable: 'false' }));
  for (const number of numbersOn(page.page)) element.append(box(page, boxOf(number), 'mark', `n ${number.group}${hurt(number)}`, number));
  state.places.forEach((place, at) => {
    if (place.page === page.page && place.bbox) element.append(box(page, boxOfPlace(place), 'span', `lit${at === state.at ? ' here' : ''}`, null));
  });
}

const onPage = new Map();
for (const number of numbers) {
  const page = number.page ?? number.facts[0]?.where.page ?? null;
  if (page === null) continue;
  if (!onPage.has(page)) onPage.set(page, []);
  onPage.get(page).push(number);
}
const numbersOn = (page) => (onPage.get(page) ?? []).filter(boxOf);

const tall = ([, top, , bottom]) => bottom - top;
const SHORT = 40; // characters: a longer place is a sentence or a block

// A box round what runs over a line end takes in two whole lines: the numeral's own box is the better one then.
function fitted(bbox, number) {
  if (!bbox || !number?.bbox) return bbox ?? number?.bbox;
  return tall(bbox) > 1.6 * tall(number.bbox) ? number.bbox : bbox;
}

function boxOf(number) {
  const fact = number.facts.find((item) => item.where.bbox && item.where.page === (number.page ?? item.where.page));
  return fitted(fact?.where.bbox, number);
}

function boxOfPlace(place) {
  const number = place.end - place.start < SHORT ? numbers[firstAtLeast(numbers, place.start, (item) => item.end)] : null;
  return fitted(place.bbox, number?.page === place.page && number?.start < place.end ? number : null);
}

function box(page, [x0, top, x1, bottom], name, kind, number) {
  const percent = (part, whole) => `${(100 * part) / whole}%`;
  return h(name, {
    class: kind, tabindex: number ? -1 : null, 'data-n': number?.place, title: number && numberTitle(number),
    style: {
      left: percent(x0 - 1.5, page.width), top: percent(top - 2, page.height),
      width: percent(x1 - x0 + 3, page.width), height: percent(bottom - top + 4, page.height),
    },
  });
}

function refreshLit() {
  for (const leaf of state.pictures ? sheets : leaves) {
    if (!leaf.filled) continue;
    if (leaf.page) fillSheet(leaf);
    else if (leaf.element.querySelector('.lit') || state.places.some((place) => place.start < leaf.end && place.end > leaf.start)) fillLeaf(leaf);
  }
}

// Bring the current place of the selection into view, its characters lit.
function showPlace(change = true) {
  const place = state.places[state.at];
  if (change) openView('document', false);
  if (!place) return;
  if (state.pictures && (place.page === null || !data.pictures[place.page])) {
    state.pictures = false;
    drawDocument();
  }
  refreshLit();
  const leaf = state.pictures
    ? sheets.find((sheet) => sheet.page.page === place.page)
    : leaves.find((item) => item.end > place.start);
  if (!leaf?.element) return;
  fillNear(leaf);
  const bring = () => (leaf.element.querySelector('.here') ?? leaf.element).scrollIntoView({ block: 'center' });
  bring();
  requestAnimationFrame(() => requestAnimationFrame(bring)); // leaves above may have grown when they were filled
}

function goTo(start) {
  const block = blocks.find((item) => item.end > start) ?? blocks.at(-1);
  if (!block) return;
  state.places = [{ start, end: Math.min(block.end, text.length), page: block.page, bbox: block.bbox }];
  state.at = 0;
  showPlace();
}
