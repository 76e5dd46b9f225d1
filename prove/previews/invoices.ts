import { Exact, toMinor } from '#platform';
import { CENTS, type CaseMapping, type PreviewRequest, type WorkedCase } from './worked-case.js';

/** Possible inputs of a case. Each case has some of them. */
interface Input<Line = string> {
  readonly amount: string;
  readonly amounts: readonly (readonly [string, string])[];
  readonly collection_rounding: string;
  readonly coupon: string;
  readonly coupons: readonly string[];
  readonly credit: string;
  readonly credits_4dp: readonly string[];
  readonly credits_net: readonly string[];
  readonly currency: string;
  readonly gross: string;
  readonly jpy: readonly string[];
  readonly line: string;
  readonly lines: readonly Line[];
  readonly net: string;
  readonly rate: string;
  readonly taxes: Readonly<Record<string, string>>;
  readonly total: string;
  readonly unused: string;
  readonly usd: readonly string[];
  readonly weights: readonly string[];
}

interface RatedLine {
  readonly net: string;
  readonly rate: string;
}

interface Tax {
  readonly code: string | null;
  readonly tax: string;
}

interface Answer {
  readonly discount: string;
  readonly discountShares: readonly string[];
  readonly taxable: readonly string[];
  readonly lineTaxes: readonly string[];
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  readonly payable: string;
  readonly roundingLine: string | null;
  readonly creditNotes: readonly {
    readonly net: string;
    readonly tax: string;
    readonly total: string;
    readonly taxes: readonly Tax[];
  }[];
}

const toRequest = (body: object): PreviewRequest => ({ preview: 'invoices', body });
const singleRequest = (
  body: object,
  got: (answer: Answer) => Readonly<Record<string, unknown>>,
): CaseMapping => ({
  requests: [toRequest(body)],
  got: ([answer]) => got(answer as Answer),
});
const sumOf = (amounts: readonly string[]): string =>
  amounts.reduce((sum, amount) => sum.plus(amount), new Exact(0)).toFixed();

const rounded = ({ amount, currency }: Input): CaseMapping =>
  singleRequest({ currency, lines: [{ net: amount }] }, ({ net }) => ({ rounded: net }));

/**
 * Calculates a total as a discount on lines that have the weights of the shares and are large enough for the discount.
 */
const allocated = ({ total, weights, currency }: Input): CaseMapping => {
  const scale = new Exact(total).div(sumOf(weights)).ceil();
  const lines = weights.map((weight) => ({ net: scale.times(weight).toFixed() }));
  return singleRequest({ currency, lines, discounts: [{ amount: total }] }, ({ discountShares }) => ({
    parts: discountShares,
  }));
};

const fraction = ({ net, rate, unused }: Input): CaseMapping =>
  singleRequest(
    { currency: CENTS, lines: [{ net, percent: rate }], creditNotes: [{ fraction: unused }] },
    ({ tax, creditNotes }) => ({ invoice_tax: tax, ...creditNotes[0] }),
  );

const MAPPINGS: Readonly<Record<string, (input: never) => CaseMapping>> = {
  'ALLOC-01': allocated,
  'ALLOC-02': allocated,
  'ALLOC-04': allocated,
  'ALLOC-06': allocated,
  'CN-02': fraction,
  'CN-03': fraction,
  'CN-06': ({ lines, rate, credits_net: credits }: Input) =>
    singleRequest(
      {
        currency: CENTS,
        lines: lines.map((net) => ({ net, percent: rate })),
        creditNotes: credits.map((net) => ({ net })),
      },
      ({ total, creditNotes }) => {
        const totals = creditNotes.map((note) => note.total);
        return { invoice_total: total, totals, sum: sumOf(totals) };
      },
    ),
  'CN-08': ({ line, taxes, credit }: Input) =>
    singleRequest(
      {
        currency: CENTS,
        lines: [{ net: line, taxes: Object.entries(taxes).map(([code, amount]) => ({ code, amount })) }],
        creditNotes: [{ line: 0, net: credit }],
      },
      ({ creditNotes: [note] }) => ({
        taxes: Object.fromEntries(note!.taxes.map(({ code, tax }) => [code, tax])),
        tax_total: note!.tax,
      }),
    ),
  'CN-10': ({ lines, rate }: Input) =>
    singleRequest(
      {
        currency: CENTS,
        lines: lines.map((net) => ({ net, percent: rate })),
        creditNotes: lines.map((net, line) => ({ line, net })),
      },
      // The credit notes must add up to the invoice. An excess of one cent would be visible here.
      ({ creditNotes }) => ({ invoice_total: sumOf(creditNotes.map(({ total }) => total)) }),
    ),
  'RND-04': rounded,
  'RND-05': rounded,
  'RND-06': rounded,
  'RND-07': rounded,
  'RND-08': rounded,
  'RND-10': ({ usd, jpy, credits_4dp: credits }: Input) => ({
    requests: (
      [
        ['USD', usd],
        ['JPY', jpy],
        [4, credits],
      ] as const
    ).map(([currency, amounts]) => toRequest({ currency, lines: amounts.map((net) => ({ net })) })),
    got: (answers) => {
      const [inUsd, inJpy, inCredits] = (answers as Answer[]).map(({ taxable }) => taxable);
      return { usd: inUsd, jpy: inJpy, credits_4dp: inCredits };
    },
  }),
  'RND-11': ({ amount, currency, collection_rounding: payableIncrement }: Input) =>
    singleRequest(
      { currency, lines: [{ net: amount }], payableIncrement },
      ({ total, payable, roundingLine }) => ({
        ledger_amount: total,
        collected: payable,
        rounding_line: roundingLine,
      }),
    ),
  'RND-13': ({ amounts }: Input) => ({
    requests: amounts.map(([net, currency]) => ({
      preview: 'invoices',
      body: { currency, lines: [{ net }] },
    })),
    got: (answers) => ({
      stripe_amounts: (answers as Answer[]).map(({ total }, index) =>
        Number(toMinor(total, amounts[index]![1])),
      ),
    }),
  }),
  'TAX-01': ({ lines, coupon, currency }: Input<RatedLine>) =>
    singleRequest(
      {
        currency,
        lines: lines.map(({ net, rate }) => ({ net, percent: rate })),
        discounts: [{ amount: coupon }],
      },
      ({ discountShares, lineTaxes, tax, net, total }) => ({
        coupon_shares: discountShares,
        taxes: lineTaxes,
        tax_total: tax,
        net_total: net,
        gross_total: total,
      }),
    ),
  'TAX-02': ({ lines, coupons }: Input<RatedLine>) =>
    singleRequest(
      {
        currency: CENTS,
        lines: lines.map(({ net, rate }) => ({ net, percent: rate })),
        discounts: coupons.map((amount) => ({ amount })),
      },
      ({ discount, tax, total }) => ({ coupon_applied: discount, tax, total }),
    ),
  'TAX-04': ({ gross, rate }: Input) =>
    singleRequest({ currency: CENTS, prices: 'inclusive', lines: [{ gross, percent: rate }] }, ({ net }) => ({
      net_2dp: net,
    })),
};

/** Returns the mapping of a case to the preview of invoices; undefined for other cases. */
export function invoicesMapping({ id, input }: WorkedCase): CaseMapping | undefined {
  return MAPPINGS[id]?.(input as never);
}
