// Joins the single icons (24 by 24, drawn with strokes) into one sprite that pages refer to with <use>.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the sprite of all SVG files of a folder; each symbol bears the name of its file. */
export function sprite(folder) {
  const symbols = readdirSync(folder)
    .filter((name) => name.endsWith('.svg'))
    .sort()
    .map((name) => {
      const body = readFileSync(join(folder, name), 'utf8').replace(/<\/?svg[^>]*>/g, '').trim();
      return `<symbol id="${name.slice(0, -4)}" viewBox="0 0 24 24">${body}</symbol>`;
    });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
}
