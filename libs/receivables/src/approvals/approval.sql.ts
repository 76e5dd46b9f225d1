/** Returns the state of a row of a table with approvals. */
export const approvalState = (row: string): string =>
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
