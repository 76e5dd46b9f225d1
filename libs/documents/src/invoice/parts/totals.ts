import { isCreditedMonth } from '#invoicing';
import type { InvoiceDocument } from '../../domain/invoice-document.js';
import { FRAME, INK, type Page, STYLE } from '../../sheet/page.js';
import type { TextStyle } from '../../sheet/sheet.js';
import { fillPlaceholders } from '../texts/texts.js';

const WIDTH = 290;
const AMOUNT = 120;
const LEFT = FRAME.right - WIDTH;

/**
 * Draws the net amount, the taxes by rate with their base and exemption reasons, and the amount due. A deposit that is
 * set off is subtracted from the total, and a rounding is added to it.
 */
export function drawTotals(page: Page, invoice: InvoiceDocument): void {
  const { taxes, net, gross, deposit, rounding, payable, currency } = invoice;
  const { texts, formatter } = page;
  page.ensureSpace(60 + taxes.length * 26 + (deposit === null ? 0 : 40) + (rounding === null ? 0 : 20));
  page.y += 6;
  if (taxes.length === 0) {
    drawRow(page, texts.total.beforeTax, formatter.money(net, currency), { size: 12, bold: true });
    page.y += 12;
    return;
  }
  drawRow(page, texts.total.net, formatter.amount(net, currency), STYLE.body);
  for (const { category, percent, taxable, tax, reason } of taxes) {
    const words = fillPlaceholders(texts.total.tax, {
      category: texts.category[category],
      percent: formatter.number(percent),
      taxable: formatter.amount(taxable, currency),
    });
    drawRow(page, words, formatter.amount(tax, currency), STYLE.body);
    if (reason !== '') page.y = page.sheet.text(reason, LEFT, page.y, WIDTH - AMOUNT, STYLE.small) + 2;
  }
  page.y += 3;
  page.sheet.pdf.moveTo(LEFT, page.y).lineTo(FRAME.right, page.y).lineWidth(0.8).stroke(INK.strong);
  page.y += 5;
  if (deposit !== null || rounding !== null)
    drawRow(page, texts.total.withTax, formatter.amount(gross, currency), STYLE.body);
  if (deposit !== null)
    drawRow(page, texts.total.deposit, formatter.amount(`-${deposit}`, currency), STYLE.body);
  if (rounding !== null)
    drawRow(page, texts.total.rounding, formatter.amount(rounding, currency), STYLE.body);
  const isCredit = isCreditedMonth(invoice);
  drawRow(page, isCredit ? texts.total.withTax : texts.total.gross, formatter.money(payable, currency), {
    size: 12,
    bold: true,
  });
  page.y += 12;
}

function drawRow(page: Page, label: string, amount: string, style: TextStyle): void {
  const labelEnd = page.sheet.text(label, LEFT, page.y, WIDTH - AMOUNT, style);
  const end = page.sheet.text(amount, FRAME.right - AMOUNT - 20, page.y, AMOUNT + 20, {
    ...style,
    align: 'right',
  });
  page.y = Math.max(labelEnd, end) + 2;
}
