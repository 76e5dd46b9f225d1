import { useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { request } from '../../../api/transport.js';

/**
 * Records that the customer opened an issued document. The link in an email has the search parameter `via=mail`.
 * @param invoiceId undefined until the document is shown, and for a draft
 */
export function useOpening(invoiceId: string | undefined): void {
  const { via } = useSearch({ strict: false });
  useEffect(() => {
    if (invoiceId === undefined) return;
    // The page works without the record, so an error isn't shown.
    request('POST', '/invoices/{id}/openings', {
      path: { id: invoiceId },
      body: { via: via === 'mail' ? 'mail_link' : 'portal' },
    }).catch(() => undefined);
  }, [invoiceId, via]);
}
