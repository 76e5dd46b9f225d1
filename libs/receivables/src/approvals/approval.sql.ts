import type { SortableColumns, Transaction } from '#platform';
import type { ApprovalFilter } from './approval-view.js';

/** Returns the state of a row of a table with approvals. */
const approvalState = (row: string): string =>
  `case when ${row}.decision is null then 'pending' when ${row}.undone_at is not null then 'undone'
                 when ${row}.decision = 'approve' then 'posted' else 'rejected' end`;

/** Returns the columns of `ApprovalView` of a row. The second parameter of the query is the current user. */
export const approvalColumns = (row: string): string =>
  `${row}.note, ${approvalState(row)} as state, ${row}.posting_date::text as "postingDate",
            ${row}.requested_at as "requestedAt", ${row}.requested_by_name as "requestedBy",
            ${row}.decided_at as "decidedAt", ${row}.decided_by_name as "decidedBy", ${row}.decision_why as "decisionWhy",
            ${row}.undone_at as "undoneAt", ${row}.undone_by_name as "undoneBy", ${row}.undone_why as "undoneWhy",
            ${row}.decision is null and $2::uuid is not null and ${row}.requested_by is distinct from $2 as "canApprove"`;

/** Returns the condition that a row is posted and not undone. */
export const isPosted = (row: string): string =>
  `${row}.posting_date is not null and ${row}.undone_at is null`;

/** Returns the sortable columns of a list of changes. */
export const approvalOrders = (row: string): SortableColumns => ({
  requested: { expression: `${row}.requested_at`, type: 'timestamptz' },
  amount: { expression: `${row}.amount_minor`, type: 'bigint' },
});

/**
 * Returns the condition of an `ApprovalFilter` on a row, with the parameters of `approvalParameters`.
 * @param seller SQL expression of the row's legal entity
 */
export const matchesApprovalFilter = (row: string, seller: string): string =>
  `${row}.maker_id = $1 and ($3::text is null or ${approvalState(row)} = $3)
        and ($4::uuid is null or ${row}.customer_id = $4) and ($5::uuid is null or ${seller} = $5)`;

/** Returns the parameters $1 to $5 of a list of changes. */
export const approvalParameters = (
  tx: Transaction,
  { state, customerId, legalEntityId }: ApprovalFilter,
): unknown[] => [tx.scope.makerId, tx.scope.userId, state ?? null, customerId ?? null, legalEntityId ?? null];
