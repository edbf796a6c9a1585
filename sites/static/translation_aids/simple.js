// Hints about Leichte Sprache while it is typed. Without it they are given when the text is saved.
(function () {
  const PAUSE = 700;

  function draft(value) {
    try {
      return JSON.parse(value).blocks.map((block) => block.text);
    } catch {
      return [];
    }
  }

  function textOf(form) {
    const texts = [];
    for (const field of form.elements) {
      if (!field.name || field.name === 'slug' || field.disabled) continue;
      if (field.matches('[data-draftail-input]')) texts.push(...draft(field.value));
      else if (field.matches('textarea, input[type="text"]')) texts.push(field.value);
    }
    return texts.join('\n');
  }

  for (const section of document.querySelectorAll('[data-simple-check]')) {
    const form = section.closest('form') || document.querySelector('form[data-edit-form]');
    const output = section.querySelector('[data-simple-hints]');
    if (!form || !output) continue;
    let timer = null;
    let running = null;
    let last = null;

    const ask = async () => {
      const text = textOf(form);
      if (text === last) return;
      last = text;
      if (running) running.abort();
      running = new AbortController();
      const body = new FormData();
      body.append('text', text);
      try {
        const answer = await fetch(section.dataset.simpleCheck, {
          method: 'POST',
          body,
          credentials: 'same-origin',
          headers: { 'X-CSRFToken': form.querySelector('[name="csrfmiddlewaretoken"]').value },
          signal: running.signal,
        });
        if (answer.ok && !answer.redirected) output.innerHTML = await answer.text();
      } catch {
        // The hints stay as they were; the next key asks again.
      }
    };

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    };
    for (const event of ['input', 'keyup', 'change']) form.addEventListener(event, later);
  }
})();
