/** Tax categories in the order in which forms offer them. */
export const TAX_CATEGORIES = ['standard', 'reverse_charge', 'export', 'exempt'] as const;
