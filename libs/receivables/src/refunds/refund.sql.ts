/** Condition that a row `r` of `refund` is posted or may still be posted. */
export const COUNTED_REFUND = `r.decision is distinct from 'reject' and r.undone_at is null`;
