import type { Contract } from '../../../api/types.js';
import { billingTermsOf, partOf, DEFAULT_TERMS } from './billing-terms.js';

/** Billing terms in a form. They have the structure of the request, so that an error's pointer identifies its field. */
export interface BillingTermValues {
  readonly billing: { readonly hold: string; readonly corrections: string };
  readonly meter: MeterTermValues;
}

/** An empty string means the default for `dispute_days`; for all other terms, it means that the term is not agreed. */
type MeterTermValues = Readonly<Record<(typeof METER_TERMS)[number], string>>;

const METER_TERMS = [
  'dispute_days',
  'tolerance_pct',
  'test_max_days',
  'test_share_of_time',
  'test_fee',
] as const;
/** The only term that is an amount. It is sent as a string, never as a JSON number. */
const MONEY = 'test_fee';

export function toBillingTermValues(contract: Pick<Contract, 'terms'> | undefined): BillingTermValues {
  const { hold, corrections } = contract === undefined ? DEFAULT_TERMS : billingTermsOf(contract);
  const termValues = contract === undefined ? {} : partOf(contract.terms, 'meter');
  const meter = Object.fromEntries(
    METER_TERMS.map((term) => [term, toText(termValues[term])]),
  ) as MeterTermValues;
  return { billing: { hold, corrections }, meter };
}

const toText = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : '';

/** Merges a contract's terms with those of the form. Defaults are omitted and other agreed terms are kept. */
export function toBillingTerms(
  { billing, meter }: BillingTermValues,
  before: Contract['terms'] = {},
): Record<string, unknown> {
  return {
    ...before,
    ...withPart(before, 'billing', {
      hold: billing.hold === DEFAULT_TERMS.hold ? undefined : billing.hold,
      corrections: billing.corrections === DEFAULT_TERMS.corrections ? undefined : billing.corrections,
    }),
    ...withPart(
      before,
      'meter',
      Object.fromEntries(METER_TERMS.map((term) => [term, toTermValue(term, meter[term].trim())])),
    ),
  };
}

/** Passes invalid numbers to the server unchanged; it reports them at their field. */
const toTermValue = (term: string, word: string): string | number | undefined =>
  word === '' ? undefined : term !== MONEY && /^\d+(\.\d+)?$/.test(word) ? Number(word) : word;

function withPart(
  before: Contract['terms'],
  part: string,
  termValues: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged = Object.fromEntries(
    Object.entries({ ...partOf(before, part), ...termValues }).filter(([, value]) => value !== undefined),
  );
  const isNothing = Object.keys(merged).length === 0;
  return isNothing && (before[part] === undefined || typeof before[part] === 'object')
    ? { [part]: undefined }
    : isNothing
      ? {}
      : { [part]: merged };
}
