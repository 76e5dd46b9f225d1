import { DomainError } from '#platform/domain';

/**
 * Maximum number of pixels in an image. A phone's photo has 12 to 50 million, and decoding takes four bytes of memory
 * for each.
 */
export const MAX_PIXELS = 64_000_000;
/** Maximum number of frames in an animation. */
const MAX_FRAMES = 200;

/** The size in an image's header, read before decoding. */
export interface ImageSize {
  readonly width: number;
  /** Height of one frame. */
  readonly height: number;
  readonly frames: number;
}

/**
 * Rejects an image that would take too much memory to decode. A file of some kilobytes can declare a size of gigabytes.
 * @throws DomainError service.image_too_large
 */
export function assertDecodable({ width, height, frames }: ImageSize): void {
  if (frames > MAX_FRAMES || width * height * frames > MAX_PIXELS) {
    throw new DomainError('service.image_too_large', { width, height, frames, maxPixels: MAX_PIXELS });
  }
}

const TAG_OFFSET_TIME = 0x9011;
const TAG_DATE_TIME_ORIGINAL = 0x9003;
const TAG_EXIF_IFD = 0x8769;
const ENTRY_BYTES = 12;
const TIME = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})$/;
const OFFSET = /^[+-]\d{2}:\d{2}$/;

/**
 * Returns the capture time from a photo's EXIF block.
 * @returns ISO 8601 in the camera's local time, with its offset if the camera recorded it; null if there is none
 */
export function findCaptureTime(exif: Uint8Array | undefined): string | null {
  if (!exif) return null;
  try {
    return readCaptureTime(Buffer.from(exif));
  } catch {
    // The block contains offsets outside it, so it is invalid and ignored.
    return null;
  }
}

function readCaptureTime(exif: Buffer): string | null {
  const start = exif.toString('latin1', 0, 4) === 'Exif' ? 6 : 0;
  const tiff = exif.subarray(start);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const findEntry = (directory: number, tag: number): number | undefined => {
    const count = short(directory);
    for (let entry = directory + 2; entry < directory + 2 + count * ENTRY_BYTES; entry += ENTRY_BYTES) {
      if (short(entry) === tag) return entry;
    }
    return undefined;
  };
  const textOf = (entry: number | undefined): string => {
    if (entry === undefined) return '';
    const length = long(entry + 4);
    const at = length > 4 ? long(entry + 8) : entry + 8;
    return tiff
      .toString('latin1', at, at + Math.min(length, 40))
      .replace(/\0.*$/s, '')
      .trim();
  };
  const pointer = findEntry(long(4), TAG_EXIF_IFD);
  if (pointer === undefined) return null;
  const directory = long(pointer + 8);
  const time = TIME.exec(textOf(findEntry(directory, TAG_DATE_TIME_ORIGINAL)));
  if (!time) return null;
  const offset = textOf(findEntry(directory, TAG_OFFSET_TIME));
  const [, year, month, day, clock] = time;
  return `${year}-${month}-${day}T${clock}${OFFSET.test(offset) ? offset : ''}`;
}
