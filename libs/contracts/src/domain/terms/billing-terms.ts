import type { FieldFault } from '#platform';

/** What a waiting line does to its invoice (`terms.billing.hold`): the others go on without it, or all wait. */
const HOLDS: readonly unknown[] = ['line', 'invoice'];
/** How an issued month is corrected (`terms.billing.corrections`): as lines of the next invoice, or by a document of its own. */
const CORRECTIONS: readonly unknown[] = ['line', 'document'];
/** Days after an invoice is due on which it may still be disputed (`terms.meter.dispute_days`). */
const DISPUTE_DAYS = { min: 0, max: 3650 } as const;

/** The terms that billing goes by, where they say something that nothing would go by. What is left out is as usual. */
export function findBillingTermFaults(terms: Readonly<Record<string, unknown>>): FieldFault[] {
  const billing = partOf(terms['billing']);
  const days = partOf(terms['meter'])['dispute_days'];
  return [
    ...findOther('hold', billing['hold'], HOLDS),
    ...findOther('corrections', billing['corrections'], CORRECTIONS),
    ...(days === undefined || days === null || isWithin(days)
      ? []
      : [
          {
            pointer: '/terms/meter/dispute_days',
            code: 'contracts.dispute_days_out_of_range',
            params: { ...DISPUTE_DAYS },
          },
        ]),
  ];
}

const partOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function findOther(field: string, value: unknown, possible: readonly unknown[]): FieldFault[] {
  if (value === undefined || value === null || possible.includes(value)) return [];
  return [
    {
      pointer: `/terms/billing/${field}`,
      code: 'contracts.billing_term_unknown',
      params: { possible: possible.join(', ') },
    },
  ];
}

const isWithin = (days: unknown): boolean =>
  Number.isInteger(days) && Number(days) >= DISPUTE_DAYS.min && Number(days) <= DISPUTE_DAYS.max;
