// Joins the single icons (24 by 24, drawn with strokes) into one sprite that pages refer to with <use>.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The icons of the topics of the common taxonomy; a topic without one is shown without.
const topics = {
  geld: 'euro',
  recht: 'scale',
  kinderbetreuung: 'childcare',
  arbeit: 'work',
  wohnen: 'home',
  gesundheit: 'health',
  schwangerschaft: 'heart',
  familie: 'family',
  treffpunkte: 'cup',
  gewaltschutz: 'shield',
  migration: 'language',
  krise: 'life',
  alltag: 'basket',
  gleichstellung: 'people',
};

/** Returns the sprite of all SVG files of a folder; each symbol bears the name of its file. */
export function sprite(folder) {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.svg'))
    .map((file) => file.slice(0, -4))
    .sort();
  const drawing = (name) => readFileSync(join(folder, `${name}.svg`), 'utf8').replace(/<\/?svg[^>]*>/g, '').trim();
  const symbol = (id, name) => `<symbol id="${id}" viewBox="0 0 24 24">${drawing(name)}</symbol>`;
  const symbols = [
    ...names.map((name) => symbol(name, name)),
    ...Object.entries(topics).map(([slug, name]) => symbol(`topic-${slug}`, name)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
}
