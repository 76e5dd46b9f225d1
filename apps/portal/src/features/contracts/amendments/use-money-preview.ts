import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../../../api/transport.js';
import type {
  AmendmentPreview,
  AmendmentInput,
  Contract,
  ContractMigrationInput,
} from '../../../api/types.js';

/** The change to preview. Pass debounced form values. */
type PreviewedChange = { readonly amendment: AmendmentInput } | { readonly takeover: ContractMigrationInput };

/**
 * Previews the financial effect of a change to a contract.
 * @param isEnabled false while there is nothing to preview
 */
export function useMoneyPreview(
  contract: Contract,
  change: PreviewedChange,
  isEnabled: boolean,
): UseQueryResult<AmendmentPreview> {
  return useQuery({
    queryKey: ['money-preview', contract.id, contract.version, change],
    queryFn: ({ signal }) => {
      const path = { contractId: contract.id };
      return 'takeover' in change
        ? request('POST', '/contracts/{contractId}/takeover/preview', {
            path,
            body: change.takeover,
            signal,
          })
        : request('POST', '/contracts/{contractId}/amendments/preview', {
            path,
            body: change.amendment,
            signal,
          });
    },
    enabled: isEnabled,
    retry: false,
    placeholderData: keepPreviousData,
  });
}
