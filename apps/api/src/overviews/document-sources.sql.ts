import { isContractAtSite } from '#contracts';
import { isOwnTicket } from '#service';
import type { FeedSource } from './feed-source.js';
import { IS_ISSUED, ISSUED, ISSUED_DETAILS, OF_ISSUED } from './timeline-sources.sql.js';

export const DOCUMENT_KINDS = [
  'invoice',
  'credit_note',
  'correction',
  'index_letter',
  'proof_pack',
  'ticket_file',
] as const;

export type DocumentFeedKind = (typeof DOCUMENT_KINDS)[number];

const CONTRACT = `'contract', json_build_object('id', k.id, 'number', k.number)`;

/** Sources of the documents of a customer or site: issued documents, letters, proof packs and ticket files. */
export const DOCUMENT_SOURCES: readonly FeedSource[] = [
  {
    kind: 'invoice',
    needs: 'invoices.read',
    from: ISSUED,
    id: 'i.id',
    at: 'i.issued_at',
    where: `${OF_ISSUED} and ${IS_ISSUED} and i.document_type = 'invoice'`,
    details: ISSUED_DETAILS,
  },
  {
    kind: 'credit_note',
    needs: 'invoices.read',
    from: ISSUED,
    id: 'i.id',
    at: 'i.issued_at',
    where: `${OF_ISSUED} and ${IS_ISSUED} and i.document_type = 'credit_note'`,
    details: ISSUED_DETAILS,
  },
  {
    kind: 'correction',
    needs: 'invoices.read',
    from: ISSUED,
    id: 'i.id',
    at: 'i.issued_at',
    where: `${OF_ISSUED} and ${IS_ISSUED} and i.document_type = 'correction'`,
    details: ISSUED_DETAILS,
  },
  {
    kind: 'index_letter',
    needs: 'contracts.read',
    from: `amendment_letter y join contract_amendment x on x.maker_id = y.maker_id and x.id = y.amendment_id
      join contract k on k.maker_id = x.maker_id and k.id = x.contract_id`,
    id: 'y.amendment_id',
    at: 'y.made_at',
    where: `k.maker_id = $1 and k.customer_id = $2 and ($3::uuid is null or ${isContractAtSite('k.id', 'k.zone', 3)})`,
    details: `${CONTRACT}, 'amendment', json_build_object('id', x.id, 'number', x.number, 'effectiveOn', x.effective_on)`,
  },
  {
    kind: 'proof_pack',
    needs: 'packs.read',
    from: `proof_pack q join stored_file f on f.maker_id = q.maker_id and f.id = q.file_id
      join invoice i on i.maker_id = q.maker_id and i.id = q.invoice_id
      join contract k on k.maker_id = i.maker_id and k.id = i.contract_id`,
    id: 'q.id',
    at: 'f.created_at',
    where: OF_ISSUED,
    details: `${CONTRACT}, 'file', json_build_object('name', f.name, 'bytes', f.bytes), 'periodFrom', i.period_from`,
  },
  {
    kind: 'ticket_file',
    needs: 'tickets.read',
    from: `ticket_file y join stored_file f on f.maker_id = y.maker_id and f.id = y.file_id
      join ticket t on t.maker_id = y.maker_id and t.id = y.ticket_id
      join machine m on m.maker_id = t.maker_id and m.id = t.machine_id`,
    id: 'f.id',
    at: 'f.created_at',
    where: `t.maker_id = $1 and t.customer_id = $2 and ($3::uuid is null or t.site_id = $3) and ${isOwnTicket(10)}`,
    details: `'file', json_build_object('name', f.name, 'bytes', f.bytes),
      'ticket', json_build_object('id', t.id, 'number', t.number, 'titleCode', t.title_code, 'titleParams', t.title_params, 'description', t.description),
      'machine', json_build_object('id', m.id, 'serial', m.serial)`,
  },
];
