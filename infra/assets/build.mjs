// Builds the static files of the public pages into dist/ (see README.md in this folder).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { transform } from 'lightningcss';
import * as sass from 'sass';
import { toLogical, withoutThemeClasses, withoutUnusedProperties } from './build/css.mjs';
import { fontJobs, printFontJobs } from './build/fonts.mjs';
import { sprite } from './build/icons.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const kern = join(here, 'node_modules/@kern-ux/native');
// Browsers that know CSS layers, :has() and color-mix(): nothing older is asked of the code.
const targets = { chrome: 111 << 16, safari: (16 << 16) | (4 << 8), firefox: 121 << 16 };

function fail(sentence) {
  console.error(`assets: ${sentence}`);
  process.exit(1);
}

function python() {
  const candidates = [process.env.PYTHON, join(here, '../../.venv/bin/python'), 'python3'];
  for (const candidate of candidates.filter(Boolean)) {
    try {
      execFileSync(candidate, ['-c', 'import fontTools.subset, brotli'], { stdio: 'ignore' });
      return candidate;
    } catch {
      // Try the next one.
    }
  }
  return fail('No Python with fonttools[woff] found. Set PYTHON to one that has it.');
}

function compile(file, options = {}) {
  return sass.compile(file, {
    style: 'expanded',
    logger: sass.Logger.silent,
    ...options,
  }).css;
}

function minify(css, filename) {
  return transform({ filename, code: Buffer.from(css), minify: true, targets }).code.toString();
}

function write(name, content) {
  const path = join(dist, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  const size = Buffer.byteLength(content);
  const small = brotliCompressSync(content).length;
  console.log(`  ${name.padEnd(34)} ${String(size).padStart(7)} B  ${String(small).padStart(6)} B brotli`);
}

if (!existsSync(kern)) fail('Run "npm ci" in infra/assets first.');
const interpreter = python();
rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'fonts'), { recursive: true });

const siteSource = toLogical(compile(join(here, 'src/scss/site.scss')));
const kernSource = withoutThemeClasses(toLogical(
  compile(join(here, 'src/scss/kern.scss'), {
    loadPaths: [join(kern, 'src/scss/core')],
  }),
));
const version = JSON.parse(readFileSync(join(kern, 'package.json'), 'utf8')).version;
const label = `/*! Derived from KERN UX (@kern-ux/native ${version}), EUPL-1.2, https://www.kern-ux.de - subset, logical properties. */\n`;
write('kern.css', label + minify(`@layer kern{${withoutUnusedProperties(kernSource, siteSource)}}`, 'kern.css'));
write('site.css', minify(siteSource, 'site.css'));
write('admin.css', minify(compile(join(here, 'src/scss/admin.scss')), 'admin.css'));
write('admin.js', readFileSync(join(here, 'src/js/admin.js')));

const script = await esbuild.build({
  entryPoints: [join(here, 'src/js/site.js')],
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['chrome111', 'safari16.4', 'firefox121'],
  write: false,
});
write('site.js', script.outputFiles[0].text);
write('icons.svg', sprite(join(here, 'src/icons')));
write('favicon.svg', readFileSync(join(here, 'src/favicon.svg')));

for (const { args, name } of fontJobs(kern, join(dist, 'fonts'))) {
  execFileSync(interpreter, ['-m', 'fontTools.subset', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  console.log(`  fonts/${name.padEnd(28)} ${String(readFileSync(join(dist, 'fonts', name)).length).padStart(7)} B`);
}
mkdirSync(join(dist, 'fonts/print'));
for (const { args, name } of printFontJobs(kern, join(dist, 'fonts/print'))) {
  execFileSync(interpreter, ['-m', 'fontTools.ttLib.woff2', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  console.log(`  fonts/print/${name.padEnd(22)} ${String(readFileSync(join(dist, 'fonts/print', name)).length).padStart(7)} B`);
}
writeFileSync(join(dist, 'fonts/LICENSE.txt'), 'Fira Sans, Copyright The Mozilla Foundation and Telefonica S.A., SIL Open Font License 1.1\nhttps://openfontlicense.org\n');
