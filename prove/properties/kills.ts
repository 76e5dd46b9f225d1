import { setTimeout as sleep } from 'node:timers/promises';
import { pollUntil } from '../../measure/support/maker.js';
import { seededRandom } from '../../measure/support/seeded-random.js';
import type { DraftedMonth } from './deliveries.js';
import { findIncompleteInvoice } from './invoice-invariants.js';
import { type SeenDocument, loadDocument, stepsOf } from './life-steps.js';
import type { PropertyOutcome, Trial } from './property.js';
import type { PropertyFixture } from './property-fixture.js';

/** Number of invoices that are issued at the same time. */
const AT_ONCE = 6;
const MAX_DELAY_MS = 120;
const RECOVERY_SECONDS = 60;

/** Kills the api while it issues several invoices in parallel, and checks the invoices after its restart. */
export async function tryKills(
  fixture: PropertyFixture,
  drafts: readonly DraftedMonth[],
  { seed, examples }: Trial,
): Promise<PropertyOutcome> {
  const random = seededRandom(seed);
  const left = [...drafts];
  let tried = 0;
  let broken: string | null = null;
  while (tried < examples && broken === null) {
    const ids = await approveSome(fixture, left, random);
    if (ids.length === 0) break;
    const seen: SeenDocument[] = [];
    for (const id of ids) seen.push(await loadDocument(fixture, id));
    const all = Promise.allSettled(
      seen.map(({ id, version, contentHash }) =>
        fixture.person.post(`/invoices/${id}/issue`, { version, contentHash, why: 'A proof' }),
      ),
    );
    await sleep(random() * MAX_DELAY_MS);
    await fixture.product.kill('api', 'SIGKILL');
    await all;
    await pollUntil(
      () =>
        fixture.person.get('/session').then(
          () => true,
          () => false,
        ),
      (isBack) => isBack,
      RECOVERY_SECONDS,
    );
    tried += 1;
    broken = await findIncompleteInvoice(fixture);
  }
  return {
    name: `Killing the api while it issues ${AT_ONCE} invoices in parallel leaves no incomplete invoice`,
    examples: tried,
    broken,
  };
}

/** Takes drafts from the list and approves them. */
async function approveSome(
  fixture: PropertyFixture,
  left: DraftedMonth[],
  random: () => number,
): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < AT_ONCE && left.length > 0) {
    const draft = left.pop()!;
    const seen = await loadDocument(fixture, draft.invoiceId);
    if (seen.state !== 'draft') continue;
    const approve = stepsOf(fixture, draft, random).find(({ name }) => name === 'approve')!;
    await approve.work(seen);
    ids.push(draft.invoiceId);
  }
  return ids;
}
