import { DomainError } from '#platform';

/** Maximum size of a logo file. */
export const LOGO_MAX_BYTES = 512 * 1024;

/** Maximum size of a stored logo in pixels: at least 300 dpi at the largest printed size. */
const STORED = { width: 700, height: 200 } as const;
/** Limit on the pixels that are decoded, about 64 MB. */
const MAX_PIXELS = 16_000_000;

/**
 * Converts a logo to a PNG without transparency, metadata or more pixels than are printed, so that the PDF library
 * draws it without decoding, and equal documents have equal bytes. SVG is rejected, because it can contain scripts and
 * refer to other files.
 * @throws DomainError organization.logo_unreadable
 */
export async function toStoredLogo(bytes: Buffer): Promise<Buffer> {
  // The library is loaded with the first logo, not at the start of every process.
  const { default: sharp } = await import('sharp');
  try {
    const { format } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata();
    if (format !== 'png' && format !== 'jpeg') throw new Error(`The format is ${format}`);
    return await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize({ ...STORED, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 9 })
      .toBuffer();
  } catch {
    throw new DomainError('organization.logo_unreadable', {}, [
      { pointer: '/logo', code: 'organization.logo_unreadable' },
    ]);
  }
}
