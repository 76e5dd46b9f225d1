import { Person } from '../../measure/support/maker.js';
import { completeSeller } from '../support/complete-seller.js';
import { runMonth } from '../support/month-run.js';
import { lastMonth } from './own-month.js';
import { ADA, type OwnWorld } from './own-world.js';

/** Number of drafts that are approved and issued together. */
export const DRAFTS = 200;
const PARALLEL = 4;
const TAX = 0.23;

/** Monthly fee of a contract, in minor units. No two contracts have the same. */
const feeOf = (index: number): number => 100_000 + index * 137;

/** Amount due of a contract's invoice, as a person types it. */
export const grossOf = (index: number): string => (Math.round(feeOf(index) * (1 + TAX)) / 100).toFixed(2);

interface Listed {
  readonly items: readonly { readonly id: string; readonly name: string }[];
}

/** Completes the tax data, and drafts a month of contracts with a monthly fee each. */
export async function addOwnDrafts({ product, owner }: OwnWorld): Promise<void> {
  const ada = new Person(product.portalUrl, ADA);
  await ada.signIn();
  await completeSeller(ada, owner);
  const only = async (path: string): Promise<string> => (await ada.get<Listed>(path)).items[0]!.id;
  const terms = {
    customerId: await only('/customers'),
    legalEntityId: await only('/legal-entities'),
    planId: await only('/plans'),
    currency: 'PLN',
    zone: 'Europe/Warsaw',
    startsOn: lastMonth().firstDay,
    state: 'active',
  };
  const indexes = Array.from({ length: DRAFTS }, (_, index) => index);
  const addSome = async (): Promise<void> => {
    for (let index = indexes.shift(); index !== undefined; index = indexes.shift())
      await ada.post('/contracts', {
        ...terms,
        number: `FEE-${String(index).padStart(3, '0')}`,
        charges: [{ clause: '1', pricing: { model: 'flat', amount: (feeOf(index) / 100).toFixed(2) } }],
      });
  };
  await Promise.all(Array.from({ length: PARALLEL }, addSome));
  const results = await runMonth(ada, lastMonth().month);
  const ready = results.filter(
    ({ outcome, contract }) => outcome === 'ready' && contract.number.startsWith('FEE'),
  );
  if (ready.length !== DRAFTS)
    throw new Error(
      `${ready.length} of ${DRAFTS} drafts are ready: ${JSON.stringify(results.find(({ outcome }) => outcome !== 'ready'))}`,
    );
}
