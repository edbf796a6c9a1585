// Two transformations of compiled CSS: physical to logical properties, and the removal of unused custom properties.

const logical = [
  [/\b(margin|padding)-left(?=\s*:)/g, '$1-inline-start'],
  [/\b(margin|padding)-right(?=\s*:)/g, '$1-inline-end'],
  [/\bborder-left(-[a-z]+)?(?=\s*:)/g, 'border-inline-start$1'],
  [/\bborder-right(-[a-z]+)?(?=\s*:)/g, 'border-inline-end$1'],
  [/text-align:\s*left/g, 'text-align:start'],
  [/text-align:\s*right/g, 'text-align:end'],
  [/(^|[\s;{])left(?=\s*:)/gm, '$1inset-inline-start'],
  [/(^|[\s;{])right(?=\s*:)/gm, '$1inset-inline-end'],
  [/float:\s*left/g, 'float:inline-start'],
  [/float:\s*right/g, 'float:inline-end'],
  [/clear:\s*left/g, 'clear:inline-start'],
];

/** Returns the CSS with properties that name left and right turned into those that follow the direction of the text. */
export function toLogical(css) {
  return logical.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), css);
}

/** Returns the CSS without declarations of custom properties that neither it nor `consumer` reads. */
export function withoutUnusedProperties(css, consumer) {
  const declaration = /(^|[;{}\s])(--[\w-]+)\s*:[^;{}]*;/g;
  for (;;) {
    const used = new Set([...(css + consumer).matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]));
    const next = css.replace(declaration, (all, before, name) => (used.has(name) ? all : before));
    if (next === css) return css;
    css = next;
  }
}

/** Returns the CSS without KERN's switches by attribute or class: the colour scheme follows the visitor's system alone. */
export function withoutThemeClasses(css) {
  return css
    .replace(/\[data-kern-theme=(dark|light)\],\s*\.kern-\1\s*\{[^{}]*\}/g, '')
    .replace(/\.kern-level-[12]\s*\{[^{}]*\}/g, '');
}
