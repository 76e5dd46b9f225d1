/** Condition that a row `w` of `write_off` reduces the open amount of its document. */
export const POSTED_WRITE_OFF = 'w.posting_date is not null and w.undone_at is null';
