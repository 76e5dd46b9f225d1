import sharp from 'sharp';
import { DomainError } from '#platform';
import { assertDecodable, findCaptureTime, MAX_PIXELS } from '../domain/tickets/image-rules.js';

/** A picture as it is kept: its pixels, upright, and nothing else that the camera wrote. */
export interface ReencodedImage {
  readonly bytes: Buffer;
  /** ISO 8601, in the camera's local time; null where the file does not say. */
  readonly capturedAt: string | null;
}

const FORMATS: Readonly<Record<string, 'jpeg' | 'png' | 'webp' | 'gif'>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};
/** Each decodes into up to 256 MB, on threads that passwords and files need too. */
const MAX_AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

export function isImage(mime: string): boolean {
  return mime in FORMATS;
}

/**
 * Writes a picture anew, without metadata: a photo's place and its camera's serial number are nobody's business, and bytes that
 * only pretend to be a picture do not survive it. Its dimensions are checked before it is decoded.
 * @param mime as sniffed, one of those that `isImage` knows
 * @throws DomainError service.image_too_large, service.image_unreadable
 */
export async function reencodeImage(bytes: Buffer, mime: string): Promise<ReencodedImage> {
  if (running >= MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await reencode(bytes, FORMATS[mime]!);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('service.image_unreadable');
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function reencode(bytes: Buffer, format: 'jpeg' | 'png' | 'webp' | 'gif'): Promise<ReencodedImage> {
  // Cameras write files that strict readers complain of; half a file is damaged all the same.
  const input = {
    limitInputPixels: MAX_PIXELS,
    failOn: 'truncated' as const,
    animated: format === 'gif' || format === 'webp',
  };
  // The header alone is read here, whatever it claims; the decoder below has the limit again.
  const { width, height, pageHeight, pages, exif } = await sharp(bytes, {
    ...input,
    limitInputPixels: false,
  }).metadata();
  assertDecodable({ width, height: pageHeight ?? height, frames: pages ?? 1 });
  const upright = sharp(bytes, input).autoOrient();
  return { bytes: await upright.toFormat(format).toBuffer(), capturedAt: findCaptureTime(exif) };
}
