// Which subsets of Fira Sans are cut: two weights, Latin (with everything Turkish, Polish or Romanian needs) and Cyrillic.
import { join } from 'node:path';

const ranges = {
  latin: 'U+0020-007E,U+00A0-017F,U+0192,U+01CD-01DC,U+0218-021B,U+02C6,U+02DA,U+02DC,U+1E9E,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+20BA,U+2190-2193,U+2212,U+2215',
  cyrillic: 'U+0301,U+0400-045F,U+0490,U+0491,U+04B0,U+04B1,U+2116,U+20B4',
};
const weights = { 400: 'FiraSans-Regular', 600: 'FiraSans-SemiBold' };

/** Returns the calls of fontTools.subset that write the font files into `target`. */
export function fontJobs(kern, target) {
  return Object.entries(weights).flatMap(([weight, file]) =>
    Object.entries(ranges).map(([script, unicodes]) => {
      const name = `fira-sans-${script}-${weight}.woff2`;
      return {
        name,
        args: [
          join(kern, `dist/fonts/fira-sans/${file}.woff2`),
          `--unicodes=${unicodes}`,
          '--layout-features=kern,liga,mark,mkmk,ccmp,locl',
          '--flavor=woff2',
          '--no-hinting',
          '--desubroutinize',
          `--output-file=${join(target, name)}`,
        ],
      };
    }),
  );
}

/** Returns the calls of fontTools that write whole fonts for PDF into `target`; what is set is cut from them each time. */
export function printFontJobs(kern, target) {
  return Object.values(weights).map((file) => {
    const name = `${file}.ttf`;
    return {
      name,
      args: [
        'decompress',
        join(kern, `dist/fonts/fira-sans/${file}.woff2`),
        '-o',
        join(target, name),
      ],
    };
  });
}
