import type { Answer } from '../../support/http.js';
import type { PersonOfWorld } from '../../support/world.js';
import { InvoiceFixture } from './invoice-fixture.js';

interface DisputeAnswer {
  readonly id: string;
  readonly code?: string;
  readonly meters: readonly { readonly usageId: string }[];
  readonly meterTests: readonly Record<string, unknown>[];
  readonly [field: string]: unknown;
}

describe('tests of disputed meters', () => {
  let fixture: InvoiceFixture;
  let usageId: string;

  beforeAll(async () => {
    fixture = await InvoiceFixture.open('tested');
    usageId = fixture.customer.ids.usage_period!;
  });

  afterAll(() => fixture?.close());

  const call = (method: string, path: string, body?: object, as = fixture.finance) =>
    fixture.call<DisputeAnswer>(method, path, body, { as });

  /** Issues an invoice with 25 units at 40.00, measured on one day of October. */
  const metered = async (): Promise<{ invoiceId: string; lineId: string }> => {
    const invoiceId = await fixture.draft({ state: 'approved' });
    const lineId = (await fixture.call('GET', `/invoices/${invoiceId}`)).body.lines[0]!.id;
    await fixture.billing.sql(`update invoice_line set snapshot = $2 where id = $1`, [
      lineId,
      JSON.stringify(SNAPSHOT),
    ]);
    await fixture.billing.sql(
      `insert into invoice_line_usage (maker_id, invoice_id, line_id, position, usage_period_id) values ($1, $2, $3, 1, $4)`,
      [fixture.maker.makerId, invoiceId, lineId, usageId],
    );
    expect(await fixture.issue(invoiceId)).toMatchObject({ status: 200 });
    return { invoiceId, lineId };
  };
  const disputed = async (about: object = {}): Promise<string> => {
    const { invoiceId, lineId } = await metered();
    const claim = { subject: 'quantity', claim: 'The meter runs fast', lineId, ...about };
    const opened = await call('POST', `/invoices/${invoiceId}/disputes`, claim);
    expect(opened).toMatchObject({ status: 201, body: { meters: [{ usageId }], meterTests: [] } });
    return opened.body.id;
  };
  const REPORT = {
    testedOn: '2026-11-10',
    lastTestedOn: '2026-05-10',
    errorPercent: '4',
    tolerancePercent: '2',
    requestedBy: 'customer',
    reference: 'GUM 4711/2026',
  };
  const test = (id: string, more: object = {}, as?: PersonOfWorld): Promise<Answer<DisputeAnswer>> =>
    call('POST', `/disputes/${id}/meter-tests`, { ...REPORT, ...more }, as);

  it('report the amount to credit and the payer of the test to maker and customer', async () => {
    const id = await disputed();
    const tested = await test(id);
    const found = {
      usageId,
      by: expect.any(String) as string,
      testedOn: '2026-11-10',
      lastTestedOn: '2026-05-10',
      errorPercent: '4',
      tolerancePercent: '2',
      requestedBy: 'customer',
      reference: 'GUM 4711/2026',
      isWithinTolerance: false,
      correctedFrom: '2026-05-10',
      correctedTo: '2026-11-10',
      registered: '25',
      overRegistered: '0.96',
      credit: { amount: '38.46', currency: 'PLN' },
      fee: null,
      feePayer: 'supplier',
    };
    expect(tested).toMatchObject({ status: 201, body: { state: 'open', meterTests: [found] } });
    const seen = await call('GET', `/disputes/${id}`, undefined, fixture.customer.people.customer_admin);
    expect(seen.body.meterTests).toMatchObject([found]);
    const again = await test(id, { errorPercent: '-1.5', reference: 'Second look' });
    expect(again.body.meterTests).toMatchObject([
      found,
      {
        isWithinTolerance: true,
        correctedFrom: null,
        registered: null,
        credit: { amount: '0.00' },
        feePayer: 'customer',
      },
    ]);
    const notifications = await fixture.billing.sql(
      `select from outbox_event where name = 'billing.meter_tested' and payload ->> 'disputeId' = $1`,
      [id],
    );
    expect(notifications.length).toBe(2);
  });

  it('use the contract and the last certificate if the report lacks data', async () => {
    const id = await disputed();
    await fixture.billing.sql(
      `update contract set terms = '{"meter":{"tolerance_pct":5,"test_max_days":30,"test_fee":"250"}}'
        where id = (select i.contract_id from invoice i join dispute d on d.invoice_id = i.id where d.id = $1)`,
      [id],
    );
    const withoutTestDetails = { tolerancePercent: undefined, lastTestedOn: undefined };
    expect((await test(id, withoutTestDetails)).body.meterTests).toMatchObject([
      { isWithinTolerance: true, tolerancePercent: '5', lastTestedOn: null, fee: { amount: '250.00' } },
    ]);
    const late = { ...withoutTestDetails, errorPercent: '10' };
    expect((await test(id, late)).body.meterTests.at(-1)).toMatchObject({
      correctedFrom: '2026-10-11',
      registered: '25',
      credit: { amount: '90.91' },
    });
    const declared = {
      kind: 'certificate',
      meterId: fixture.customer.ids.meter,
      number: 'C-1',
      issuedBy: 'GUM',
      firstDay: '2026-11-01',
      lastDay: '2028-11-01',
      tolerancePercent: '1',
      reason: 'New',
    };
    expect((await call('POST', '/meter-events', declared, fixture.maker.staff.engineer)).status).toBe(201);
    expect((await test(id, late)).body.meterTests.at(-1)).toMatchObject({
      lastTestedOn: '2026-11-01',
      tolerancePercent: '1',
      correctedFrom: '2026-11-01',
      registered: '0',
      credit: { amount: '0.00' },
    });
  });

  it('reject impossible values', async () => {
    const id = await disputed();
    const fields = async (more: object): Promise<unknown> => {
      const { status, body } = await test(id, more);
      expect(status).toBe(422);
      return (body['fields'] as { pointer: string; code: string }[]).map(
        ({ pointer, code }) => `${pointer} ${code}`,
      );
    };
    expect(
      await fields({ testedOn: '2999-01-01', lastTestedOn: '2999-01-02', errorPercent: '-100' }),
    ).toEqual([
      '/testedOn billing.meter_test_ahead',
      '/lastTestedOn billing.meter_test_before_last',
      '/errorPercent billing.meter_error_too_low',
    ]);
    expect(await fields({ tolerancePercent: '101' })).toEqual([
      '/tolerancePercent metering.tolerance_too_wide',
    ]);
    expect(await fields({ usageId: id })).toEqual(['/usageId billing.disputed_meter_not_of_line']);
    expect((await call('GET', `/disputes/${id}`)).body.meterTests).toEqual([]);

    const { invoiceId } = await metered();
    const whole = await call('POST', `/invoices/${invoiceId}/disputes`, {
      subject: 'other',
      claim: 'All wrong',
    });
    expect((await test(whole.body.id)).body).toMatchObject({
      fields: [{ pointer: '/usageId', code: 'billing.disputed_line_unmetered' }],
    });
  });

  it('can be recorded only by the person who decides while the dispute is open, and stay unchanged', async () => {
    const id = await disputed();
    const { customer_admin: marek } = fixture.customer.people;
    expect((await test(id, {}, marek)).status).toBe(403);
    expect((await test(id, {}, fixture.maker.staff.dispatcher)).status).toBe(403);
    await test(id);
    await call('POST', `/disputes/${id}/reject`, { answer: 'Within tolerance' });
    expect(await test(id)).toMatchObject({ status: 409, body: { code: 'billing.dispute_over' } });
    await expect(
      fixture.billing.sql(`update meter_test set error_percent = 0 where dispute_id = $1`, [id]),
    ).rejects.toThrow(/written once/);
  });
});

/** Pricing of the line. */
const UNIT = { model: 'unit', unitPrice: '40' };
const SNAPSHOT = {
  charge: { key: 'air', nameI18n: {}, due: 'arrears', countsBy: 'month', perMachine: false, pricing: UNIT },
  applied: UNIT,
  counter: { from: '2026-10-01', to: '2026-11-01', used: 31, of: 31, isFinal: false },
  counted: [],
  billable: '25',
  steps: [],
  gross: '1000',
  discount: '0',
  capDiscount: '0',
  exact: '1000',
  standing: '1000',
  billedBefore: '0',
};
