import { Person } from '../../measure/support/maker.js';
import { addCountingMachine } from '../support/counting-machine.js';
import { DEMO_MONTH, demoLogin } from '../support/demo-world.js';
import { issue } from '../support/issued-documents.js';

/** Contract whose invoice Marek disputes. */
export const CONTRACT = 'K-PL-1';
/** Machines at Marek's site that are in no contract yet. */
export const NEW_MACHINES = ['BH75V-2611-301', 'BH75V-2611-302', 'BH75V-2611-303'] as const;

/** The demo world after `prepareDemo`. */
export interface DemoWorld {
  /** Number of the issued invoice. */
  readonly invoice: string;
  /** Net amount that Marek disputes. */
  readonly disputed: string;
}

interface Listed<Item> {
  readonly items: readonly Item[];
}

interface Draft {
  readonly id: string;
  readonly contract: { readonly number: string };
  readonly periodFrom: string;
}

/** Issues an invoice that Marek disputes, and adds machines without a contract. */
export async function prepareDemo(portalUrl: string): Promise<DemoWorld> {
  const [lin, marek] = (await Promise.all(
    ['lin', 'marek'].map(async (name) => {
      const person = new Person(portalUrl, demoLogin(name));
      await person.signIn();
      return person;
    }),
  )) as [Person, Person];
  const { items: drafts } = await lin.get<Listed<Draft>>('/invoices?limit=100');
  const draft = drafts.find(
    ({ contract, periodFrom }) => contract.number === CONTRACT && periodFrom.startsWith(DEMO_MONTH.month),
  );
  if (draft === undefined) throw new Error(`${CONTRACT} has no draft for ${DEMO_MONTH.month}`);
  const issued = await issue(lin, draft.id);
  const { number } = await lin.get<{ number: string | null }>(`/invoices/${issued.id}`);
  if (number === null) throw new Error(`The draft of ${CONTRACT} was not issued`);
  const disputed = '100.00';
  await marek.post(`/invoices/${issued.id}/disputes`, {
    subject: 'quantity',
    claim: 'Nobody worked in the night of 14 November.',
    claimed: disputed,
  });
  const { items: models } = await lin.get<Listed<{ id: string; code: string }>>('/models?limit=50');
  const { items: sites } = await lin.get<Listed<{ id: string; name: string }>>('/sites?limit=100');
  for (const serial of NEW_MACHINES)
    await addCountingMachine(lin, {
      serial,
      modelId: models.find(({ code }) => code === 'BH-75V')!.id,
      siteId: sites.find(({ name }) => name === 'Warszawa-Otwock')!.id,
      shippedAt: '2026-11-10T08:00:00Z',
    });
  return { invoice: number, disputed };
}
