import { createHash } from 'node:crypto';
import { findPaperFaults, termsDocument } from './acceptance.js';
import type { ContractContent } from './contract-fields.js';

const CONTENT = {
  number: 'K-1',
  paymentDays: 30,
  charges: [],
  meters: [],
  performance: [],
} as unknown as ContractContent;

describe('the document of a contract’s terms', () => {
  it('is a text with its hash, independent of the order of fields', () => {
    const { document, contentHash } = termsDocument('k-1', CONTENT);
    expect(createHash('sha256').update(document, 'utf8').digest('hex')).toBe(contentHash);
    const reversed = {
      performance: [],
      meters: [],
      charges: [],
      paymentDays: 30,
      number: 'K-1',
    } as unknown as ContractContent;
    expect(termsDocument('k-1', reversed).contentHash).toBe(contentHash);
  });

  it('differs for any other term, and for any other contract', () => {
    const { contentHash } = termsDocument('k-1', CONTENT);
    expect(termsDocument('k-1', { ...CONTENT, paymentDays: 31 }).contentHash).not.toBe(contentHash);
    expect(termsDocument('k-2', CONTENT).contentHash).not.toBe(contentHash);
  });

  it('does not contain the model definition that a meter was copied from', () => {
    const meters = (more: object) =>
      [{ id: 'me-1', signalKey: 'hours', ...more }] as unknown as ContractContent['meters'];
    const { contentHash } = termsDocument('k-1', { ...CONTENT, meters: meters({}) });
    const taken = { ...CONTENT, meters: meters({ modelMeterId: 'mm-1' }) };
    expect(termsDocument('k-1', taken).contentHash).toBe(contentHash);
  });
});

describe('an acceptance on paper', () => {
  const paper = { acceptedBy: 'Marek', acceptedOn: '2026-11-30', contentHash: '0', reference: 'Folder 7' };
  it.each<[string, object, string[]]>([
    ['has a person, a day and a reference', {}, []],
    ['requires a person', { acceptedBy: ' ' }, ['/acceptedBy contracts.accepter_missing']],
    ['must not be in the future', { acceptedOn: '2026-12-02' }, ['/acceptedOn contracts.accepted_in_future']],
    ['requires a valid day', { acceptedOn: 'yesterday' }, ['/acceptedOn contracts.date_malformed']],
    ['requires a reference', { reference: ' ' }, ['/reference contracts.paper_reference_missing']],
  ])('%s', (_what, change, faults) => {
    const found = findPaperFaults({ ...paper, ...change }, '2026-12-01');
    expect(found.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(faults);
  });
});
