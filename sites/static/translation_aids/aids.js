// Puts the fixed terms beside each text of the editor of translations, which draws itself: every time it
// has drawn, the notes are put back, and asked for again when a translation has changed.
(function () {
  const editor = document.querySelector('.js-translation-editor');
  const panel = document.querySelector('[data-translation-aids]');
  const given = document.getElementById('translation-aids');
  if (!editor || !panel || !given) return;
  // The editor takes the hidden field away when it draws itself.
  const token = editor.querySelector('[name="csrfmiddlewaretoken"]')?.value;
  let segments = JSON.parse(given.textContent);
  let shown = null;
  let timer = null;
  let asked = 0;

  // A text's own item of the list has the German words as its only paragraph.
  function items() {
    return [...editor.querySelectorAll('li')].filter((item) => item.querySelector(':scope > p'));
  }

  function plain(text) {
    const holder = document.createElement('template');
    holder.innerHTML = text;
    return holder.content.textContent;
  }

  function translations() {
    return items()
      .map((item) => item.querySelector(':scope > div > p'))
      .map((value) => (value ? value.textContent : ''))
      .join('\n');
  }

  function place() {
    const left = [...segments];
    observer.disconnect();
    for (const item of items()) {
      const source = plain(item.querySelector(':scope > p').textContent);
      const index = left.findIndex((segment) => segment.source === source);
      const html = index < 0 ? '' : left.splice(index, 1)[0].note;
      let note = item.querySelector(':scope > .aids__note');
      if (!note && html) {
        note = document.createElement('div');
        note.className = 'aids__note';
        item.append(note);
      }
      if (note && note.dataset.shown !== html) {
        note.dataset.shown = html;
        note.innerHTML = html;
      }
    }
    watch();
  }

  async function refresh() {
    const number = (asked += 1);
    try {
      const answer = await fetch(panel.dataset.translationAids, { credentials: 'same-origin' });
      if (!answer.ok || number !== asked) return;
      const fresh = await answer.json();
      segments = fresh.segments;
      panel.innerHTML = fresh.panel;
      place();
    } catch {
      // The notes stay as they were; the next change asks again.
    }
  }

  // Whoever takes a proposal over sees it as a translation: the editor reads it when it is loaded again.
  editor.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-accept]');
    if (!button) return;
    button.disabled = true;
    try {
      const answer = await fetch(button.dataset.accept, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'X-CSRFToken': token },
      });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      window.location.reload();
    } catch {
      button.disabled = false;
      button.parentElement.querySelector('[role="alert"]').hidden = false;
    }
  });

  const observer = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const now = translations();
      const changed = shown !== null && now !== shown;
      shown = now;
      place();
      if (changed) refresh();
    }, 250);
  });

  function watch() {
    observer.observe(editor, { childList: true, subtree: true, characterData: true });
  }

  shown = items().length ? translations() : null;
  place();
})();
