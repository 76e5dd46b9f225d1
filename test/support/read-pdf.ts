import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface ReadPdf {
  /** The text of each page, its pieces joined by spaces. */
  readonly pages: readonly string[];
  /** Names of the fonts that are embedded as subsets. */
  readonly fonts: readonly string[];
  readonly info: Readonly<Record<string, unknown>>;
}

/**
 * Reads a PDF with pdf.js. It replaces `JSON.stringify` and other globals by its own, which would change what the tests after this
 * one see, so it runs in a thread with globals of its own.
 */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const reader = new Worker(new URL('read-pdf.worker.mjs', import.meta.url), {
    workerData: new Uint8Array(bytes),
  });
  const [read] = (await once(reader, 'message')) as [Pick<ReadPdf, 'pages' | 'info'>];
  const raw = bytes.toString('latin1');
  const embedded = raw.match(/\/FontFile2/g)?.length ?? 0;
  const fonts = [...raw.matchAll(/\/FontName \/[A-Z]{6}\+([\w-]+)/g)].map(([, name]) => name!);
  if (embedded !== fonts.length) throw new Error(`${fonts.length} fonts are named, ${embedded} are embedded`);
  return { ...read, fonts: fonts.sort() };
}
