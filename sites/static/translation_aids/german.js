// What wagtail-localize's editor says in English without asking any catalogue; it draws itself, and anew.
(function () {
  const editor = document.querySelector('.js-translation-editor');
  if (!editor) return;
  const GERMAN = [
    ['.w-sr-only', /^More actions$/, 'Weitere Aktionen'],
    ['section h3', /^(.+) to (.+) translation$/, 'Übersetzung: $1 → $2'],
  ];

  function translate() {
    for (const [where, english, german] of GERMAN) {
      for (const element of editor.querySelectorAll(where)) {
        // The text alone: React keeps its node and writes into it.
        const text = element.firstChild;
        if (text && english.test(text.data)) text.data = text.data.replace(english, german);
      }
    }
  }

  new MutationObserver(translate).observe(editor, { childList: true, subtree: true });
  translate();
})();
