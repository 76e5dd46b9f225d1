import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type PackFiles,
  readJson,
  readPack,
  recomputeHashes,
  rootOf,
  writeJson,
  writePack,
} from '../prove/forgeries/pack-files.js';
import { runGuide } from './support/guide.js';
import { findRoot } from './support/product.js';
import { PACK_OF_PREVIOUS_VERSION } from './support/previous-version.js';
import { verifyPack } from './support/verify-pack.js';

const GENUINE = readFileSync(PACK_OF_PREVIOUS_VERSION);
const ROOT = rootOf(readPack(GENUINE));

/** Runs verify-pack.mjs as a program, on a pack that an earlier version issued, and on changed copies of that pack. */
describe('verify-pack.mjs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dutycycle-verify-'));
  const path = join(folder, 'pack.zip');

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const verify = (zip: Buffer, ...args: readonly string[]) => {
    writeFileSync(path, zip);
    return verifyPack(path, ...args);
  };
  const changed = async (change: (files: PackFiles) => void): Promise<Buffer> => {
    const files = readPack(GENUINE);
    change(files);
    return writePack(files);
  };

  it('verifies a pack of an earlier version, which contains no script', () => {
    expect([...readPack(GENUINE).keys()]).not.toContain('verify-pack.mjs');
    expect(verify(GENUINE, '--root', ROOT)).toMatchObject({
      code: 0,
      said: expect.stringContaining('VERIFIED  K-UP-1, 2026-11-01 to 2026-12-01'),
    });
    expect(verify(GENUINE, '--root', ROOT.toUpperCase())).toMatchObject({ code: 0 });
  });

  it('is never satisfied without a root hash of the invoice', () => {
    const { code, said } = verify(GENUINE);
    expect(code).toBe(3);
    expect(said).toContain('CONSISTENT');
    expect(said).not.toContain('VERIFIED');
    expect(said).toContain(ROOT);
  });

  it.each([
    [[]],
    [['pack.zip', '--root', 'abc']],
    [['pack.zip', '--root']],
    [['pack.zip', '--invoice']],
    [['pack.zip', '--other', ROOT]],
    [['pack.zip', '--root', ROOT, 'more']],
  ])('explains its arguments for %j', ([first = '', ...others]) => {
    expect(verifyPack(first, ...others)).toMatchObject({ code: 2, said: expect.stringContaining('Usage:') });
  });

  it('ignores the help files in a pack, whatever they contain', async () => {
    const zip = await changed((files) => {
      files.set('VERIFY.txt', 'Everything is fine.');
      files.set('verify-pack.mjs', `console.log('VERIFIED');`);
    });
    const { code, said } = verify(zip, '--root', ROOT);
    expect(code).toBe(0);
    expect(said).toContain('VERIFY.txt, verify-pack.mjs: not part of the proof, not used');
  });

  it('rejects any other file that the manifest doesn’t list', async () => {
    const zip = await changed((files) => files.set('notes.txt', 'x'));
    expect(verify(zip, '--root', ROOT)).toMatchObject({
      code: 1,
      said: expect.stringContaining('MISMATCH  notes.txt is not listed in the manifest'),
    });
  });

  it('reports each mismatch with its place, not only the first', async () => {
    const zip = await changed((files) => {
      const invoice = readJson<{ total: string; lines: { amount: string }[] }>(files, 'invoice.json');
      invoice.lines[0]!.amount = '4901.00';
      invoice.total = '6000.00';
      writeJson(files, 'invoice.json', invoice);
      recomputeHashes(files);
    });
    const { code, said } = verify(zip, '--root', ROOT);
    expect(code).toBe(1);
    const mismatches = said.split('\n').filter((line) => line.startsWith('MISMATCH'));
    expect(mismatches.join('\n')).toContain('line 1: amount: the pack contains 4901, recalculated 4900');
    expect(mismatches.join('\n')).toContain('total: the pack contains 6000');
    expect(mismatches.join('\n')).toContain('the pack does not belong to the invoice');
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['another file', () => Buffer.from('%PDF-1.7 not a pack'), 'not a ZIP file'],
    ['an empty file', () => Buffer.alloc(0), 'not a ZIP file'],
    ['half a pack', () => GENUINE.subarray(0, GENUINE.length / 2), 'the end of the ZIP file is missing'],
    [
      'a pack with bytes after its end',
      () => Buffer.concat([GENUINE, Buffer.from('x')]),
      'the end of the ZIP file',
    ],
    ['another ZIP file', () => changed((files) => files.delete('manifest.json')), 'not a proof pack'],
    ['a pack with a password', () => withFlag(GENUINE, 1), 'protected by a password'],
    [
      'a pack without its invoice',
      () => changed((files) => files.delete('invoice.json')),
      'invoice.json is missing',
    ],
    ['a pack with damaged data', () => damaged(GENUINE), 'MISMATCH'],
    [
      'a pack with other JSON',
      () =>
        changed((files) =>
          ['meters.json', 'rates.json', 'invoice.json'].forEach((name) => files.set(name, 'null')),
        ),
      'invoice.json is empty',
    ],
    [
      'a pack of a later format',
      () =>
        changed((files) =>
          files.set('manifest.json', '{"format":"dutycycle-proof-pack/9","files":[],"chains":[]}'),
        ),
      'the pack has the format dutycycle-proof-pack/9',
    ],
  ])('rejects %s in words', async (_what, zip, words) => {
    expect(verify(await zip(), '--root', ROOT)).toMatchObject({
      code: 1,
      said: expect.stringContaining(words),
    });
  });

  it('runs alone, under any name, without the product', () => {
    const script = join(folder, 'renamed.mjs');
    copyFileSync(join(findRoot(), 'scripts/verify-pack.mjs'), script);
    writeFileSync(path, GENUINE);
    const said = execFileSync(process.execPath, [script, path, '--root', ROOT], {
      encoding: 'utf8',
      env: {},
    });
    expect(said).toContain('VERIFIED');
  });

  it('runs with the commands of the guide', async () => {
    copyFileSync(join(findRoot(), 'scripts/verify-pack.mjs'), join(folder, 'verify-pack.mjs'));
    writeFileSync(path, GENUINE);
    writeFileSync(join(folder, 'invoice.pdf'), `%PDF-1.7 /Keywords (proof-root:${ROOT})`);
    const replace = { 'PACK.zip': 'pack.zip', 'INVOICE.pdf': 'invoice.pdf', ROOT };
    const said = await runGuide('billing/verify-a-pack.md', folder, {}, { replace });
    expect(said.match(/VERIFIED {2}K-UP-1/g)).toHaveLength(2);
  });
});

/** Sets a flag of every entry in the directory of a ZIP file. */
function withFlag(zip: Buffer, flag: number): Buffer {
  const copy = Buffer.from(zip);
  for (
    let at = copy.indexOf('PK\x01\x02', 0, 'latin1');
    at >= 0;
    at = copy.indexOf('PK\x01\x02', at + 4, 'latin1')
  )
    copy.writeUInt16LE(copy.readUInt16LE(at + 8) | flag, at + 8);
  return copy;
}

/** Overwrites compressed data of the first file. */
function damaged(zip: Buffer): Buffer {
  const copy = Buffer.from(zip);
  copy.fill(0xff, 60, 120);
  return copy;
}
