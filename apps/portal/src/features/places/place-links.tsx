import { CustomerLink } from './customer-link.js';
import { SiteLink } from './site-link.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A site and its customer, as links to their pages in the maker console. */
export function PlaceLinks({
  site,
  customer,
}: {
  readonly site: Named | null | undefined;
  readonly customer: Named | null | undefined;
}) {
  return (
    <>
      {site == null ? null : <SiteLink site={site} />}
      {site == null || customer == null ? null : ', '}
      {customer == null ? null : <CustomerLink customer={customer} />}
    </>
  );
}
