import type { ByteReader, ByteWriter } from './bytes.js';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Columns come as planes or digits, of which greater effort spares a twentieth and takes thirty times as long. */
const QUALITY = 4;

/** May come out larger than it went in. */
export function compress(raw: Buffer): Buffer {
  return brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
      // No larger a window than there are bytes: setting up a larger one costs more than packing what is here.
      [constants.BROTLI_PARAM_LGWIN]: Math.min(22, Math.max(10, Math.ceil(Math.log2(raw.length + 16)) + 1)),
    },
  });
}

/** What was compressed to `packed`; bytes of their full length stand as they are. */
function unpack(packed: Buffer, length: number): Buffer {
  return packed.length === length ? packed : brotliDecompressSync(packed);
}

/** Writes bytes packed, with their full length; what doesn't get smaller stands as it is, which its length tells. */
export function writePiece(out: ByteWriter, raw: Buffer): void {
  const packed = compress(raw);
  out.varint(raw.length);
  out.sized(packed.length < raw.length ? packed : raw);
}

/** Steps over a piece. @returns what unpacks it */
export function openPiece(from: ByteReader): () => Buffer {
  const length = from.varint();
  const packed = from.sized();
  return () => unpack(packed, length);
}
