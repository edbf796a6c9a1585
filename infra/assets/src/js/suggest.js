// Suggestions below a search field: the combobox pattern of the WAI-ARIA practices. Without this
// file, or when nothing comes back, the field is what it is: one field of a form.
const FEWEST = 2;
const PAUSE = 150;

let number = 0;

function build(field) {
  const id = `vorschlaege-${++number}`;
  const list = document.createElement('ul');
  list.id = id;
  list.className = 'suggest';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', field.dataset.suggestLabel);
  list.hidden = true;
  const status = document.createElement('p');
  status.className = 'u-hidden';
  status.setAttribute('role', 'status');
  field.parentElement.append(list, status);
  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-expanded', 'false');
  field.setAttribute('aria-controls', id);
  return { list, status };
}

function entry(found, id) {
  const option = document.createElement('li');
  option.id = id;
  option.className = 'suggest__option';
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  option.dataset.url = found.url;
  const title = document.createElement('span');
  title.className = 'suggest__title';
  title.dir = 'auto';
  title.lang = found.language;
  title.textContent = found.title;
  const label = document.createElement('span');
  label.className = 'suggest__label';
  label.textContent = found.label;
  option.append(title, ' ', label);
  return option;
}

// What is remembered in the address goes along.
function go(url) {
  const target = new URL(url, location.href);
  const kept = new URLSearchParams(location.search).get('merkliste');
  if (kept && target.origin === location.origin) target.searchParams.set('merkliste', kept);
  location.assign(target);
}

function attach(field) {
  const { list, status } = build(field);
  const known = new Map();
  let active = -1;
  let timer = 0;
  let request = null;

  const options = () => [...list.children];
  const isOpen = () => !list.hidden;

  function mark(place) {
    options().forEach((option, at) => option.setAttribute('aria-selected', String(at === place)));
    active = place;
    const option = list.children[place];
    if (option) {
      field.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else {
      field.removeAttribute('aria-activedescendant');
    }
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    status.textContent = '';
    mark(-1);
  }

  function show(found) {
    list.replaceChildren(...found.map((each, at) => entry(each, `${list.id}-${at}`)));
    mark(-1);
    list.hidden = found.length === 0;
    field.setAttribute('aria-expanded', String(found.length > 0));
    status.textContent = `${field.dataset.suggestLabel}: ${found.length}`;
  }

  async function ask() {
    const typed = field.value.trim();
    if (typed.length < FEWEST) return close();
    request?.abort();
    request = new AbortController();
    try {
      if (!known.has(typed)) {
        const address = `${field.dataset.suggest}?${new URLSearchParams({ q: typed })}`;
        const answer = await fetch(address, { signal: request.signal, credentials: 'omit' });
        if (!answer.ok) return close();
        known.set(typed, (await answer.json()).suggestions);
      }
      if (field.value.trim() === typed && document.activeElement === field) show(known.get(typed));
    } catch {
      // A newer question, or no network: the form still works.
    }
  }

  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const last = list.children.length - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen()) return void ask();
      // Before the first and after the last comes the field itself.
      const step = event.key === 'ArrowDown' ? 1 : -1;
      let place = active + step;
      if (place > last) place = -1;
      if (place < -1) place = last;
      mark(place);
    } else if (event.key === 'Enter' && isOpen() && active >= 0) {
      event.preventDefault();
      go(list.children[active].dataset.url);
    } else if (event.key === 'Escape' && isOpen()) {
      event.preventDefault();
      close();
    } else if (event.key === 'Tab') {
      close();
    }
  });

  field.addEventListener('blur', close);
  // The field keeps the focus while somebody points at the list.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) go(option.dataset.url);
  });
}

document.querySelectorAll('[data-suggest]').forEach(attach);
