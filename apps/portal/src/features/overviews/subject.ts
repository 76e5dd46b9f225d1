import type { UseQueryResult } from '@tanstack/react-query';
import type { Overview } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';

/** The customer or the site that a page is about. */
export interface Subject {
  readonly kind: 'customer' | 'site';
  readonly id: string;
  /** Customer of the page: the customer itself, or that of the site. */
  readonly customerId: string;
}

/** Filter of lists that accept customers and sites. */
export function filterOf({ kind, id }: Subject): { readonly customerId?: string; readonly siteId?: string } {
  return kind === 'customer' ? { customerId: id } : { siteId: id };
}

/** Address of the page. */
export function pathOf({ kind, id }: Subject): string {
  return kind === 'customer' ? `/customers/${id}` : `/sites/${id}`;
}

/** Reads the overview of a customer or site, and keeps it up to date. */
export function useOverview({ kind, id }: Subject): UseQueryResult<Overview> {
  const options = { path: { id }, refetchInterval: 60_000 };
  const isCustomer = kind === 'customer';
  const ofCustomer = useOne('overviews', '/customers/{id}/overview', { ...options, enabled: isCustomer });
  const ofSite = useOne('overviews', '/sites/{id}/overview', { ...options, enabled: !isCustomer });
  return isCustomer ? ofCustomer : ofSite;
}
