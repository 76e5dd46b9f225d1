/// <reference types="vitest/globals" />
import { eventually } from '../../../test/eventually.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import type { ContractResult, RunResult } from '../../api/types.js';
import { countDocuments } from './run-outcomes.js';
import { RunResults } from './run-results.js';
import { toRunRows } from './run-rows.js';

const GROUP = { id: 'g-1', name: 'Bekasi plants', month: '2026-10' };
const result = (number: string, change: Partial<ContractResult> = {}): ContractResult => ({
  billGroup: null,
  contract: { id: `id of ${number}`, number },
  corrections: null,
  customer: { id: 'cu-1', name: 'Bekasi Textiles' },
  heldLines: 0,
  invoiceId: `invoice of ${number}`,
  outcome: 'ready',
  reasons: [],
  total: { amount: '100.00', currency: 'EUR' },
  zone: 'Asia/Jakarta',
  ...change,
});
const alone = (number: string, change: Partial<ContractResult> = {}): RunResult => ({
  ...result(number, change),
  together: null,
});
const members = [
  result('C-2', { billGroup: GROUP }),
  result('C-3', { billGroup: GROUP, outcome: 'held', total: null }),
];
const document: RunResult = {
  ...members[0]!,
  together: {
    outcome: 'held',
    total: { amount: '100.00', currency: 'EUR' },
    corrections: null,
    heldLines: 1,
    contracts: members,
  },
};

describe('the rows of a run', () => {
  const lines = (opened: readonly string[]) =>
    toRunRows([alone('C-1'), document], new Set(opened)).map(
      ({ kind, key, outcome }) => `${kind} ${key} ${outcome}`,
    );

  it('are a contract that is billed alone and a document of several contracts', () => {
    expect(lines([])).toEqual(['alone id of C-1 ready', 'document g-1 held']);
  });

  it('include the contracts of an expanded document, each with its outcome', () => {
    expect(lines(['g-1'])).toEqual([
      'alone id of C-1 ready',
      'document g-1 held',
      'member id of C-2 ready',
      'member id of C-3 held',
    ]);
  });

  it('name each contract of a document once', () => {
    const [row] = toRunRows([document], new Set());
    expect(row?.contracts.map(({ contract }) => contract.number)).toEqual(['C-2', 'C-3']);
  });
});

describe('documents of an outcome', () => {
  it('are counted across all currencies', () => {
    const totals = [
      { outcome: 'ready' as const, documents: 2 },
      { outcome: 'held' as const, documents: 5 },
      { outcome: 'ready' as const, documents: 3 },
    ];
    expect(countDocuments({ totals }, 'ready')).toBe(5);
    expect(countDocuments({ totals }, 'failed')).toBe(0);
  });
});

describe('the results of a run', () => {
  const show = () =>
    renderPortal(
      <RunResults
        results={[alone('C-1'), document, alone('C-9', { outcome: 'failed', invoiceId: null, total: null })]}
        hasCorrections={false}
        empty={null}
        foot={null}
      />,
    );

  it('begin with failures and omit empty groups', async () => {
    const screen = await show();
    const heads = [...screen.container.querySelectorAll('[aria-expanded]')].map(
      (head) => head.textContent ?? '',
    );
    const order = ['failed', 'held', 'ready'].map((outcome) =>
      heads.findIndex((head) => head.startsWith(text(`maker:run.${outcome}`))),
    );
    expect(order.every((position) => position >= 0)).toBe(true);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('name the missing details of a company', async () => {
    const reasons = [{ code: 'billing.hold_buyer_incomplete', params: { missing: 'taxIds' } }];
    const screen = await renderPortal(
      <RunResults
        results={[alone('C-1', { outcome: 'held', reasons })]}
        hasCorrections={false}
        empty={null}
        foot={null}
      />,
    );
    const missing = text('errors:partyField.taxIds');
    await expect
      .element(screen.getByText(text('errors:billing.hold_buyer_incomplete', { missing })))
      .toBeVisible();
  });

  it('expand a document to its contracts', async () => {
    const screen = await show();
    await expect.element(screen.getByText('C-3')).not.toBeInTheDocument();
    await screen.getByRole('button', { name: /Bekasi plants/ }).click();
    await expect.element(screen.getByText('C-3')).toBeVisible();
  });

  it.each([
    ['C-1', '/billing/invoice%20of%20C-1'],
    ['C-9', '/contracts/id%20of%20C-9'],
  ])('link from %s to its draft, or to the contract if it has none', async (number, path) => {
    const screen = await show();
    await expect.element(screen.getByText(number, { exact: true })).toBeVisible();
    const rows = [...screen.container.querySelectorAll<HTMLElement>('[role=row][data-index]')];
    rows.find((row) => row.textContent?.includes(number))?.click();
    await eventually(() => expect(screen.router.state.location.href).toBe(path));
  });
});
