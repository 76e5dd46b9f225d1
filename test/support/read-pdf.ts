import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface ReadPdf {
  /** Text of each page, with its fragments joined by spaces. */
  readonly pages: readonly string[];
  /** Names of the fonts embedded as subsets. */
  readonly fonts: readonly string[];
  readonly info: Readonly<Record<string, unknown>>;
}

/**
 * Reads a PDF with pdf.js in a separate thread, because pdf.js replaces `JSON.stringify` and other globals, which
 * would affect later tests.
 */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const reader = new Worker(new URL('read-pdf.worker.mjs', import.meta.url), {
    workerData: new Uint8Array(bytes),
  });
  const [read] = (await once(reader, 'message')) as [Pick<ReadPdf, 'pages' | 'info'>];
  const raw = bytes.toString('latin1');
  const embedded = raw.match(/\/FontFile2/g)?.length ?? 0;
  const fonts = [...raw.matchAll(/\/FontName \/[A-Z]{6}\+([\w-]+)/g)].map(([, name]) => name!);
  if (embedded !== fonts.length)
    throw new Error(`${fonts.length} fonts are used, but ${embedded} are embedded`);
  return { ...read, fonts: fonts.sort() };
}
