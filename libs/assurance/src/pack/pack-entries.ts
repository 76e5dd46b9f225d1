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
 * Metadata of every file. It is fixed, because a pack must not depend on its creation time. Dates are in local time, as
 * the zip format requires.
 */
const FIXED_METADATA = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true } as const;

/** Yields the pieces of a file for the zip; `onFile` receives its length and hash at the end. */
function* measureEntry({ path, pieces }: PackEntry, onFile: (file: PackedFile) => void): Generator<Buffer> {
  const hash = createHash('sha256');
  let bytes = 0;
  let text: string[] = [];
  let length = 0;
  const flush = (): Buffer => {
    const piece = Buffer.from(text.join(''));
    [text, length] = [[], 0];
    hash.update(piece);
    bytes += piece.length;
    return piece;
  };
  for (const piece of pieces) {
    text.push(piece);
    length += piece.length;
    if (length >= PIECE_BYTES) yield flush();
  }
  if (length > 0) yield flush();
  onFile({ path, bytes, sha256: hash.digest('hex') });
}

/**
 * Streams a zip of entries, with at most one entry and a few pieces in memory at a time.
 * @param entries source of the entries, which are requested one by one
 * @param onFile called after each entry
 */
export async function* zipEntries(
  entries: AsyncIterable<PackEntry>,
  onFile: (file: PackedFile) => void,
): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const feed = async (): Promise<void> => {
    for await (const entry of entries) {
      const source = Readable.from(measureEntry(entry, onFile), { objectMode: false });
      zip.addReadStream(source, entry.path, FIXED_METADATA);
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
