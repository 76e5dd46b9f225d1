/// <reference types="vitest/globals" />
import { page as browser, userEvent } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page } from '../../../../test/fake-api.js';
import { renderPortal } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import { findMachine, findProvableLine, pathOfStep, rankInvoices, TOUR_STEPS } from './tour-stops.js';
import { TourPanel } from './tour-panel.js';
import { readTourState } from './use-tour.js';

const row = (id: string, change: object = {}) => ({
  id,
  documentType: 'invoice',
  billGroup: null,
  heldLines: 0,
  ...change,
});
const line = (id: string, change: object = {}) => ({
  id,
  kind: 'usage',
  component: 'usage',
  quantity: '12.5',
  amount: { amount: '10.00' },
  params: {},
  ...change,
});
const STOPS = { machineId: 'm-2', contractId: 'k-1', invoiceId: 'i-1', lineId: 'l-2' };
const SESSION = {
  clock: { demo: true, now: '2026-11-25T08:00:00Z', offsetMs: 0 },
  permissions: ['fleet.read', 'contracts.read', 'invoices.read'],
};
const ROUTES = {
  'GET /invoices': page(row('i-1')),
  'GET /invoices/i-1': json({
    id: 'i-1',
    contract: { id: 'k-1' },
    lines: [line('l-1', { kind: 'base', component: 'fee' }), line('l-2', { params: { serial: 'B' } })],
  }),
  'GET /contracts/k-1': json({
    id: 'k-1',
    machines: [
      { id: 'm-1', serial: 'A' },
      { id: 'm-2', serial: 'B' },
    ],
  }),
};
const button = (key: string) => browser.getByRole('button', { name: text(`maker:tour.${key}`), exact: true });
const heading = (step: string) =>
  browser.getByRole('heading', { name: text(`maker:tour.steps.${step}.title`) });
const show = () => renderPortal(<TourPanel />, { session: SESSION, path: '/today' });

beforeEach(() => window.localStorage.removeItem('dutycycle-tour'));

describe('the objects of the tour', () => {
  it('are an ordinary invoice, preferably without usage on hold', () => {
    const rows = [
      row('held', { heldLines: 2 }),
      row('group', { billGroup: { id: 'g' } }),
      row('credit', { documentType: 'credit_note' }),
      row('plain'),
    ] as never;
    expect(rankInvoices(rows).map(({ id }) => id)).toEqual(['plain', 'held']);
  });

  it.each([
    ['a fee', { kind: 'base', component: 'fee' }],
    ['a minimum', { component: 'true_up' }],
    ['no usage', { quantity: '0' }],
    ['no quantity', { quantity: null }],
  ])('are not a line with %s', (_case, change) => {
    expect(findProvableLine({ lines: [line('a', change), line('b')] as never })?.id).toBe('b');
    expect(findProvableLine({ lines: [line('a', change)] as never })).toBeUndefined();
  });

  it('are a line that costs something, or else one with an amount', () => {
    const free = line('free', { amount: { amount: '0.00' } });
    expect(findProvableLine({ lines: [free, line('b')] as never })?.id).toBe('b');
    expect(findProvableLine({ lines: [line('held', { amount: null }), free] as never })?.id).toBe('free');
  });

  it('are a line on hold only if there is no other', () => {
    const held = line('held', { amount: null });
    expect(findProvableLine({ lines: [held, line('b')] as never })?.id).toBe('b');
    expect(findProvableLine({ lines: [held] as never })?.id).toBe('held');
  });

  it('are the machine of the line, or the first machine of the contract', () => {
    const machines = [
      { id: 'm-1', serial: 'A' },
      { id: 'm-2', serial: 'B' },
    ] as never;
    expect(findMachine({ machines }, { params: { serial: 'B' } })).toBe('m-2');
    expect(findMachine({ machines }, { params: {} })).toBe('m-1');
    expect(findMachine({ machines: [] }, { params: {} })).toBeUndefined();
  });

  it('have an address each', () => {
    expect(TOUR_STEPS.map((step) => pathOfStep(step, STOPS))).toEqual([
      '/fleet',
      '/fleet/m-2',
      '/contracts/k-1',
      '/billing/i-1',
      '/billing/lines/l-2',
    ]);
    expect(TOUR_STEPS.map((step) => pathOfStep(step, null)).slice(1)).toEqual(Array(4).fill(undefined));
  });
});

describe('the stored progress', () => {
  it.each([
    ['{"step":3,"isOpen":false}', { step: 3, isOpen: false }],
    [undefined, { step: 0, isOpen: true }],
    ['', { step: 0, isOpen: true }],
    ['null', { step: 0, isOpen: true }],
    ['{"step":5,"isOpen":true}', { step: 0, isOpen: true }],
    ['{"step":-1,"isOpen":true}', { step: 0, isOpen: true }],
    ['{"step":1}', { step: 0, isOpen: true }],
  ])('%s is %j', (stored, state) => expect(readTourState(stored)).toEqual(state));
});

describe('the tour', () => {
  it('goes with the keyboard from the fleet to the proof of a line, and remembers each step', async () => {
    fakeApi(ROUTES);
    const { router } = await show();
    await expect.element(heading('fleet')).toBeVisible();
    await expect.element(button('next')).toBeEnabled();
    (button('next').element() as HTMLElement).focus();
    for (const [index, path] of [
      '/fleet/m-2',
      '/contracts/k-1',
      '/billing/i-1',
      '/billing/lines/l-2',
    ].entries()) {
      await userEvent.keyboard('{Enter}');
      await eventually(() => expect(router.state.location.pathname).toBe(path));
      await expect.element(heading(TOUR_STEPS[index + 1]!)).toBeVisible();
      expect(readTourState(window.localStorage.getItem('dutycycle-tour') ?? '').step).toBe(index + 1);
    }
    await button('finish').click();
    expect(readTourState(window.localStorage.getItem('dutycycle-tour') ?? '').isOpen).toBe(false);
  });

  it('continues at the remembered step, and leads back to its page', async () => {
    window.localStorage.setItem('dutycycle-tour', '{"step":3,"isOpen":true}');
    fakeApi(ROUTES);
    const { router } = await show();
    await expect.element(heading('invoice')).toBeVisible();
    await browser.getByRole('link', { name: text('maker:tour.show') }).click();
    await eventually(() => expect(router.state.location.pathname).toBe('/billing/i-1'));
    await button('back').click();
    await eventually(() => expect(router.state.location.pathname).toBe('/contracts/k-1'));
  });

  it('prefers an invoice with a line that costs something', async () => {
    const free = json({
      id: 'i-0',
      contract: { id: 'k-1' },
      lines: [line('l-0', { amount: { amount: '0.00' } })],
    });
    fakeApi({ ...ROUTES, 'GET /invoices': page(row('i-0'), row('i-1')), 'GET /invoices/i-0': free });
    window.localStorage.setItem('dutycycle-tour', '{"step":3,"isOpen":true}');
    await show();
    const link = browser.getByRole('link', { name: text('maker:tour.show') });
    await expect.element(link).toHaveAttribute('href', '/billing/i-1');
  });

  it('waits for the first invoice of the demo', async () => {
    fakeApi({ ...ROUTES, 'GET /invoices': page() });
    await show();
    await expect.element(browser.getByText(text('maker:tour.waiting'))).toBeVisible();
    await expect.element(button('next')).toBeDisabled();
  });
});
