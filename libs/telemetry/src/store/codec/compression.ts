import type { ByteReader, ByteWriter } from './bytes.js';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/**
 * Brotli quality. Columns are compressed as byte planes or digits, for which a higher quality saves 5% and takes thirty
 * times as long.
 */
const QUALITY = 4;

/** Compresses bytes. The result can be larger than the input. */
export function compress(raw: Buffer): Buffer {
  return brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
      // Limit the window to the input, because setting up a larger one takes longer than compressing the data.
      [constants.BROTLI_PARAM_LGWIN]: Math.min(22, Math.max(10, Math.ceil(Math.log2(raw.length + 16)) + 1)),
    },
  });
}

/** Decompresses `packed`. Bytes of the full length aren't compressed. */
function unpack(packed: Buffer, length: number): Buffer {
  return packed.length === length ? packed : brotliDecompressSync(packed);
}

/**
 * Writes compressed bytes with their full length. Incompressible bytes are stored unchanged, which the reader detects
 * from their length.
 */
export function writePiece(out: ByteWriter, raw: Buffer): void {
  const packed = compress(raw);
  out.varint(raw.length);
  out.sized(packed.length < raw.length ? packed : raw);
}

/** Skips a piece. @returns a function that unpacks it */
export function openPiece(from: ByteReader): () => Buffer {
  const length = from.varint();
  const packed = from.sized();
  return () => unpack(packed, length);
}
