import { useQuery } from '@tanstack/react-query';
import { request } from '../../../api/transport.js';
import { loadErrorTexts } from '../../../i18n/i18n.js';

/** Interval at which the state of an import is refreshed while the server works on it, in ms. */
const REFRESH_MS = 1000;

/** Reads an import, and follows its state while the server reads or imports the file. */
export function useStatementImport(importId: string) {
  return useQuery({
    queryKey: ['statement-imports', 'one', importId],
    queryFn: async ({ signal }) => {
      const found = await request('GET', '/statement-imports/{id}', { path: { id: importId }, signal });
      if (found.problem !== null) await loadErrorTexts();
      return found;
    },
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'reading' || data?.state === 'importing' ? REFRESH_MS : false,
  });
}
