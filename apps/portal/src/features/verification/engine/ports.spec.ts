/// <reference types="vitest/globals" />
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { compareWithInvoice, verifyPack } from '../../../../../../scripts/verify-pack.mjs';
import { inflate } from './inflate.js';
import { sha256 } from './sha256.js';

const PACK = readFileSync(join(process.cwd(), 'test/fixtures/previous-version/pack.zip'));
const MAX_BYTES = 1_000_000;
const verify = (bytes: Uint8Array<ArrayBuffer>, maxBytes = MAX_BYTES) => {
  const shares: number[] = [];
  const result = verifyPack(new Blob([bytes]), {
    sha256,
    inflate,
    maxBytes,
    onEvent: (event) => {
      if (event.type === 'progress') shares.push(event.share);
    },
  });
  return result.then((verification) => ({ verification, shares }));
};

describe('the verifier with the functions of a browser', () => {
  it('verifies a pack, and reports its progress up to the end', async () => {
    const { verification, shares } = await verify(Uint8Array.from(PACK));
    expect(verification).toMatchObject({
      findings: [],
      counts: { readings: 242, meters: 1, days: 30, lines: 3 },
    });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.9);
    expect(compareWithInvoice(verification, []).verdict).toBe('consistent');
    expect(compareWithInvoice(verification, ['f'.repeat(64), verification.root]).verdict).toBe('verified');
    expect(compareWithInvoice(verification, ['f'.repeat(64)])).toMatchObject({
      verdict: 'mismatch',
      findings: [{ area: 'root', place: 'invoice', told: verification.root }],
    });
  });

  it('gives up on a pack that is too large for a browser', async () => {
    await expect(verify(Uint8Array.from(PACK), PACK.length - 1)).rejects.toMatchObject({ code: 'too_large' });
    await expect(verify(Uint8Array.from(PACK), PACK.length + 1)).rejects.toMatchObject({ code: 'too_large' });
  });
});

describe('decompression', () => {
  const text = new TextEncoder().encode('Zażółć;'.repeat(10_000));
  const packed = Uint8Array.from(deflateRawSync(text));

  it('returns the data', async () => {
    expect(await inflate(packed, text.length)).toEqual(text);
  });

  it.each([
    ['more', text.length - 1],
    ['less', text.length + 1],
  ])('rejects %s data than stated', async (_which, size) => {
    await expect(inflate(packed, size)).rejects.toThrow('data than it states');
  });

  it('rejects data that is not compressed', async () => {
    await expect(inflate(Uint8Array.from([1, 2, 3, 4]), 4)).rejects.toThrow();
  });
});
