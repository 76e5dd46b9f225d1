import type { DocumentMailState } from '#invoicing';
import {
  type Page,
  readListOrder,
  type SortableColumns,
  textColumn,
  toPage,
  type Transaction,
} from '#platform';
import type { StopReason } from '../domain/reminders/plan-reminders.js';
import type { ReminderText } from '../domain/reminders/reminder-policy.js';
import type { StoredInterest } from '../entities/reminder.entity.js';

/** The email with a letter. */
export interface LetterMailView {
  readonly recipient: string;
  readonly state: DocumentMailState;
  readonly error: string | null;
  readonly finishedAt: Date | null;
}

/** A letter with reminders. */
export interface ReminderLetterView {
  readonly id: string;
  readonly legalEntity: { readonly id: string; readonly name: string };
  readonly customer: { readonly id: string; readonly name: string };
  /** Name of the buyer as printed. */
  readonly buyer: string;
  readonly text: ReminderText;
  readonly language: string;
  readonly writtenOn: string;
  readonly madeBy: string | null;
  /** Number of reminders that were not stopped. */
  readonly reminderCount: number;
  readonly mail: LetterMailView;
}

/** The reminder of a document, in minor units of its currency. */
export interface ReminderView {
  readonly id: string;
  readonly document: { readonly documentId: string; readonly number: string };
  readonly level: number;
  readonly text: ReminderText;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly currency: string;
  readonly openMinor: string;
  readonly interestMinor: string;
  readonly interest: StoredInterest | null;
  readonly lumpSumMinor: string;
  /** Null unless it was stopped before the letter was sent. */
  readonly stopReason: StopReason | null;
}

export interface ReminderLetterFilter {
  readonly legalEntityId?: string;
  readonly customerId?: string;
  /** Document that a letter reminds of. */
  readonly documentId?: string;
  readonly sort?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const ORDERS: SortableColumns = {
  written: { expression: 'l.written_on', type: 'date' },
  customer: textColumn('lower(cu.name)'),
};

const COLUMNS = `l.id, jsonb_build_object('id', e.id, 'name', e.name) as "legalEntity",
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer, l.parties #>> '{buyer,name}' as buyer, l.text,
            l.language, l.written_on::text as "writtenOn", r.made_by_name as "madeBy",
            (select count(*)::int from reminder m
              where m.maker_id = l.maker_id and m.letter_id = l.id and m.stopped_at is null) as "reminderCount",
            (select jsonb_build_object('recipient', d.recipient, 'state', d.state, 'error', d.error, 'finishedAt', d.finished_at)
               from document_mail d where d.maker_id = l.maker_id and d.letter_id = l.id
              order by d.created_at desc, d.id desc limit 1) as mail`;

const SOURCES = `from reminder_letter l
       join reminder_run r on r.maker_id = l.maker_id and r.id = l.run_id
       join legal_entity e on e.maker_id = l.maker_id and e.id = l.legal_entity_id
       join customer cu on cu.maker_id = l.maker_id and cu.id = l.customer_id`;

/**
 * Lists letters, by default the latest first.
 * @throws DomainError api.sort_unknown, platform.cursor_invalid
 */
export async function listReminderLetters(
  tx: Transaction,
  filter: ReminderLetterFilter,
): Promise<Page<ReminderLetterView>> {
  const order = readListOrder(filter, ORDERS, '-written', 'l.id');
  const rows: (ReminderLetterView & { readonly sortValue: string })[] = await tx.manager.query(
    `select ${COLUMNS}, ${order.expression}::text as "sortValue"
       ${SOURCES}
      where l.maker_id = $1
        and ($2::uuid is null or l.legal_entity_id = $2)
        and ($3::uuid is null or l.customer_id = $3)
        and ($4::uuid is null or exists (select from reminder m where m.maker_id = l.maker_id and m.letter_id = l.id
                                            and m.document_id = $4))
        and ${order.after(5)}
      order by ${order.orderBy} limit $7`,
    [
      tx.scope.makerId,
      filter.legalEntityId ?? null,
      filter.customerId ?? null,
      filter.documentId ?? null,
      ...order.parameters,
      filter.limit + 1,
    ],
  );
  const { items, next } = toPage(rows, filter.limit, ({ sortValue, id }) => [sortValue, id]);
  return { items: items.map(({ sortValue: _key, ...row }) => row), next };
}

/** Returns a letter; undefined if there is none. */
export async function findReminderLetter(
  tx: Transaction,
  id: string,
): Promise<ReminderLetterView | undefined> {
  const [found]: ReminderLetterView[] = await tx.manager.query(
    `select ${COLUMNS} ${SOURCES} where l.maker_id = $1 and l.id = $2`,
    [tx.scope.makerId, id],
  );
  return found;
}

/** Lists the reminders of a letter, the earliest due date first. */
export function listRemindersOf(tx: Transaction, letterId: string): Promise<ReminderView[]> {
  return tx.manager.query<ReminderView[]>(
    `select m.id, jsonb_build_object('documentId', o.document_id, 'number', o.number) as document, m.level, m.text,
            o.issued_on::text as "issuedOn", m.due_on::text as "dueOn", m.currency, m.open_minor as "openMinor",
            m.interest_minor as "interestMinor", m.interest, m.lump_sum_minor as "lumpSumMinor",
            m.stop_reason as "stopReason"
       from reminder m join open_item o on o.maker_id = m.maker_id and o.document_id = m.document_id
      where m.maker_id = $1 and m.letter_id = $2
      order by m.currency, m.due_on, o.number, m.id`,
    [tx.scope.makerId, letterId],
  );
}
