/**
 * State of a change of receivables that may need a second person: `pending` until that person decides. Only a `posted`
 * change has an effect.
 */
export const APPROVAL_STATES = ['pending', 'posted', 'rejected', 'undone'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

export const APPROVAL_DECISIONS = ['approve', 'reject'] as const;
export type ApprovalDecision = (typeof APPROVAL_DECISIONS)[number];
