import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { StartRejected } from '../start-rejected.error.js';
import { type ArchiveEntry, MANIFEST, readArchive, textOf } from './archive.reader.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Returns an archive with a manifest and a file of random bytes, which cannot be compressed. */
async function archiveOf(bytes: number): Promise<Buffer> {
  const tar = pack();
  const manifest = {
    format: 1,
    product: 'dutycycle',
    productVersion: '0.1.0',
    createdAt: '2026-11-29T00:00:00Z',
    postgresMajor: 18,
    kind: 'home',
  };
  tar.entry({ name: MANIFEST }, JSON.stringify(manifest));
  tar.entry({ name: 'home/file' }, randomBytes(bytes));
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}

async function readAtOnce({ content }: ArchiveEntry): Promise<void> {
  await textOf(content);
}

/** Starts to read an entry so late that unpacking the rest has already failed, as on a busy disk. */
async function readLate({ content }: ArchiveEntry): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  await textOf(content);
}

describe('truncated archive', () => {
  it.each([
    ['at once', readAtOnce],
    ['late', readLate],
  ])('is reported as damaged when it is read %s', async (_how, take) => {
    const file = join(folder, 'cut.tar.gz');
    // A small archive is unpacked completely before the entry is read. A large archive is unpacked only partly.
    for (const bytes of [5_000, 200_000]) {
      const whole = await archiveOf(bytes);
      writeFileSync(file, whole.subarray(0, Math.floor(whole.length * 0.8)));
      const reading = readArchive(file, () => Promise.resolve(), take);
      await expect(reading).rejects.toThrow(StartRejected);
      await expect(reading).rejects.toThrow('is damaged');
    }
  });
});

it('passes on errors of the consumer of an entry', async () => {
  const file = join(folder, 'whole.tar.gz');
  writeFileSync(file, await archiveOf(200_000));
  const taking = readArchive(
    file,
    () => Promise.resolve(),
    () => Promise.reject(new Error('the disk is full')),
  );
  await expect(taking).rejects.toThrow('the disk is full');
});
