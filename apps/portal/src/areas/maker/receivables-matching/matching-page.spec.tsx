/// <reference types="vitest/globals" />
import { userEvent } from 'vitest/browser';
import { eventually } from '../../../../test/eventually.js';
import { fakeApi, json, page, problem, type SentRequest } from '../../../../test/fake-api.js';
import { buildOpenItem, buildPayment, buildSuggested, buildSuggestion } from '../../../../test/payment.js';
import { renderPage } from '../../../../test/render-page.js';
import { plain, textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { PaymentDetail } from '../../../api/types.js';
import { MatchingPage } from './matching-page.js';

const pln = (amount: string) => ({ amount, currency: 'PLN' });
const SHORT = buildSuggestion({
  documents: [buildSuggested({ documentId: 'd-9', number: 'PL-9', open: '120.00', fee: '20.00' })],
  reasons: ['bank_fee'],
});

/** A fake server with payments that creates and undoes their allocations. */
function serve(...payments: PaymentDetail[]) {
  const known = new Map(payments.map((payment) => [payment.id, payment]));
  let made = 0;
  const idIn = ({ path }: SentRequest): string => path.split('/')[2] ?? '';
  const api = fakeApi({
    'GET /payments': () =>
      page(...[...known.values()].filter(({ unapplied }) => unapplied.amount !== '0.00')),
    'GET /payments/*': (request) => json(known.get(idIn(request))),
    'GET /open-items': page(buildOpenItem({ documentId: 'd-5', number: 'PL-5', open: pln('60.00') })),
    'POST /payments/*/allocations': (request) => {
      const { allocations } = request.body as { allocations: { documentId: string; amount: string }[] };
      const payment = known.get(idIn(request))!;
      const used = allocations.reduce((sum, { amount }) => sum + Number(amount), 0);
      const after = {
        ...payment,
        unapplied: pln((Number(payment.unapplied.amount) - used).toFixed(2)),
        allocations: allocations.map(({ documentId }) => ({
          id: `a-${++made}`,
          document: { documentId, number: documentId.toUpperCase() },
        })) as unknown as PaymentDetail['allocations'],
      };
      known.set(payment.id, after);
      return json(after);
    },
    'POST /allocations/*/undo': () => {
      for (const payment of payments) known.set(payment.id, payment);
      return json({});
    },
  });
  return api;
}

const show = async (path = '/') => {
  const screen = await renderPage(<MatchingPage />, { path, session: { permissions: ['payments.match'] } });
  const heading = () => textsOf(screen.container, 'article h2')[0];
  const position = () => plain(screen.container.textContent ?? '');
  return Object.assign(screen, {
    heading,
    shows: (name: string) => eventually(() => expect(heading()).toBe(name)),
    reads: (words: string) => eventually(() => expect(position()).toContain(plain(words))),
  });
};
const press = (keys: string) => userEvent.keyboard(keys);
const payment = (id: string, change: Partial<PaymentDetail> = {}) =>
  buildPayment({ id, payerName: `Payer ${id}`, ...change });

describe('matching of payments', () => {
  it('accepts the best suggestion with Enter, continues with the next payment, and undoes it with Z', async () => {
    const api = serve(payment('one'), payment('two', { unapplied: pln('40.00') }));
    const screen = await show();
    await screen.shows('Payer one');
    await screen.reads(text('maker:matching.left', { count: 2 }));
    await screen.reads('140.00 PLN');
    await press('{Enter}');
    await screen.shows('Payer two');
    expect(api.changes()[0]).toMatchObject({
      path: '/payments/one/allocations',
      body: {
        allocations: [
          {
            ...{ documentId: 'd-1', amount: '100.00', discount: null, withheld: null, fee: null },
            paymentAmount: null,
          },
        ],
        reasons: ['document_number', 'exact_amount'],
      },
    });
    expect(api.changes()[0]?.headers.get('idempotency-key')).toMatch(/./);
    await screen.reads(text('maker:matching.lastUse', { payer: 'Payer one', numbers: 'D-1' }));
    await press('z');
    await screen.shows('Payer one');
    expect(api.changes()[1]).toMatchObject({
      path: '/allocations/a-1/undo',
      body: { why: text('maker:matching.undoReason') },
    });
    await screen.reads(text('maker:matching.left', { count: 2 }));
  });

  it('shows the evidence of suggestions, and the arithmetic of the chosen one', async () => {
    const api = serve(payment('one', { suggestions: [buildSuggestion(), SHORT] }));
    const screen = await show();
    await screen.shows('Payer one');
    expect(textsOf(screen.container, '[role=radio]')[0]).toContain(
      text('maker:matching.reason.document_number'),
    );
    await press('2');
    await eventually(() =>
      expect(textsOf(screen.container, 'tbody td')).toEqual(['120.00', '100.00', '20.00', '0.00']),
    );
    await screen.reads(
      text('maker:matching.equation', { payment: '100.00 PLN', used: '100.00 PLN', left: '0.00 PLN' }),
    );
    await press('{Enter}');
    await screen.reads(text('maker:matching.emptyTitle'));
    expect(api.changes()[0]?.body).toMatchObject({
      allocations: [{ documentId: 'd-9', fee: '20.00' }],
      reasons: ['bank_fee'],
    });
  });

  it('moves with J and K, skips with S, and shows skipped payments again', async () => {
    serve(payment('one'), payment('two'), payment('three'));
    const screen = await show('/?payment=two');
    await screen.shows('Payer two');
    await press('j');
    await screen.shows('Payer three');
    await press('kk');
    await screen.shows('Payer one');
    await press('s');
    await screen.shows('Payer two');
    await press('ss');
    await screen.reads(text('maker:matching.onlySkipped'));
    await screen.getByRole('button', { name: text('maker:matching.showSkipped', { count: 3 }) }).click();
    await screen.shows('Payer one');
  });

  it('divides a payment by hand with prefilled amounts, a deduction and the rest', async () => {
    const api = serve(payment('one', { suggestions: [] }));
    const screen = await show();
    await screen.reads(text('maker:matching.noneTitle'));
    await press('m');
    await screen.reads('PL-5');
    await press('{Enter}');
    await screen.reads(text('maker:matching.restOf', { rest: '40.00 PLN', payment: '100.00 PLN' }));
    await screen.getByRole('button', { name: text('maker:receivables.addDeduction') }).click();
    const amount = screen.getByRole('textbox', { name: `${text('maker:matching.amount')}, PLN` });
    await amount.fill('50');
    await screen.getByRole('textbox', { name: `${text('payment.fee')}, PLN` }).fill('10');
    await screen.reads(text('maker:matching.restOf', { rest: '50.00 PLN', payment: '100.00 PLN' }));
    await press('{Control>}{Enter}{/Control}');
    await eventually(() =>
      expect(api.changes()[0]?.body).toEqual({
        allocations: [
          {
            ...{ documentId: 'd-5', amount: '50', discount: null, withheld: null, fee: '10' },
            paymentAmount: null,
          },
        ],
      }),
    );
    // The rest of the payment stays in the queue.
    await screen.reads(text('maker:matching.leftOf', { amount: '100.00 PLN' }));
  });

  it('chooses a document when its search has an answer, if Enter was pressed before', async () => {
    serve(payment('one', { suggestions: [] }));
    const screen = await show();
    await screen.reads(text('maker:matching.noneTitle'));
    await press('m');
    await screen.reads('PL-5');
    await press('PL{Enter}');
    await screen.reads(text('maker:matching.restOf', { rest: '40.00 PLN', payment: '100.00 PLN' }));
  });

  it('shows why the server refuses a use, and keeps the payment', async () => {
    const api = serve(payment('one'));
    api.answer(
      'POST /payments/*/allocations',
      problem(422, 'receivables.allocation_invalid', {
        fields: [{ pointer: '/allocations/0/documentId', code: 'receivables.item_not_open' }],
      }),
    );
    const screen = await show();
    await screen.shows('Payer one');
    await press('{Enter}');
    await screen.reads(text('maker:matching.notUsed'));
    expect(screen.heading()).toBe('Payer one');
  });

  it('leaves keys to fields and buttons', async () => {
    const api = serve(payment('one'), payment('two'));
    const screen = await show();
    await screen.shows('Payer one');
    await press('m');
    await screen.getByRole('combobox').fill('jskz12');
    expect(screen.heading()).toBe('Payer one');
    await press('{Escape}');
    await screen.getByRole('button', { name: text('maker:matching.next') }).click();
    await screen.shows('Payer two');
    await press('{Enter}');
    expect(api.changes()).toEqual([]);
  });
});
