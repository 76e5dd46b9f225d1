import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

const require = createRequire(import.meta.url);

/** Fonts of a document: Inter for Latin text, Noto Sans SC for Chinese text. */
export const FACES = ['latin', 'latinBold', 'chinese', 'chineseBold'] as const;
export type Face = (typeof FACES)[number];

const FILES: Readonly<Record<Face, string>> = {
  latin: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  latinBold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  chinese: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  chineseBold: '@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf',
};

const loaded = new Map<Face, Font>();

/** Returns a font. Parsed fonts are cached, because parsing takes longer than rendering an invoice. */
export function openFace(face: Face): Font {
  const known = loaded.get(face);
  if (known) return known;
  const font = create(readFileSync(require.resolve(FILES[face])));
  if (!('layout' in font)) throw new Error(`${FILES[face]} is a collection of fonts`);
  loaded.set(face, font);
  return font;
}

/** CJK ideographs, their punctuation and full-width forms. */
const CHINESE =
  /[\u2e80-\u303f\u3105-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]|[\ud840-\ud87f][\udc00-\udfff]/;

export function isChinese(character: string): boolean {
  return CHINESE.test(character);
}

export function faceOf(character: string, bold: boolean): Face {
  if (isChinese(character)) return bold ? 'chineseBold' : 'chinese';
  return bold ? 'latinBold' : 'latin';
}
