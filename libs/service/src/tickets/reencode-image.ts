import sharp from 'sharp';
import { DomainError } from '#platform';
import { assertDecodable, findCaptureTime, MAX_PIXELS } from '../domain/tickets/image-rules.js';

/** A stored image: its pixels in upright orientation, without metadata. */
export interface ReencodedImage {
  readonly bytes: Buffer;
  /** ISO 8601 in the camera's local time; null if the file has none. */
  readonly capturedAt: string | null;
}

const FORMATS: Readonly<Record<string, 'jpeg' | 'png' | 'webp' | 'gif'>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};
/**
 * Maximum number of images that are decoded at the same time. Each takes up to 256 MB, on threads shared with password
 * hashing and file access.
 */
const MAX_CONCURRENT = 2;

let running = 0;
const queue: (() => void)[] = [];

export function isImage(mime: string): boolean {
  return mime in FORMATS;
}

/**
 * Re-encodes an image without metadata, because a photo's location and its camera's serial number are private. Bytes
 * that only appear to be an image are rejected. Checks the dimensions before decoding.
 * @param mime as detected, one of the types that `isImage` accepts
 * @throws DomainError service.image_too_large, service.image_unreadable
 */
export async function reencodeImage(bytes: Buffer, mime: string): Promise<ReencodedImage> {
  if (running >= MAX_CONCURRENT) await new Promise<void>((resolve) => queue.push(resolve));
  else running += 1;
  try {
    return await reencode(bytes, FORMATS[mime]!);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('service.image_unreadable');
  } finally {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}

async function reencode(bytes: Buffer, format: 'jpeg' | 'png' | 'webp' | 'gif'): Promise<ReencodedImage> {
  // Cameras write files that strict readers reject. A truncated file is still an error.
  const input = {
    limitInputPixels: MAX_PIXELS,
    failOn: 'truncated' as const,
    animated: format === 'gif' || format === 'webp',
  };
  // Read only the header, regardless of the size that it declares. The decoder below also has the limit.
  const { width, height, pageHeight, pages, exif } = await sharp(bytes, {
    ...input,
    limitInputPixels: false,
  }).metadata();
  assertDecodable({ width, height: pageHeight ?? height, frames: pages ?? 1 });
  const upright = sharp(bytes, input).autoOrient();
  return { bytes: await upright.toFormat(format).toBuffer(), capturedAt: findCaptureTime(exif) };
}
