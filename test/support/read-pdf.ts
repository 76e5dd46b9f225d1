import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadPdf {
  /** The text of each page, its pieces joined by spaces. */
  readonly pages: readonly string[];
  /** Names of the fonts that are embedded as subsets. */
  readonly fonts: readonly string[];
  readonly info: Readonly<Record<string, unknown>>;
}

/** A PDF as somebody else's reader understands it. */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    // Some letters come apart where a face has them in two.
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  const { info } = await pdf.getMetadata();
  await task.destroy();
  const raw = bytes.toString('latin1');
  const embedded = raw.match(/\/FontFile2/g)?.length ?? 0;
  const fonts = [...raw.matchAll(/\/FontName \/[A-Z]{6}\+([\w-]+)/g)].map(([, name]) => name!);
  if (embedded !== fonts.length) throw new Error(`${fonts.length} fonts are named, ${embedded} are embedded`);
  return { pages, fonts: fonts.sort(), info: { ...info } };
}
