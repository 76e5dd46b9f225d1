import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Columns come as byte planes, of which greater effort spares a twentieth and takes thirty times as long. */
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
export function unpack(packed: Buffer, length: number): Buffer {
  return packed.length === length ? packed : brotliDecompressSync(packed);
}
