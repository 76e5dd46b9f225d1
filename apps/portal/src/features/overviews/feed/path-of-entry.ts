import type { FeedEvent } from '../../../api/types.js';

/** An address in the maker console. */
export interface EntryPath {
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

/** Returns the address of the object that an entry is about. */
export function pathOfEntry(entry: FeedEvent): EntryPath {
  const { kind, machine, contract, invoice, group, ticket, dispute, kit } = entry;
  switch (kind) {
    case 'machine_arrived':
    case 'machine_left':
      return { to: `/fleet/${machine?.id}`, search: { tab: 'life' } };
    case 'contract_started':
    case 'contract_accepted':
    case 'contract_amended':
    case 'contract_ended':
      return { to: `/contracts/${contract?.id}` };
    case 'invoice_issued':
    case 'credit_note_issued':
      return { to: documentPath(invoice?.id, group) };
    case 'ticket_opened':
    case 'ticket_closed':
    case 'ticket_cancelled':
      return { to: `/tickets/${ticket?.id}` };
    case 'alarm_raised':
    case 'alarm_cleared':
      return { to: `/fleet/${machine?.id}`, search: { tab: 'alarms' } };
    case 'dispute_opened':
    case 'dispute_decided':
      return { to: `/disputes/${dispute?.id}` };
    case 'kit_sent':
    case 'kit_received':
      return { to: '/parts', search: { delivery: kit?.id ?? '' } };
  }
}

/** Returns the page of an invoice, or of the document that bills a group of contracts. */
export function documentPath(
  invoiceId: string | undefined,
  group: { readonly id: string; readonly month: string } | null,
): string {
  return group === null ? `/billing/${invoiceId}` : `/billing/groups/${group.id}/${group.month}`;
}
