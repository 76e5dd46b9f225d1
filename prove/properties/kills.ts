import { setTimeout as sleep } from 'node:timers/promises';
import { settle } from '../../measure/support/maker.js';
import { seededRandom } from '../../measure/support/seeded-random.js';
import type { DraftedMonth } from './deliveries.js';
import { findHalf } from './invoices-held.js';
import { type Seen, seenOf, stepsOf } from './life-steps.js';
import type { PropertyOutcome, Trial } from './property.js';
import type { StoredHouse } from './stored-house.js';

/** Number of people who issue at the same time. */
const AT_ONCE = 6;
const LATEST_MS = 120;
const BACK_SECONDS = 60;

/** Kills the API while it issues several invoices at once, and checks them after its restart. */
export async function tryKills(
  house: StoredHouse,
  drafts: readonly DraftedMonth[],
  { seed, examples }: Trial,
): Promise<PropertyOutcome> {
  const random = seededRandom(seed);
  const left = [...drafts];
  let tried = 0;
  let broken: string | null = null;
  while (tried < examples && broken === null) {
    const ids = await approveSome(house, left, random);
    if (ids.length === 0) break;
    const seen: Seen[] = [];
    for (const id of ids) seen.push(await seenOf(house, id));
    const all = Promise.allSettled(
      seen.map(({ id, version, contentHash }) =>
        house.person.post(`/invoices/${id}/issue`, { version, contentHash, why: 'A proof' }),
      ),
    );
    await sleep(random() * LATEST_MS);
    await house.product.kill('api', 'SIGKILL');
    await all;
    await settle(
      () =>
        house.person.get('/session').then(
          () => true,
          () => false,
        ),
      (isBack) => isBack,
      BACK_SECONDS,
    );
    tried += 1;
    broken = await findHalf(house);
  }
  return { name: `the api killed while it issues ${AT_ONCE} invoices at once`, examples: tried, broken };
}

/** Takes drafts off the list and approves them. */
async function approveSome(
  house: StoredHouse,
  left: DraftedMonth[],
  random: () => number,
): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < AT_ONCE && left.length > 0) {
    const draft = left.pop()!;
    const seen = await seenOf(house, draft.invoiceId);
    if (seen.state !== 'draft') continue;
    const approve = stepsOf(house, draft, random).find(({ name }) => name === 'approve')!;
    await approve.work(seen);
    ids.push(draft.invoiceId);
  }
  return ids;
}
