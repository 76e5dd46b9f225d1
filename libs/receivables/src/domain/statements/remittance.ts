import type { Remittance, SplitPayment } from './statement.js';

/** Matches the parts of a Polish split payment; the amount has a decimal comma. */
const SPLIT_PAYMENT =
  /\/VAT\/\s*(\d{1,12}(?:[.,]\d{1,2})?)\s*(?:\/IDC\/(.*?))?(?:\/INV\/(.*?))?(?:\/TXT\/(.*))?$/i;

/** Returns the remittance of a line. An invoice number in a split payment counts as a reference. */
export function remittanceOf(text: string, references: readonly string[] = []): Remittance {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  const splitPayment = splitPaymentOf(plain);
  const invoice = splitPayment?.invoice;
  const found = [...references, ...(invoice ? [invoice] : [])].map((one) =>
    one.replaceAll(/\s+/g, ' ').trim(),
  );
  return { references: [...new Set(found)].filter((one) => one !== ''), text: plain, splitPayment };
}

/** Reads the parts `/VAT/…/IDC/…/INV/…/TXT/…` of a Polish split payment; null for any other text. */
export function splitPaymentOf(text: string): SplitPayment | null {
  const found = SPLIT_PAYMENT.exec(text);
  if (!found) return null;
  const [, vat = '', taxId, invoice, rest] = found;
  const part = (value: string | undefined): string | null => value?.trim().replace(/\/$/, '') || null;
  return { vat: vat.replace(',', '.'), taxId: part(taxId), invoice: part(invoice), text: part(rest) };
}
