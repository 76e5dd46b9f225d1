import { BillingFixture, financeOf } from '../../test/support/billing-fixture.js';
import type { MakerOfWorld } from '../../test/support/world.js';
import { copiedId, copyRows, idOfCopy } from '../support/copied-rows.js';
import { addDays } from './exact.js';

export const FIRST_DAY = '2027-03-02';
export const DAYS = 120;
export const PAYMENT_DAYS = 14;
/** The first issue date of documents with deferred revenue. */
export const DEFERRAL_STARTS = '2027-03-20';
export const CURRENCIES = ['PLN', 'EUR', 'USD'] as const;

/** A draft that can be issued, with its only line and tax in minor units. */
export interface Draft {
  readonly id: string;
  readonly customer: string;
  readonly currency: string;
  readonly net: bigint;
  readonly tax: bigint;
  readonly service: DraftService;
}

/** Days [from, to) that a line bills: a quarter in equal months, or any days. */
export interface DraftService {
  readonly from: string;
  readonly to: string;
  readonly due: 'quarterly' | 'advance';
}

export interface LedgerWorld {
  readonly fixture: BillingFixture;
  readonly maker: MakerOfWorld;
  readonly scope: ReturnType<typeof financeOf>;
  readonly drafts: readonly Draft[];
  readonly rateOn: (currency: string, day: string) => string;
}

const CUSTOMER = copiedId(11, 'c');
const BUYER = copiedId(12, 'c');
const CONTRACT = copiedId(13);
const INVOICE = copiedId(14);
const LINE = copiedId(15);
const TAX_PERCENT = 23n;

/** Creates customers with approved drafts in three currencies, and a rate for each day. */
export async function openLedgerWorld(
  customers: number,
  draftsPerCustomer: number,
  random: () => number,
): Promise<LedgerWorld> {
  const fixture = await BillingFixture.open(`${FIRST_DAY}T08:00:00Z`);
  const maker = await fixture.makeMaker('ledger');
  const { ids } = maker.customers[0];
  const count = customers * draftsPerCustomer;
  const perCustomer = `generate_series(1, $2::int) c`;
  const perDraft = `(select i, (i - 1) / ${draftsPerCustomer} + 1 as c from generate_series(1, $2::int) i) d`;
  const add = (id: string | undefined, rows: number, statement: string): Promise<unknown> =>
    fixture.sql(statement, [id, rows]);
  await add(
    ids['customer'],
    customers,
    copyRows('customer', `'id', ${CUSTOMER}, 'code', 'L-' || c, 'name', 'Customer ' || c`, {
      copies: perCustomer,
    }),
  );
  await add(
    ids['buyer'],
    customers,
    copyRows('customer_entity', `'id', ${BUYER}, 'customer_id', ${CUSTOMER}, 'name', 'Buyer ' || c`, {
      copies: perCustomer,
    }),
  );
  const owner = `'customer_id', ${CUSTOMER}, 'buyer_id', ${BUYER}`;
  await add(
    ids['contract'],
    count,
    copyRows('contract', `'id', ${CONTRACT}, 'number', 'K-' || i, ${owner}`, { copies: perDraft }),
  );
  const drafts: Draft[] = Array.from({ length: count }, (_, at) => {
    const net = BigInt(1 + Math.floor(random() * 500_000));
    return {
      id: idOfCopy(14, at + 1),
      customer: idOfCopy(11, Math.floor(at / draftsPerCustomer) + 1),
      currency: CURRENCIES[Math.floor(random() * CURRENCIES.length)]!,
      net,
      tax: (net * TAX_PERCENT + 50n) / 100n,
      service: drawService(random),
    };
  });
  await add(
    ids['draft'],
    count,
    copyRows(
      'invoice',
      `'id', ${INVOICE}, 'contract_id', ${CONTRACT}, ${owner}, 'state', 'approved', 'approved_at', '2027-03-01T08:00:00Z',
       'approved_by', '${maker.staff.manager.userId}', 'held_lines', 0, 'hold_reasons', '[]'::jsonb, 'bill_group_id', null,
       'payable_increment', null, 'deposit_minor', null, 'payment_days', ${PAYMENT_DAYS}`,
      { copies: perDraft },
    ),
  );
  await fixture.sql(
    `insert into invoice_line (maker_id, id, invoice_id, position, kind, params, amount_minor, net_minor, tax_minor, tax_rule, state,
                               service_from, service_to, snapshot)
     select $1, ${LINE}, ${INVOICE}, 1, 'base', '{}', d.net, d.net, d.tax, $2, 'fixed', d.service_from, d.service_to,
            jsonb_build_object('charge', jsonb_build_object('due', d.due))
       from unnest($3::int[], $4::bigint[], $5::bigint[], $6::date[], $7::date[], $8::text[])
            as d (i, net, tax, service_from, service_to, due)`,
    [
      maker.makerId,
      RULE,
      drafts.map((_, at) => at + 1),
      drafts.map(({ net }) => net.toString()),
      drafts.map(({ tax }) => tax.toString()),
      drafts.map(({ service }) => service.from),
      drafts.map(({ service }) => service.to),
      drafts.map(({ service }) => service.due),
    ],
  );
  await fixture.sql(
    `insert into invoice_tax (maker_id, invoice_id, position, category, percent, taxable_minor, tax_minor)
     select $1, ${INVOICE}, 1, 'standard', 23, d.net, d.tax from unnest($2::int[], $3::bigint[], $4::bigint[]) as d (i, net, tax)`,
    [
      maker.makerId,
      drafts.map((_, at) => at + 1),
      drafts.map(({ net }) => net.toString()),
      drafts.map(({ tax }) => tax.toString()),
    ],
  );
  await fixture.sql(
    `update invoice v set currency = d.currency, total_minor = d.net, net_minor = d.net, tax_minor = d.tax,
            gross_minor = d.net + d.tax, prices = 'exclusive'
       from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[]) as d (id, currency, net, tax)
      where v.id = d.id`,
    [
      drafts.map(({ id }) => id),
      drafts.map(({ currency }) => currency),
      drafts.map(({ net }) => net.toString()),
      drafts.map(({ tax }) => tax.toString()),
    ],
  );
  for (const table of ['customer', 'contract', 'invoice', 'invoice_line', 'invoice_tax'])
    await fixture.sql(`analyze ${table}`);
  return { fixture, maker, scope: financeOf(maker), drafts, rateOn: await addRates(fixture, maker, random) };
}

/** Draws the days of a service: before, around or after the days on which documents are issued. */
function drawService(random: () => number): DraftService {
  const month = 1 + Math.floor(random() * 6);
  const first = (at: number): string => `2027-${String(at).padStart(2, '0')}-01`;
  if (random() < 0.5) return { from: first(month), to: first(month + 3), due: 'quarterly' };
  const from = addDays(first(month), Math.floor(random() * 28));
  return { from, to: addDays(from, 1 + Math.floor(random() * 100)), due: 'advance' };
}

async function addRates(
  fixture: BillingFixture,
  maker: MakerOfWorld,
  random: () => number,
): Promise<LedgerWorld['rateOn']> {
  const rates = new Map<string, string>();
  for (const [currency, start] of [
    ['EUR', 42_500],
    ['USD', 39_100],
  ] as const) {
    let rate = start;
    for (let day = -40; day <= DAYS; day++) {
      rate += Math.floor((random() - 0.5) * 600);
      rates.set(
        `${currency} ${addDays(FIRST_DAY, day)}`,
        `${Math.floor(rate / 10_000)}.${String(rate % 10_000).padStart(4, '0')}`,
      );
    }
  }
  const keys = [...rates.keys()];
  await fixture.sql(
    `insert into fx_rate (maker_id, id, from_currency, to_currency, day, rate, source, recorded_at)
     select $1, gen_random_uuid(), d.currency, 'PLN', d.day, d.rate, 'NBP', now()
       from unnest($2::text[], $3::date[], $4::numeric[]) as d (currency, day, rate)`,
    [
      maker.makerId,
      keys.map((key) => key.split(' ')[0]),
      keys.map((key) => key.split(' ')[1]),
      [...rates.values()],
    ],
  );
  return (currency, day) => rates.get(`${currency} ${day}`)!;
}

const RULE = JSON.stringify({
  supply: 'service',
  category: 'standard',
  percent: '23',
  taxStep: null,
  reason: '',
  validFrom: '2020-01-01',
  validTo: null,
});
