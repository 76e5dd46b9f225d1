import QRCode from 'qrcode';
import { isCreditedMonth } from '#invoicing';
import type { DocumentContract, InvoiceDocument } from '../../domain/invoice-document.js';
import { FRAME, INK, type Page, STYLE } from '../../sheet/page.js';
import { fillPlaceholders } from '../texts/texts.js';

const GAP = 24;
const COLUMN = (FRAME.width - GAP) / 2;
const RIGHT = FRAME.left + COLUMN + GAP;
const LABEL = 84;
const CODE = 84;
/** Height that is sufficient for both columns. */
const HEIGHT = 124;

/** Draws payment details and proof side by side. Proofs of further contracts follow below, two per row. */
export function drawPaymentAndProof(page: Page, invoice: InvoiceDocument): void {
  page.ensureSpace(HEIGHT);
  page.drawRule(page.y, INK.faint);
  const top = page.y + 10;
  const [first, ...others] = invoice.contracts;
  const proofEnd = drawProof(page, first, { x: RIGHT, y: top, isNamed: others.length > 0 });
  const paymentEnd = drawPayment(page, invoice, top);
  page.y = Math.max(proofEnd, paymentEnd);
  for (let index = 0; index < others.length; index += 2) {
    page.ensureSpace(HEIGHT);
    const y = page.y + 10;
    const ends = others
      .slice(index, index + 2)
      .map((contract, place) =>
        drawProof(page, contract, { x: place === 0 ? FRAME.left : RIGHT, y, isNamed: true }),
      );
    page.y = Math.max(...ends);
  }
}

/**
 * Draws payment instructions: amount, due date and payment reference, or the credited amount.
 * @returns the lower end
 */
function drawPayment(page: Page, invoice: InvoiceDocument, top: number): number {
  const {
    sheet,
    texts: { payment },
    formatter,
  } = page;
  const { number, dueOn, payable, currency, seller } = invoice;
  if (invoice.kind === 'credit_note') return top;
  if (isCreditedMonth(invoice)) {
    const credited = fillPlaceholders(payment.credited, {
      amount: formatter.money(payable.replace('-', ''), currency),
    });
    return sheet.text(credited, FRAME.left, top, COLUMN, STYLE.body);
  }
  let y = sheet.text(payment.title, FRAME.left, top, COLUMN, STYLE.heading) + 2;
  if (number === null || dueOn === null) return sheet.text(payment.draft, FRAME.left, y, COLUMN, STYLE.small);
  const words = fillPlaceholders(payment.until, {
    amount: formatter.money(payable, currency),
    due: formatter.date(dueOn),
  });
  y = sheet.text(words, FRAME.left, y, COLUMN, STYLE.body) + 4;
  const { bank, account, bic } = seller.bankAccount;
  const facts: [string, string | undefined][] = [
    [payment.bank, bank],
    [payment.account, account],
    [payment.bic, bic],
    [payment.reference, number],
  ];
  for (const [label, value] of facts) {
    if (value === undefined || value === '') continue;
    const labelEnd = sheet.text(label, FRAME.left, y + 1.2, LABEL, STYLE.label);
    y = Math.max(labelEnd, sheet.text(value, FRAME.left + LABEL, y, COLUMN - LABEL, STYLE.body)) + 1;
  }
  return y;
}

/** Draws the root of a contract's proof pack as text and as a QR code. @returns the lower end */
function drawProof(
  page: Page,
  { number, root }: DocumentContract,
  { x, y: top, isNamed }: { readonly x: number; readonly y: number; readonly isNamed: boolean },
): number {
  const { sheet, texts } = page;
  const title = isNamed ? `${texts.proof.title} · ${number}` : texts.proof.title;
  const y = sheet.text(title, x, top, COLUMN, STYLE.heading) + 2;
  if (root === null) return sheet.text(texts.proof.none, x, y, COLUMN, STYLE.small);
  const left = x + CODE + 12;
  drawCode(page, `proof-root:${root}`, x, y + 2);
  const end = sheet.text(texts.proof.text, left, y, COLUMN - CODE - 12, STYLE.small) + 4;
  // Splits the hash into groups that are easy to read aloud and compare.
  const rows = root.match(/.{16}/g)?.map((row) => `${row.slice(0, 8)} ${row.slice(8)}`) ?? [root];
  const style = { ...STYLE.small, bold: true, color: INK.strong };
  return Math.max(sheet.text(rows.join('\n'), left, end, COLUMN - CODE - 12, style), y + 2 + CODE);
}

function drawCode(page: Page, text: string, x: number, y: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { pdf } = page.sheet;
  const side = CODE / modules.size;
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) pdf.rect(x + column * side, y + row * side, side, side);
  pdf.fill(INK.strong);
}
