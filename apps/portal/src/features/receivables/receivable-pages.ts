/** Addresses of the pages that an area has for documents and payments. */
export interface ReceivablePages {
  readonly document: (id: string) => string;
  readonly payment: (id: string) => string;
}

/** Pages of the maker console. */
export const MAKER_PAGES: ReceivablePages = {
  document: (id) => `/billing/${id}`,
  payment: (id) => `/receivables/payments/${id}`,
};

/** Pages of the customer portal. */
export const CUSTOMER_PAGES: ReceivablePages = {
  document: (id) => `/plant/costs/invoices/${id}`,
  payment: (id) => `/plant/costs/payments/${id}`,
};
