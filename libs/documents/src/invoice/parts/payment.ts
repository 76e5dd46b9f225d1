import { isCreditedMonth } from '#invoicing';
import { normaliseAccount } from '#organization/domain';
import { Exact } from '#platform/domain';
import { paymentReferenceOf, transferCode } from '#receivables/domain';
import type { InvoiceDocument } from '../../domain/invoice-document.js';
import { FRAME, INK, type Page, STYLE } from '../../sheet/page.js';
import { drawQr } from '../../sheet/qr.js';
import type { Sheet, TextStyle } from '../../sheet/sheet.js';
import { fillPlaceholders } from '../texts/texts.js';

const PADDING = 12;
const GAP = 20;
const AMOUNT = 172;
const LABEL = 64;
/** Side of the QR code. Its modules are at least 0.4 mm wide, even with the longest content. */
const CODE = 62;
const LARGE = { size: 16, bold: true, leading: 1.35, color: INK.strong } as const;
/** Space between two details. */
const SPACE = 3;
const RADIUS = 6;
const CAPTION = { ...STYLE.small, size: 6.5 } as const;

/** Columns of the panel, in points. */
interface Columns {
  readonly amount: number;
  /** Left end of the details. */
  readonly right: number;
  /** Width of a value: enough for most IBANs. */
  readonly value: number;
}

/** Returns the columns, which are narrower beside the QR code. */
function columnsFor(hasCode: boolean): Columns {
  const amount = hasCode ? AMOUNT - 40 : AMOUNT;
  const right = FRAME.left + PADDING + amount + GAP;
  return { amount, right, value: FRAME.right - PADDING - right - LABEL - (hasCode ? CODE + PADDING : 0) };
}

/**
 * Draws payment instructions in a panel: the amount and the due date, and beside them the account, the payment
 * reference and the QR code for the transfer. For a credited amount, draws one sentence instead. A credit note has no
 * payment instructions.
 */
export function drawPayment(page: Page, invoice: InvoiceDocument): void {
  const { sheet, texts, formatter } = page;
  if (invoice.kind === 'credit_note') return;
  if (isCreditedMonth(invoice)) {
    const amount = formatter.money(invoice.payable.replace('-', ''), invoice.currency);
    page.ensureSpace(30);
    const words = fillPlaceholders(texts.payment.credited, { amount });
    page.y = sheet.text(words, FRAME.left, page.y, FRAME.width, STYLE.heading) + 14;
    return;
  }
  const code = codeOf(invoice);
  const columns = columnsFor(code !== null);
  const details = detailsOf(page, invoice, columns.value);
  const words = wordsOf(page, invoice);
  const codeHeight = code === null ? 0 : CODE + sheet.height(texts.payment.scan, CODE, CAPTION);
  const height =
    2 * PADDING + Math.max(amountHeight(page, words, columns.amount), detailsHeight(details), codeHeight);
  page.ensureSpace(height);
  const top = page.y + PADDING;
  sheet.pdf.roundedRect(FRAME.left, page.y, FRAME.width, height, RADIUS).fill(INK.panel);
  const left = FRAME.left + PADDING;
  let y = sheet.text(texts.payment.title, left, top, columns.amount, STYLE.label);
  y = sheet.text(formatter.money(invoice.payable, invoice.currency), left, y, columns.amount, LARGE);
  sheet.text(words, left, y, columns.amount, STYLE.small);
  y = top;
  for (const { label, value, style, height: detailHeight } of details) {
    sheet.text(label, columns.right, y + 1.2, LABEL, STYLE.label);
    sheet.text(value, columns.right + LABEL, y, columns.value, style);
    y += detailHeight + SPACE;
  }
  if (code !== null) {
    const x = FRAME.right - PADDING - CODE;
    drawQr(page, code, { x, y: top, size: CODE });
    sheet.text(texts.payment.scan, x, top + CODE + 2, CODE, CAPTION);
  }
  page.y += height + 12;
}

/** Returns the content of the QR code that banking apps read; null if the document can't be paid by SEPA transfer. */
function codeOf(invoice: InvoiceDocument): string | null {
  const reference = referenceOf(invoice);
  if (reference === null) return null;
  const { seller, buyer, currency, payable, directDebit } = invoice;
  if (directDebit !== null) return null;
  const { account = '', bic = '' } = seller.bankAccount;
  return transferCode({
    currency,
    amount: payable,
    beneficiary: seller.name,
    account: normaliseAccount(account),
    bic,
    payerCountry: buyer.country,
    creditorReference: reference.creditorReference,
    text: reference.number,
  });
}

const referenceOf = ({ number, documentType, payable }: InvoiceDocument) =>
  paymentReferenceOf({ number, documentType, isPayable: new Exact(payable).gt(0) });

function wordsOf(page: Page, { number, dueOn, payable, currency, directDebit }: InvoiceDocument): string {
  const {
    texts: { payment },
    formatter,
  } = page;
  if (number === null || dueOn === null) return payment.draft;
  const words = { amount: formatter.money(payable, currency), due: formatter.date(dueOn) };
  return directDebit === null
    ? fillPlaceholders(payment.until, words)
    : fillPlaceholders(payment.collected, { ...words, ending: directDebit.accountEnding });
}

function amountHeight({ sheet, texts }: Page, words: string, width: number): number {
  return (
    sheet.height(texts.payment.title, width, STYLE.label) +
    sheet.height('0', width, LARGE) +
    sheet.height(words, width, STYLE.small)
  );
}

interface Detail {
  readonly label: string;
  readonly value: string;
  readonly style: TextStyle;
  readonly height: number;
}

/** Returns the details that a transfer needs or that a direct debit announces; none for a draft. */
function detailsOf(page: Page, invoice: InvoiceDocument, width: number): readonly Detail[] {
  const { number, dueOn, seller, directDebit } = invoice;
  const {
    sheet,
    texts: { payment },
    formatter,
  } = page;
  if (number === null || dueOn === null) return [];
  const { bank = '', account = '', bic = '' } = seller.bankAccount;
  const reference = [payment.reference, referenceLines(page, invoice, number)] as const;
  const all: readonly (readonly [string, string])[] =
    directDebit !== null
      ? [
          [payment.mandate, directDebit.mandateReference],
          [payment.creditor, directDebit.creditorId],
          reference,
        ]
      : [
          [payment.account, formatter.account(account)],
          [
            payment.bank,
            [bank, bic === '' ? '' : `${payment.bic}\u00a0${bic}`].filter((part) => part !== '').join(', '),
          ],
          reference,
        ];
  return all
    .filter(([, value]) => value !== '')
    .map(([label, value]) => {
      const style = fitWord(sheet, value, STYLE.bold, width);
      const labelHeight = sheet.height(label, LABEL, STYLE.label) + 1.2;
      return { label, value, style, height: Math.max(labelHeight, sheet.height(value, width, style)) };
    });
}

/** Returns the number and, below it, the creditor reference. The buyer quotes one of them. */
function referenceLines({ texts, formatter }: Page, invoice: InvoiceDocument, number: string): string {
  const creditorReference = referenceOf(invoice)?.creditorReference ?? null;
  if (creditorReference === null) return number;
  const reference = formatter.creditorReference(creditorReference);
  return `${number}\n${fillPlaceholders(texts.payment.orReference, { reference })}`;
}

/** Returns a smaller style for text without spaces that is wider than the column, so that it is never broken. */
function fitWord(sheet: Sheet, text: string, style: TextStyle, available: number): TextStyle {
  const width = sheet.width(text, style);
  return text.includes(' ') || width <= available
    ? style
    : { ...style, size: (style.size * available) / (width + 1) };
}

function detailsHeight(details: readonly Detail[]): number {
  return details.reduce((sum, { height }) => sum + height + SPACE, -SPACE);
}
