import type { DocumentEntry, FeedEvent } from '../../../api/types.js';
import { type List, useList } from '../../../api/use-list.js';
import type { Subject } from '../subject.js';

/** Kinds of entries by the filter that selects them. */
export const TIMELINE_GROUPS = {
  machines: ['machine_arrived', 'machine_left'],
  contracts: ['contract_started', 'contract_accepted', 'contract_amended', 'contract_ended'],
  invoices: ['invoice_issued', 'credit_note_issued'],
  disputes: ['dispute_opened', 'dispute_decided'],
  tickets: ['ticket_opened', 'ticket_closed', 'ticket_cancelled'],
  alarms: ['alarm_raised', 'alarm_cleared'],
  kits: ['kit_sent', 'kit_received'],
} as const satisfies Record<string, readonly FeedEvent['kind'][]>;

export type TimelineGroup = keyof typeof TIMELINE_GROUPS;

/** Number of entries that are loaded at once. */
const AT_ONCE = 50;

/** Reads the timeline of a customer or site, newest first. */
export function useTimeline(
  { kind, id }: Subject,
  group: TimelineGroup | undefined,
): List<'/customers/{id}/timeline'> {
  const query = {
    limit: AT_ONCE,
    ...(group === undefined ? {} : { kinds: [...TIMELINE_GROUPS[group]] }),
  };
  const isCustomer = kind === 'customer';
  const ofCustomer = useList('timelines', '/customers/{id}/timeline', {
    path: { id },
    query,
    enabled: isCustomer,
  });
  const ofSite = useList('timelines', '/sites/{id}/timeline', { path: { id }, query, enabled: !isCustomer });
  return isCustomer ? ofCustomer : ofSite;
}

/** Reads the documents of a customer or site, newest first. */
export function useDocuments(
  { kind, id }: Subject,
  documentKind: DocumentEntry['kind'] | undefined,
): List<'/customers/{id}/documents'> {
  const query = { limit: AT_ONCE, ...(documentKind === undefined ? {} : { kinds: [documentKind] }) };
  const isCustomer = kind === 'customer';
  const ofCustomer = useList('documents', '/customers/{id}/documents', {
    path: { id },
    query,
    enabled: isCustomer,
  });
  const ofSite = useList('documents', '/sites/{id}/documents', { path: { id }, query, enabled: !isCustomer });
  return isCustomer ? ofCustomer : ofSite;
}
