import { useQueries } from '@tanstack/react-query';
import type { InvoiceLine } from '../../../../api/types.js';
import { oneQuery } from '../../../../api/use-one.js';

const FRESH_MS = 600_000;

/**
 * Returns true if the readings behind any measured usage line no longer produce the line's evidence and quantities.
 * @returns undefined while lines are still being checked and none has failed
 */
export function useBrokenProof(
  lines: readonly Pick<InvoiceLine, 'id' | 'kind' | 'state'>[],
): boolean | undefined {
  const metered = lines.filter(({ kind, state }) => kind === 'usage' && state === 'measured');
  const proofs = useQueries({
    queries: metered.map(({ id }) =>
      oneQuery('proof', '/invoice-lines/{id}/proof', { path: { id }, staleTime: FRESH_MS }),
    ),
  });
  if (proofs.some(({ data }) => data?.usage?.equal === false)) return true;
  return proofs.every(({ data }) => data !== undefined) ? false : undefined;
}
