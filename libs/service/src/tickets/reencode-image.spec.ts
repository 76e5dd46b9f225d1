import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { assertDecodable, findCaptureTime, MAX_PIXELS } from '../domain/tickets/image-rules.js';
import { reencodeImage } from './reencode-image.js';

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#1f6feb' } });

const photo = () =>
  blank(40, 20)
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'Fabrikam' },
      IFD2: { DateTimeOriginal: '2026:10:20 09:15:00', OffsetTimeOriginal: '+02:00' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 13/1 0/1' },
    })
    .jpeg()
    .toBuffer();

/** Returns a small PNG with a header that declares the given size. */
function claiming(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const framed = Buffer.alloc(8 + named.length);
    framed.writeUInt32BE(data.length, 0);
    named.copy(framed, 4);
    framed.writeUInt32BE(crc32(named), 4 + named.length);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

describe('a stored image', () => {
  it('has no metadata, is upright, and has its capture time', async () => {
    const sent = await photo();
    expect(sent.includes('Fabrikam')).toBe(true);
    const { bytes, capturedAt } = await reencodeImage(sent, 'image/jpeg');
    const kept = await sharp(bytes).metadata();
    expect(capturedAt).toBe('2026-10-20T09:15:00+02:00');
    expect(kept).toMatchObject({ format: 'jpeg', width: 20, height: 40 });
    expect([kept.exif, kept.xmp, kept.iptc]).toEqual([undefined, undefined, undefined]);
    expect(bytes.includes('Fabrikam')).toBe(false);
  });

  it.each(['png', 'webp', 'gif'] as const)('stays a %s', async (format) => {
    const sent = await blank(3, 2).toFormat(format).toBuffer();
    const { bytes, capturedAt } = await reencodeImage(sent, `image/${format}`);
    expect((await sharp(bytes).metadata()).format).toBe(format);
    expect(capturedAt).toBeNull();
  });

  it('contains nothing hidden after its pixels', async () => {
    const sent = Buffer.concat([
      await blank(3, 2).png().toBuffer(),
      Buffer.from('<script>alert(1)</script>'),
    ]);
    expect((await reencodeImage(sent, 'image/png')).bytes.includes('script')).toBe(false);
  });
});

describe('a rejected image', () => {
  it('claims too many pixels, whatever the file contains', async () => {
    const sent = claiming(30_000, 30_000);
    expect(sent.length).toBeLessThan(200);
    const before = process.memoryUsage().rss;
    await expect(reencodeImage(sent, 'image/png')).rejects.toMatchObject({
      code: 'service.image_too_large',
      params: { width: 30_000, height: 30_000, maxPixels: MAX_PIXELS },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('is damaged', async () => {
    const sent = await blank(300, 300).png().toBuffer();
    await expect(reencodeImage(sent.subarray(0, sent.length / 2), 'image/png')).rejects.toMatchObject({
      code: 'service.image_unreadable',
    });
    await expect(reencodeImage(Buffer.from('\x89PNG'), 'image/png')).rejects.toMatchObject({
      code: 'service.image_unreadable',
    });
  });

  it('has thousands of frames', () => {
    expect(() => assertDecodable({ width: 1, height: 1, frames: 201 })).toThrow();
    expect(() => assertDecodable({ width: 8000, height: 8000, frames: 1 })).not.toThrow();
  });
});

describe('findCaptureTime', () => {
  it('reads any bytes without failing', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void findCaptureTime(bytes)));
    expect(findCaptureTime(undefined)).toBeNull();
  });

  it('reads a broken block of a real photo without failing', async () => {
    const { exif } = await sharp(await photo()).metadata();
    const change = fc.tuple(fc.nat(exif!.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const broken = Buffer.from(exif!);
        for (const [at, byte] of changes) broken[at] = byte;
        const time = findCaptureTime(broken);
        expect(time === null || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/.test(time)).toBe(true);
      }),
    );
  });
});
