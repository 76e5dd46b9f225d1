import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Says which things changed by what one just did; everything shown of them is fetched again. */
export function useStale(): (...names: readonly string[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    (...names) =>
      client.invalidateQueries({ predicate: (query) => names.includes(String(query.queryKey[0])) }),
    [client],
  );
}
