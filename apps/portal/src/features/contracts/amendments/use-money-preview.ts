import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../../../api/transport.js';
import type { AmendmentPreview, AmendmentWish, Contract, TakeoverWish } from '../../../api/types.js';

/** The change to preview. Pass debounced form values. */
type Supposed = { readonly amendment: AmendmentWish } | { readonly takeover: TakeoverWish };

/**
 * Previews the financial effect of a change to a contract.
 * @param isAsked whether there is anything to preview yet
 */
export function useMoneyPreview(
  contract: Contract,
  supposed: Supposed,
  isAsked: boolean,
): UseQueryResult<AmendmentPreview> {
  return useQuery({
    queryKey: ['money-preview', contract.id, contract.version, supposed],
    queryFn: ({ signal }) => {
      const path = { contractId: contract.id };
      return 'takeover' in supposed
        ? request('POST', '/contracts/{contractId}/takeover/preview', {
            path,
            body: supposed.takeover,
            signal,
          })
        : request('POST', '/contracts/{contractId}/amendments/preview', {
            path,
            body: supposed.amendment,
            signal,
          });
    },
    enabled: isAsked,
    retry: false,
    placeholderData: keepPreviousData,
  });
}
