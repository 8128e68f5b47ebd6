'use strict';
// What every part uses: the data, words in two languages, elements made from text and never from markup.

const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);

const state = {
  lang: document.documentElement.lang === 'en' ? 'en' : 'zh',
  view: 'findings',
  selected: null, // {type: 'fact' | 'finding' | 'number', item}
  places: [], // where the selected thing stands
  at: -1, // which of its places is shown
  pictures: Object.keys(data.pictures).length > 0,
};

function t(key, ...parts) {
  const words = data.words[key];
  const sentence = words ? words[state.lang === 'en' ? 1 : 0] : key;
  return sentence.replace(/\{(\d)\}/g, (_, place) => parts[place]);
}

// Marks that turn the direction of writing are shown by their code: they must not repaint the page.
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/g;

function show(value) {
  return String(value)
    .replace(TURNING, (sign) => `[U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`)
    .replace(/\f/g, '')
    .replace(CONTROL, '\ufffd');
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (name === 'style') for (const [rule, amount] of Object.entries(value)) element.style.setProperty(rule, amount);
    else element.setAttribute(name, value === true ? '' : show(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : show(child));
  }
  return element;
}

const h = (name, properties = {}, ...children) => fill(document.createElement(name), properties, children);
const svg = (name, properties = {}, ...children) =>
  fill(document.createElementNS('http://www.w3.org/2000/svg', name), properties, children);

function chip(label, pressed, choose, extra = '') {
  return h('button', { class: `chip ${extra}`, 'aria-pressed': String(pressed), click: choose }, label);
}

function pick(label, value, options, choose) {
  const items = options.map(([key, name]) => h('option', { value: key, selected: String(key) === String(value) }, name));
  return h('label', { class: 'pick' }, label, ' ', h('select', { change: (event) => choose(event.target.value) }, items));
}

function searchBox(value, placeholder, choose) {
  const input = h('input', { type: 'search', value, placeholder, 'aria-label': t('search'), class: 'search' });
  input.addEventListener('input', () => choose(input.value));
  return input;
}

// A list that may be long is shown a part at a time; print takes all of it.
const STEP = 200;
function longList(items, draw, more) {
  const list = h('div', { class: 'list' });
  let shown = 0;
  const grow = (count) => {
    list.querySelector(':scope > .more')?.remove();
    list.append(...items.slice(shown, shown + count).map(draw));
    shown = Math.min(shown + count, items.length);
    if (shown < items.length) {
      list.append(h('button', { class: 'more', click: () => grow(STEP) }, t('more', Math.min(STEP, items.length - shown))));
    }
  };
  list.growTo = (place) => place >= shown && grow(place + 1 - shown);
  grow(Math.min(more ?? STEP, items.length || 1));
  return list;
}
