// Comfort only: every page works without this file.
import './suggest.js';

// Filters: applied at once where a pointer is precise; the button stays for everyone else.
document.querySelectorAll('form[data-submit-on-change]').forEach((form) => {
  if (!matchMedia('(hover: hover) and (min-width: 62rem)').matches) return;
  let timer = 0;
  let byKey = false;
  form.addEventListener('keydown', () => { byKey = true; });
  form.addEventListener('pointerdown', () => { byKey = false; });
  form.addEventListener('change', () => {
    // Someone who walks through the boxes with the keyboard must not be thrown to a new page.
    if (byKey) return;
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), 600);
  });
});

// Empty fields need not appear in the address.
document.querySelectorAll('form[method="get"]').forEach((form) => {
  form.addEventListener('formdata', (event) => {
    [...event.formData.entries()].forEach(([name, value]) => {
      if (value === '') event.formData.delete(name);
    });
  });
});

// The menu closes with Escape and gives the focus back.
document.querySelectorAll('details.menu').forEach((menu) => {
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
});

// A form that came back with errors: go to the list of them.
document.querySelector('[data-error-summary]')?.focus();

// What is folded must be on paper too, also in browsers that cannot do it by style.
addEventListener('beforeprint', () => {
  document.querySelectorAll('main details:not([open])').forEach((details) => {
    details.open = true;
    details.dataset.printed = '';
  });
});
addEventListener('afterprint', () => {
  document.querySelectorAll('details[data-printed]').forEach((details) => {
    details.open = false;
    delete details.dataset.printed;
  });
});

// Where a page is made for paper, one button prints it; without this file the browser's menu does.
document.querySelectorAll('[data-print]').forEach((button) => {
  button.hidden = false;
  button.addEventListener('click', () => print());
});
