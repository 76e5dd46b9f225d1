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

/** Latin Extended-A and currency signs: enough for the languages of Europe, at a sixth of the size of `latin-ext`. */
const EUROPEAN = 'U+0100-017F,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113';

/**
 * Serves the text font as `virtual:inter-faces.css`, reduced to the weights that the portal uses, with all optical
 * sizes. Together with a separate face for European names, this saves most users a third of the size.
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
      const faces = await Promise.all(
        facesOf(ranges).map(async (face) => {
          const source = join(folder, 'files', `inter-${face.source}-opsz-normal.woff2`);
          return fontFace(face, relative(folder, await cutFont(source, face, cache)));
        }),
      );
      return faces.join('\n');
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
  return [...ofPackage, { name: 'european', source: 'latin-ext', unicodeRange: EUROPEAN }];
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
async function cutFont(source: string, face: Face, cache: string): Promise<string> {
  const original = readFileSync(source);
  const version = createHash('sha256')
    .update(original)
    .update(JSON.stringify([face, WEIGHTS]))
    .digest('hex')
    .slice(0, 12);
  const path = join(cache, version, `inter-${face.name}.woff2`);
  if (!existsSync(path)) {
    const cut = await subsetFont(original, lettersOf(face.unicodeRange), {
      targetFormat: 'woff2',
      variationAxes: { wght: WEIGHTS },
    });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, cut);
  }
  return path;
}

function lettersOf(unicodeRange: string): string {
  return unicodeRange
    .split(',')
    .flatMap((range) => {
      const [from = 0, to = from] = range
        .replace('U+', '')
        .split('-')
        .map((hex) => Number.parseInt(hex, 16));
      return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
    })
    .join('');
}
