export const ACCOUNTS = ['receivable', 'revenue', 'tax_payable'] as const;
export type Account = (typeof ACCOUNTS)[number];
export type Behaviour = 'fixed' | 'variable';
