/// <reference types="vitest/globals" />
import { isInvoiceFile, rootInText } from './file-kind.js';
import type { Verification } from './messages.js';
import {
  initialState,
  reduce,
  type VerificationAction,
  type VerificationState,
} from './verification-state.js';

const ROOT = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);
const VERIFICATION = { root: ROOT } as Verification;
const after = (actions: readonly VerificationAction[], from = ''): VerificationState =>
  actions.reduce(reduce, initialState(from));
const CHOSEN = { type: 'packChosen', name: 'pack.zip', bytes: 10 } as const;
const CONSISTENT = {
  type: 'verified',
  verification: VERIFICATION,
  verdict: { verdict: 'consistent', findings: [] },
} as const;

describe('the state of a verification', () => {
  it('takes the root hash of the address, and ignores anything else', () => {
    expect(initialState(ROOT)).toMatchObject({ roots: [ROOT], isLinked: true });
    expect(initialState('<script>')).toMatchObject({ roots: [], rootText: '' });
  });

  it('says that a root hash is from a link only until the invoice or a person gives one', () => {
    expect(after([CHOSEN, CONSISTENT], ROOT).isLinked).toBe(true);
    expect(after([{ type: 'rootTyped', text: ROOT }], ROOT).isLinked).toBe(false);
    const read: readonly VerificationAction[] = [
      { type: 'invoiceChosen', name: 'PL-1.pdf' },
      { type: 'roots', roots: [ROOT] },
    ];
    expect(after(read, ROOT).isLinked).toBe(false);
  });

  it('goes from the choice of a pack through progress to its verdict', () => {
    expect(after([CHOSEN, { type: 'progress', share: 0.4 }]).pack).toMatchObject({
      status: 'working',
      share: 0.4,
    });
    const done = after([CHOSEN, CONSISTENT]);
    expect(done.pack).toMatchObject({ status: 'verified', name: 'pack.zip' });
    const compared = reduce(done, { type: 'compared', verdict: { verdict: 'verified', findings: [] } });
    expect(compared.pack).toMatchObject({ verdict: { verdict: 'verified' } });
  });

  it('ignores results of a verification that was cancelled', () => {
    expect(after([CHOSEN, { type: 'cancelled' }, CONSISTENT]).pack).toEqual({ status: 'none' });
  });

  it('forgets the invoice together with the pack, because the next pack belongs to another one', () => {
    expect(after([CHOSEN, CONSISTENT, { type: 'reset' }], ROOT)).toMatchObject({
      pack: { status: 'none' },
      roots: [],
    });
  });

  it('says that the browser gave up if the worker crashes at work', () => {
    expect(after([CHOSEN, { type: 'crashed' }]).pack).toMatchObject({
      status: 'unreadable',
      code: 'crashed',
    });
    expect(after([{ type: 'crashed' }])).toMatchObject({
      isReady: false,
      hasFailed: true,
      pack: { status: 'none' },
    });
  });

  it('reads the root hashes of an invoice, and replaces them with one that is typed', () => {
    const read = after([
      { type: 'invoiceChosen', name: 'PL-1.pdf' },
      { type: 'roots', roots: [ROOT, OTHER] },
    ]);
    expect(read).toMatchObject({ roots: [ROOT, OTHER], invoice: { name: 'PL-1.pdf', hasRoot: true } });
    expect(reduce(read, { type: 'rootTyped', text: OTHER })).toMatchObject({ roots: [OTHER], invoice: null });
  });

  it('keeps a typed root hash if the invoice has none', () => {
    const state = after([
      { type: 'rootTyped', text: ROOT },
      { type: 'invoiceChosen', name: 'letter.pdf' },
      { type: 'roots', roots: [] },
    ]);
    expect(state).toMatchObject({ roots: [ROOT], invoice: { hasRoot: false } });
  });
});

describe('a root hash in a text', () => {
  it.each([
    ['as printed, in two lines', `${ROOT.slice(0, 32)}\n  ${ROOT.slice(32)} `, ROOT],
    ['in capital letters', ROOT.toUpperCase(), ROOT],
    ['that is incomplete', ROOT.slice(1), null],
    ['with another letter', `${ROOT.slice(1)}g`, null],
    ['that is empty', '', null],
  ])('%s', (_what, text, root) => expect(rootInText(text)).toBe(root));
});

it.each([
  ['PL-1.pdf', '', true],
  ['PL-1.PDF', '', true],
  ['invoice', 'application/pdf', true],
  ['invoice.json', '', true],
  ['PL-1-proof.zip', 'application/zip', false],
  ['photo.jpg', 'image/jpeg', false],
])('takes %s of type "%s" for an invoice: %s', (name, type, expected) =>
  expect(isInvoiceFile({ name, type })).toBe(expected),
);
