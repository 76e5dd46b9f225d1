import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Returns a function that marks resources as stale after a user's change, so that all views of them are refetched. */
export function useStale(): (...names: readonly string[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    (...names) =>
      client.invalidateQueries({ predicate: (query) => names.includes(String(query.queryKey[0])) }),
    [client],
  );
}
