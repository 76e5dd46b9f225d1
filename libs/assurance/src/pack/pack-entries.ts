import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { PackedFile } from '../domain/pack/manifest.js';

/** A file of a pack, in pieces. */
export interface PackEntry {
  readonly path: string;
  readonly pieces: Iterable<string>;
}

const PIECE_BYTES = 64 * 1024;
/**
 * Fixed metadata of every file, because a pack must not depend on its creation time. In local time, as the zip format
 * requires.
 */
const AS_EVER = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true } as const;

/** Streams a file into the zip; `noted` receives its length and hash at the end. */
async function* measured(
  { path, pieces }: PackEntry,
  noted: (file: PackedFile) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let bytes = 0;
  let text: string[] = [];
  let length = 0;
  const take = (): Buffer => {
    const piece = Buffer.from(text.join(''));
    [text, length] = [[], 0];
    hash.update(piece);
    bytes += piece.length;
    return piece;
  };
  for (const piece of pieces) {
    text.push(piece);
    length += piece.length;
    if (length >= PIECE_BYTES) yield take();
  }
  if (length > 0) yield take();
  noted({ path, bytes, sha256: hash.digest('hex') });
}

/**
 * Streams a zip of entries: at most one entry and a few pieces are in memory at a time.
 * @param entries requested one by one
 * @param noted called after each entry
 */
export async function* zipEntries(
  entries: AsyncIterable<PackEntry>,
  noted: (file: PackedFile) => void,
): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const feed = async (): Promise<void> => {
    for await (const entry of entries) {
      const source = Readable.from(measured(entry, noted), { objectMode: false });
      zip.addReadStream(source, entry.path, AS_EVER);
      await finished(source);
    }
    zip.end();
  };
  zip.on('error', (error: Error) => output.destroy(error));
  feed().catch((error: unknown) => output.destroy(error as Error));
  try {
    yield* output as AsyncIterable<Buffer>;
  } finally {
    output.destroy();
  }
}
