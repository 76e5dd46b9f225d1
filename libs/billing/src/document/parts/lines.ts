import { Exact } from '#platform';
import type { DocumentLine, InvoiceDocument } from '../../domain/document/invoice-document.js';
import { detailsOfLine, nameOfLine } from '../line-words.js';
import { FRAME, INK, type Page, STYLE } from '../page.js';

const GAP = 10;
const NUMBER = 18;
const QUANTITY = 92;
const PRICE = 92;
const AMOUNT = 84;
const WHAT = FRAME.width - NUMBER - QUANTITY - PRICE - AMOUNT - 3 * GAP;
const AT = {
  number: FRAME.left,
  what: FRAME.left + NUMBER,
  quantity: FRAME.left + NUMBER + WHAT + GAP,
  price: FRAME.left + NUMBER + WHAT + QUANTITY + 2 * GAP,
  amount: FRAME.right - AMOUNT,
};
/** Under the name nothing stands beside it but the amount. */
const DETAILS = FRAME.width - NUMBER - AMOUNT - GAP;
const PADDING = 5;
/** A long list leaves room under it for what it is carried over with. */
const CARRIED = 20;

/** The lines, with their head on every page and the sum so far at the top of each further one. */
export function drawLines(page: Page, { lines, currency }: InvoiceDocument): void {
  drawColumns(page, currency);
  let sum = new Exact(0);
  for (const line of lines) {
    const rows = heightsOf(page, line, currency);
    if (page.need(rows.total + 2 * PADDING + CARRIED)) {
      drawColumns(page, currency);
      drawCarried(page, sum.toFixed(), currency);
    }
    drawLine(page, line, currency, rows.name);
    page.y += rows.total + 2 * PADDING;
    page.rule(page.y);
    sum = sum.plus(line.amount ?? 0);
  }
  page.y += 4;
}

function heightsOf(page: Page, line: DocumentLine, currency: string): { name: number; total: number } {
  const { sheet, texts, written } = page;
  const name = sheet.height(nameOfLine(line, texts, written), WHAT, STYLE.bold);
  const details = detailsOfLine(line, currency, texts, written);
  const small = details === '' ? 0 : sheet.height(details, DETAILS, STYLE.small);
  return { name, total: name + small };
}

function drawLine(page: Page, line: DocumentLine, currency: string, nameHeight: number): void {
  const { sheet, texts, written } = page;
  const y = page.y + PADDING;
  const number = { ...STYLE.body, align: 'right' } as const;
  sheet.text(String(line.position), AT.number, y, NUMBER, { ...STYLE.body, color: INK.quiet });
  sheet.text(nameOfLine(line, texts, written), AT.what, y, WHAT, STYLE.bold);
  const details = detailsOfLine(line, currency, texts, written);
  if (details !== '') sheet.text(details, AT.what, y + nameHeight, DETAILS, STYLE.small);
  if (line.quantity !== null)
    sheet.text(written.quantity(line.quantity, line.unit), AT.quantity, y, QUANTITY, number);
  if (line.unitPrice !== null) {
    const unit = written.unit(line.unit);
    const price = written.number(line.unitPrice, line.kind === 'kit' ? 2 : 0);
    sheet.text(unit === '' ? price : `${price} / ${unit}`, AT.price, y, PRICE, number);
  }
  if (line.amount === null)
    sheet.text(texts.line.waits, AT.amount, y, AMOUNT, { ...number, color: INK.held });
  else sheet.text(written.amount(line.amount, currency), AT.amount, y, AMOUNT, number);
}

function drawColumns(page: Page, currency: string): void {
  const { sheet, texts } = page;
  const { columns } = texts;
  const style = { ...STYLE.label, bold: true };
  const right = { ...style, align: 'right' } as const;
  sheet.text(columns.what, AT.what, page.y, WHAT, style);
  sheet.text(columns.quantity, AT.quantity, page.y, QUANTITY, right);
  sheet.text(columns.price, AT.price, page.y, PRICE, right);
  page.y = sheet.text(`${columns.amount} ${currency}`, AT.amount, page.y, AMOUNT, right) + 3;
  page.rule(page.y, INK.strong, 0.8);
}

function drawCarried(page: Page, sum: string, currency: string): void {
  const { sheet, texts, written } = page;
  const y = page.y + PADDING;
  const style = { ...STYLE.body, color: INK.quiet };
  sheet.text(texts.carried, AT.what, y, WHAT, style);
  page.y =
    sheet.text(written.amount(sum, currency), AT.amount, y, AMOUNT, { ...style, align: 'right' }) + PADDING;
  page.rule(page.y);
}
