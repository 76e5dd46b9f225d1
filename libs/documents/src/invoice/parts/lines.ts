import { Exact } from '#platform';
import type { DocumentContract, DocumentLine, InvoiceDocument } from '../../domain/invoice-document.js';
import { FRAME, INK, type Page, STYLE } from '../../sheet/page.js';
import type { TextStyle } from '../../sheet/sheet.js';
import { describeLine, lineNameOf } from '../line-text.js';
import { fillPlaceholders } from '../texts/texts.js';

const GAP = 8;
const NUMBER = 18;
const QUANTITY = 84;
const PRICE = 84;
const TAX = 36;
const AMOUNT = 78;
const WHAT = FRAME.width - NUMBER - QUANTITY - PRICE - TAX - AMOUNT - 4 * GAP;
const AT = {
  number: FRAME.left,
  what: FRAME.left + NUMBER,
  quantity: FRAME.left + NUMBER + WHAT + GAP,
  price: FRAME.left + NUMBER + WHAT + QUANTITY + 2 * GAP,
  tax: FRAME.left + NUMBER + WHAT + QUANTITY + PRICE + 3 * GAP,
  amount: FRAME.right - AMOUNT,
};
/** Width of the details below a line's name. Only the amount takes space beside them. */
const DETAILS = FRAME.width - NUMBER - AMOUNT - GAP;
const PADDING = 5;
/** Height kept free below each line, for the running total or a contract's total. */
const CARRIED = 20;
const QUIET: TextStyle = { ...STYLE.body, color: INK.quiet };

/**
 * Draws the lines with their header on every page, and the running total at the top of each further page. With several
 * contracts, each has a heading and a total.
 */
export function drawLines(page: Page, { contracts, currency }: InvoiceDocument): void {
  drawColumns(page, currency);
  for (const contract of contracts) drawContract(page, contract, currency, contracts.length > 1);
  page.y += 4;
}

function drawContract(page: Page, contract: DocumentContract, currency: string, isOneOfMany: boolean): void {
  const { texts, formatter } = page;
  const heading = `${texts.facts.contract} ${contract.number}`;
  if (isOneOfMany) {
    if (page.ensureSpace(4 * CARRIED)) drawColumns(page, currency);
    drawRow(page, heading, null, STYLE.heading);
  }
  let sum = new Exact(0);
  for (const line of contract.lines) {
    const rows = heightsOf(page, line, currency);
    if (page.ensureSpace(rows.total + 2 * PADDING + CARRIED)) {
      drawColumns(page, currency);
      if (isOneOfMany) drawRow(page, heading, null, STYLE.heading);
      drawRow(page, texts.carried, formatter.amount(sum.toFixed(), currency), QUIET);
    }
    drawLine(page, line, currency, rows.name);
    page.y += rows.total + 2 * PADDING;
    page.drawRule(page.y);
    sum = sum.plus(line.amount ?? 0);
  }
  if (isOneOfMany) {
    const subtotal = fillPlaceholders(texts.subtotal, { contract: contract.number });
    drawRow(page, subtotal, formatter.amount(contract.total, currency), STYLE.bold);
    page.y += PADDING;
  }
}

function heightsOf(page: Page, line: DocumentLine, currency: string): { name: number; total: number } {
  const { sheet, texts, formatter } = page;
  const name = sheet.height(lineNameOf(line, texts, formatter), WHAT, STYLE.bold);
  const details = describeLine(line, currency, texts, formatter);
  const small = details === '' ? 0 : sheet.height(details, DETAILS, STYLE.small);
  return { name, total: name + small };
}

function drawLine(page: Page, line: DocumentLine, currency: string, nameHeight: number): void {
  const { sheet, texts, formatter } = page;
  const y = page.y + PADDING;
  const number = { ...STYLE.body, align: 'right' } as const;
  sheet.text(String(line.position), AT.number, y, NUMBER, { ...STYLE.body, color: INK.quiet });
  sheet.text(lineNameOf(line, texts, formatter), AT.what, y, WHAT, STYLE.bold);
  const details = describeLine(line, currency, texts, formatter);
  if (details !== '') sheet.text(details, AT.what, y + nameHeight, DETAILS, STYLE.small);
  if (line.quantity !== null)
    sheet.text(formatter.quantity(line.quantity, line.unit), AT.quantity, y, QUANTITY, number);
  if (line.unitPrice !== null) {
    const unit = formatter.unit(line.unit);
    const price = formatter.number(line.unitPrice, line.kind === 'kit' ? 2 : 0);
    sheet.text(unit === '' ? price : `${price} / ${unit}`, AT.price, y, PRICE, number);
  }
  if (line.taxPercent !== null) sheet.text(formatter.percent(line.taxPercent), AT.tax, y, TAX, number);
  if (line.amount === null)
    sheet.text(texts.line.waits, AT.amount, y, AMOUNT, { ...number, color: INK.held });
  else sheet.text(formatter.amount(line.amount, currency), AT.amount, y, AMOUNT, number);
}

function drawColumns(page: Page, currency: string): void {
  const { sheet, texts } = page;
  const { columns } = texts;
  const style = { ...STYLE.label, bold: true };
  const right = { ...style, align: 'right' } as const;
  sheet.text(columns.what, AT.what, page.y, WHAT, style);
  sheet.text(columns.quantity, AT.quantity, page.y, QUANTITY, right);
  sheet.text(columns.price, AT.price, page.y, PRICE, right);
  sheet.text(columns.tax, AT.tax, page.y, TAX, right);
  page.y = sheet.text(`${columns.amount} ${currency}`, AT.amount, page.y, AMOUNT, right) + 3;
  page.drawRule(page.y, INK.strong, 0.8);
}

/** Draws a row that is not a line: text and possibly an amount. */
function drawRow(page: Page, words: string, amount: string | null, style: TextStyle): void {
  const y = page.y + PADDING;
  const end = page.sheet.text(words, AT.what, y, DETAILS, style);
  if (amount !== null) page.sheet.text(amount, AT.amount, y, AMOUNT, { ...style, align: 'right' });
  page.y = end + PADDING;
  page.drawRule(page.y);
}
