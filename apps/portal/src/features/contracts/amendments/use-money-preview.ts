import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../../../api/transport.js';
import type { AmendmentPreview, Contract } from '../../../api/types.js';

/**
 * What a change of a contract would mean in money.
 * @param path where it is asked
 * @param wish what is supposed; of a form, once it has come to rest
 * @param isAsked whether there is anything to ask yet
 */
export function useMoneyPreview(
  contract: Contract,
  path: string,
  wish: object,
  isAsked: boolean,
): UseQueryResult<AmendmentPreview> {
  return useQuery({
    queryKey: ['money-preview', path, contract.version, wish],
    queryFn: ({ signal }) => request<AmendmentPreview>('POST', path, { body: wish, signal }),
    enabled: isAsked,
    retry: false,
    placeholderData: keepPreviousData,
  });
}
