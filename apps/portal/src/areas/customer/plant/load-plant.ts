import type { QueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../../../api/session.js';
import { listQuery } from '../../../api/use-list.js';
import { oneQuery } from '../../../api/use-one.js';
import { lastEnded } from '../../../clock/last-ended.js';
import { LAST_BILLS, LIVE_MACHINES, OPEN_ALARMS } from './plant-queries.js';

/** Maximum time in ms for which navigation waits. The page then shows placeholders until its data arrive. */
const WAIT_MS = 50;

/**
 * Starts the requests of the customer's first page. Data that arrived while the scripts loaded become part of its first
 * paint. Otherwise the page would be painted again for each response, which takes a second on a slow phone.
 */
export async function loadPlant(client: QueryClient): Promise<void> {
  const { permissions = [] } = client.getQueryData(sessionQuery.queryKey) ?? {};
  // Costs take longer to calculate than the other data, so navigation does not wait for them. The page shows any error.
  if (permissions.includes('contracts.read')) loadCosts(client).catch(() => undefined);
  const loading = Promise.allSettled([
    client.ensureInfiniteQueryData(listQuery('machines', '/machines', { query: LIVE_MACHINES })),
    client.ensureInfiniteQueryData(listQuery('alarms', '/alarms', { query: OPEN_ALARMS })),
    ...(permissions.includes('invoices.read') ? [loadLastBill(client)] : []),
  ]);
  await Promise.race([loading, new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
}

/** Loads the contracts, and the expected costs of the active ones. */
async function loadCosts(client: QueryClient): Promise<void> {
  const { pages } = await client.ensureInfiniteQueryData(listQuery('contracts', '/contracts'));
  await Promise.all(
    pages
      .flatMap(({ items }) => items)
      .filter(({ state }) => state === 'active')
      .map(({ id }) =>
        client.ensureQueryData(oneQuery('cost', '/contracts/{id}/cost-so-far', { path: { id } })),
      ),
  );
}

/** Loads the invoice that the page evaluates. The page itself loads the document of a billing group. */
async function loadLastBill(client: QueryClient): Promise<void> {
  const { pages } = await client.ensureInfiniteQueryData(
    listQuery('invoices', '/invoices', { query: LAST_BILLS }),
  );
  const bill = lastEnded(
    pages.flatMap(({ items }) => items),
    Date.now(),
  );
  if (bill?.billGroup === null)
    await client.ensureQueryData(oneQuery('invoices', '/invoices/{id}', { path: { id: bill.id } }));
}
