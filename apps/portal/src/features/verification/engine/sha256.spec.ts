/// <reference types="vitest/globals" />
import { createHash } from 'node:crypto';
import { sha256 } from './sha256.js';

const byNode = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

describe('the SHA-256 of the verifier', () => {
  it('of nothing and of a text are those of the standard', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('is that of Node.js for every length up to five blocks', () => {
    for (let length = 0; length <= 320; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length * 101) % 256);
      expect(sha256(bytes), `${length} bytes`).toBe(byNode(bytes));
    }
  });

  it('is that of Node.js for texts beyond ASCII and for megabytes', () => {
    expect(sha256('Zażółć gęślą jaźń;压缩空气;€\r\n')).toBe(byNode('Zażółć gęślą jaźń;压缩空气;€\r\n'));
    const large = new Uint8Array(3_000_017).fill(173);
    expect(sha256(large)).toBe(byNode(large));
  });

  it('leaves no state behind', () => {
    sha256('x'.repeat(1000));
    expect(sha256('abc')).toBe(byNode('abc'));
  });
});
