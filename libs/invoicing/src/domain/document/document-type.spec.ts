import { documentTypeOf } from './document-type.js';

describe('documentTypeOf', () => {
  it.each([
    ['invoice', 1n, 'invoice'],
    ['invoice', 0n, 'invoice'],
    ['invoice', -1n, 'credit_note'],
    ['credit_note', 500n, 'credit_note'],
    ['correction', 500n, 'correction'],
  ] as const)('issues a document of kind %s with a total of %s as %s', (kind, grossMinor, type) => {
    expect(documentTypeOf(kind, grossMinor)).toBe(type);
  });
});
