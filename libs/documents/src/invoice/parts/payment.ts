import { isCreditedMonth } from '#invoicing';
import type { InvoiceDocument } from '../../domain/invoice-document.js';
import { FRAME, INK, type Page, STYLE } from '../../sheet/page.js';
import type { Sheet, TextStyle } from '../../sheet/sheet.js';
import { fillPlaceholders } from '../texts/texts.js';

const PADDING = 12;
const GAP = 20;
const AMOUNT = 172;
const RIGHT = FRAME.left + PADDING + AMOUNT + GAP;
const LABEL = 64;
/** Wide enough for most IBANs. */
const VALUE = FRAME.right - PADDING - RIGHT - LABEL;
const LARGE = { size: 16, bold: true, leading: 1.35, color: INK.strong } as const;
/** Space between two details. */
const SPACE = 3;
const RADIUS = 6;

/**
 * Draws payment instructions in a panel: amount and due date, and beside them the account and the payment reference. A
 * credited amount has one sentence instead.
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
  const details = detailsOf(page, invoice);
  const words = wordsOf(page, invoice);
  const height = 2 * PADDING + Math.max(amountHeight(page, words), detailsHeight(details));
  page.ensureSpace(height);
  const top = page.y + PADDING;
  sheet.pdf.roundedRect(FRAME.left, page.y, FRAME.width, height, RADIUS).fill(INK.panel);
  const left = FRAME.left + PADDING;
  let y = sheet.text(texts.payment.title, left, top, AMOUNT, STYLE.label);
  y = sheet.text(formatter.money(invoice.payable, invoice.currency), left, y, AMOUNT, LARGE);
  sheet.text(words, left, y, AMOUNT, STYLE.small);
  y = top;
  for (const { label, value, style, height: detailHeight } of details) {
    sheet.text(label, RIGHT, y + 1.2, LABEL, STYLE.label);
    sheet.text(value, RIGHT + LABEL, y, VALUE, style);
    y += detailHeight + SPACE;
  }
  page.y += height + 12;
}

function wordsOf(page: Page, { number, dueOn, payable, currency }: InvoiceDocument): string {
  const {
    texts: { payment },
    formatter,
  } = page;
  if (number === null || dueOn === null) return payment.draft;
  return fillPlaceholders(payment.until, {
    amount: formatter.money(payable, currency),
    due: formatter.date(dueOn),
  });
}

function amountHeight({ sheet, texts }: Page, words: string): number {
  return (
    sheet.height(texts.payment.title, AMOUNT, STYLE.label) +
    sheet.height('0', AMOUNT, LARGE) +
    sheet.height(words, AMOUNT, STYLE.small)
  );
}

interface Detail {
  readonly label: string;
  readonly value: string;
  readonly style: TextStyle;
  readonly height: number;
}

/** Returns the details that a transfer needs; none for a draft. */
function detailsOf(page: Page, { number, dueOn, seller }: InvoiceDocument): readonly Detail[] {
  const {
    sheet,
    texts: { payment },
    formatter,
  } = page;
  if (number === null || dueOn === null) return [];
  const { bank = '', account = '', bic = '' } = seller.bankAccount;
  const all: readonly [string, string][] = [
    [payment.account, formatter.account(account)],
    [
      payment.bank,
      [bank, bic === '' ? '' : `${payment.bic}\u00a0${bic}`].filter((part) => part !== '').join(', '),
    ],
    [payment.reference, number],
  ];
  return all
    .filter(([, value]) => value !== '')
    .map(([label, value]) => {
      const style = fitWord(sheet, value, STYLE.bold);
      const labelHeight = sheet.height(label, LABEL, STYLE.label) + 1.2;
      return { label, value, style, height: Math.max(labelHeight, sheet.height(value, VALUE, style)) };
    });
}

/** Returns a smaller style for text without spaces that is wider than the column, so that it is never broken. */
function fitWord(sheet: Sheet, text: string, style: TextStyle): TextStyle {
  const width = sheet.width(text, style);
  return text.includes(' ') || width <= VALUE
    ? style
    : { ...style, size: (style.size * VALUE) / (width + 1) };
}

function detailsHeight(details: readonly Detail[]): number {
  return details.reduce((sum, { height }) => sum + height + SPACE, -SPACE);
}
