import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

const VIRTUAL = 'virtual:inter-faces.css';
const PACKAGE = '@fontsource-variable/inter';

/** Weights of the design system; the font has 100 to 900. */
const WEIGHTS = { min: 400, max: 700 };

/** Features that browsers and the portal's styles turn on; the font has thirty more, with their own letter shapes. */
const FEATURES = ['calt', 'ccmp', 'kern', 'locl', 'mark', 'mkmk', 'rlig', 'rvrn', 'tnum'];

/**
 * Ranges that replace the package's coarse ones for European text. A page loads only the faces of its letters, and most
 * pages contain only ASCII, a few signs, and letters of the portal's languages.
 */
const EUROPEAN_FACES: readonly Face[] = [
  // Latin Extended-A and currency signs, at a sixth of the size of `latin-ext`.
  {
    name: 'european',
    source: 'latin-ext',
    unicodeRange: 'U+0100-017F,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113',
  },
  {
    name: 'basic',
    source: 'latin',
    unicodeRange:
      'U+0020-007E,U+00A0,U+00B0,U+00B2-00B3,U+00B5,U+00B7,U+00D7,U+00F1,U+2009,U+2013-2014,U+2018-2019,U+201C-201D,U+2022,U+2026,U+202F,U+20AC,U+2212',
  },
  {
    name: 'spanish',
    source: 'latin',
    unicodeRange:
      'U+00A1,U+00BF,U+00C1,U+00C9,U+00CD,U+00D1,U+00D3,U+00DA,U+00DC,U+00E1,U+00E9,U+00ED,U+00F1,U+00F3,U+00FA,U+00FC',
  },
  {
    name: 'polish',
    source: 'latin-ext',
    unicodeRange: 'U+0104-0107,U+0118-0119,U+0141-0144,U+015A-015B,U+0179-017C',
  },
];

/**
 * Serves the text font as `virtual:inter-faces.css`, reduced to the weights and features that the portal uses, with all
 * optical sizes. Together with smaller faces for European text, this saves most users half of the size.
 */
export function interFaces(): Plugin {
  const require = createRequire(import.meta.url);
  const folder = dirname(dirname(require.resolve(`${PACKAGE}/files/inter-latin-opsz-normal.woff2`)));
  // Placed in the package's folder, so that the build includes the package's licence.
  const resolved = join(folder, 'inter-faces.css');
  const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  let cache = '';
  return {
    name: 'inter-faces',
    configResolved(config) {
      cache = join(config.cacheDir, 'inter-faces');
    },
    resolveId: (id) => (id === VIRTUAL ? resolved : null),
    async load(id) {
      if (id !== resolved) return null;
      const faces = facesOf(ranges);
      const rules = await Promise.all(
        faces.map(async (face, index) => {
          const source = join(folder, 'files', `inter-${face.source}-opsz-normal.woff2`);
          const letters = ownLetters(faces, index);
          return fontFace(face, relative(folder, await cutFont(source, face.name, letters, cache)));
        }),
      );
      return rules.join('\n');
    },
  };
}

interface Face {
  readonly name: string;
  /** Part of the package's file name. */
  readonly source: string;
  /** Range of code points in CSS syntax. */
  readonly unicodeRange: string;
}

function facesOf(ranges: Readonly<Record<string, string>>): readonly Face[] {
  const ofPackage = Object.entries(ranges).map(([name, unicodeRange]) => ({
    name,
    source: name,
    unicodeRange,
  }));
  // If two faces contain a letter, the browser uses the one declared last.
  return [...ofPackage, ...EUROPEAN_FACES];
}

/** Letters of a face without those of the faces declared after it, which a browser loads instead. */
function ownLetters(faces: readonly Face[], index: number): string {
  const later = new Set(faces.slice(index + 1).flatMap((face) => lettersOf(face.unicodeRange)));
  return lettersOf(faces[index]?.unicodeRange ?? '')
    .filter((letter) => !later.has(letter))
    .join('');
}

const fontFace = ({ unicodeRange }: Face, url: string): string => `@font-face {
  font-family: 'Inter Variable';
  font-style: normal;
  font-display: swap;
  font-weight: ${WEIGHTS.min} ${WEIGHTS.max};
  src: url('${url}') format('woff2');
  unicode-range: ${unicodeRange};
}`;

/** @returns path of the face's font, which is generated once per version of its source */
async function cutFont(source: string, name: string, letters: string, cache: string): Promise<string> {
  const original = readFileSync(source);
  const version = createHash('sha256')
    .update(original)
    .update(JSON.stringify([letters, WEIGHTS, FEATURES]))
    .digest('hex')
    .slice(0, 12);
  const path = join(cache, version, `inter-${name}.woff2`);
  if (!existsSync(path)) {
    const cut = await subsetFont(original, letters, {
      targetFormat: 'woff2',
      variationAxes: { wght: WEIGHTS },
      keepFeatures: FEATURES,
    });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, cut);
  }
  return path;
}

function lettersOf(unicodeRange: string): readonly string[] {
  return unicodeRange.split(',').flatMap((range) => {
    const [from = 0, to = from] = range
      .replace('U+', '')
      .split('-')
      .map((hex) => Number.parseInt(hex, 16));
    return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
  });
}
