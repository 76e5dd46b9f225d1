import type { Charge } from '../../../api/types.js';
import { toChargeTerms, toChargeValues } from '../../charges/form/charge-values.js';
import { MODELS } from '../../charges/form/pricing-values.js';
import { LETTERS, type UnsavedPlan } from './simulated-plan.js';

/**
 * Encodes plans for the page's address. They go into the URL fragment, which is never sent to a server: [[name,
 * [charge]]] as base64url.
 */
export function writePlans(plans: readonly UnsavedPlan[]): string {
  const bytes = new TextEncoder().encode(
    JSON.stringify(plans.map(({ name, charges }) => [name, charges.map(toChargeTerms)])),
  );
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Decodes the plans in an address; empty for invalid content. Prices are validated when the plans are simulated. */
export function readPlans(text: string): UnsavedPlan[] {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) =>
      one.charCodeAt(0),
    );
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(read)) return [];
    return read.slice(0, LETTERS.length).map((plan) => {
      const [name, charges] = plan as [unknown, unknown];
      if (typeof name !== 'string' || !Array.isArray(charges)) throw new TypeError('not a plan');
      return { id: crypto.randomUUID(), name: name.slice(0, 100), charges: charges.map(readCharge) };
    });
  } catch {
    return [];
  }
}

function readCharge(charge: unknown): UnsavedPlan['charges'][number] {
  const { pricing, ...terms } = charge as Partial<Charge>;
  if (!MODELS.some((model) => model === pricing?.model)) throw new TypeError('not a charge');
  const { key, clause, due, dueOn, countsBy, perMachine } = terms;
  const row = crypto.randomUUID();
  return toChargeValues({
    id: row,
    key: readText(key, row),
    name: readTexts(terms.name),
    clause: readText(clause, ''),
    due: due === 'advance' || due === 'quarterly' || due === 'yearly' || due === 'once' ? due : 'arrears',
    dueOn: typeof dueOn === 'string' ? dueOn : null,
    countsBy: countsBy === 'year' ? 'year' : 'month',
    perMachine: perMachine === true,
    machineIds: [],
    meterIds: Array.isArray(terms.meterIds) ? terms.meterIds.map(String) : [],
    pricing: pricing as Charge['pricing'],
    ...(terms.deposit === true && { deposit: true }),
    ...(terms.prepaid && { prepaid: readPrepaid(terms.prepaid) }),
  });
}

function readPrepaid({ chargeKey, quantity, expiresOn, expiresAfterMonths }: NonNullable<Charge['prepaid']>) {
  return {
    chargeKey: readText(chargeKey, ''),
    quantity: readText(quantity, ''),
    expiresOn: typeof expiresOn === 'string' ? expiresOn : null,
    expiresAfterMonths: typeof expiresAfterMonths === 'number' ? expiresAfterMonths : null,
  };
}

const readText = (value: unknown, fallback: string): string => (typeof value === 'string' ? value : fallback);

function readTexts(name: unknown): Charge['name'] {
  const texts = Object.entries(name ?? {}).filter(([, text]) => typeof text === 'string');
  return Object.fromEntries(texts) as Charge['name'];
}
