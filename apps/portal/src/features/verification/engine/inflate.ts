/**
 * Decompresses raw deflate data.
 * @param size length of the decompressed data, as the ZIP file states it; any other length is an error. No more than
 * this is kept, so that a small file can't fill the memory
 */
export async function inflate(packed: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array> {
  const pieces = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const whole = new Uint8Array(size);
  let length = 0;
  for (;;) {
    const { done, value } = await pieces.read();
    if (done) break;
    if (length + value.length > size) {
      await pieces.cancel();
      throw new Error('it has more data than it states');
    }
    whole.set(value, length);
    length += value.length;
  }
  if (length < size) throw new Error('it has less data than it states');
  return whole;
}
