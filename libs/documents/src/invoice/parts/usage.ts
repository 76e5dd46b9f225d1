import type { InvoiceDocument } from '../../domain/invoice-document.js';
import { scaleBars } from '../../domain/usage-history.js';
import { FRAME, INK, type Page, STYLE } from '../../sheet/page.js';
import type { TextStyle } from '../../sheet/sheet.js';
import { lineNameOf } from '../line-text.js';

const HEIGHT = 58;
const AXIS = 48;
const LEFT = FRAME.left + AXIS;
const WIDTH = FRAME.width - AXIS;
/** Share of a month's width that its bar takes. */
const BAR = 0.62;
const LABELS = 13;
const TITLE = 20;
const BELOW = 14;
const TICKS = 2;
const LABEL = { size: 6.5, color: INK.quiet } as const;

/**
 * Draws a bar chart of the usage in the last twelve months, with the document's own month in the accent colour. A month
 * without a known quantity has a dash instead of a bar. A document with several contracts has no chart.
 */
export function drawUsage(page: Page, { kind, contracts }: InvoiceDocument): void {
  const [{ usage, lines }, ...others] = contracts;
  if (kind === 'credit_note' || usage === null || others.length > 0) return;
  const { sheet, texts, formatter, look } = page;
  const { pdf } = sheet;
  page.ensureSpace(TITLE + HEIGHT + LABELS + BELOW);
  const unit = formatter.unit(usage.unit);
  const line = lines.find(({ position }) => position === usage.position);
  const name = line === undefined ? '' : lineNameOf(line, texts, formatter);
  const title = [texts.usageChart, unit === '' ? '' : `, ${unit}`].join('');
  sheet.text(title, FRAME.left, page.y, FRAME.width, STYLE.heading);
  const after = FRAME.left + sheet.width(title, STYLE.heading) + 8;
  const [shortName = ''] = sheet.lines(name, FRAME.right - after, STYLE.small);
  sheet.text(shortName, after, page.y + 2.6, FRAME.right - after, STYLE.small);
  const top = page.y + TITLE;
  const { top: axis, shares } = scaleBars(usage.months.map(({ quantity }) => quantity));
  for (let tick = 0; tick <= TICKS; tick++) {
    const y = top + HEIGHT - (HEIGHT * tick) / TICKS;
    pdf.moveTo(LEFT, y).lineTo(FRAME.right, y).lineWidth(0.5).stroke(INK.hair);
    const label = formatter.number(String((axis * tick) / TICKS));
    sheet.text(label, FRAME.left, y - 5, AXIS - 6, { ...LABEL, align: 'right' });
  }
  const step = WIDTH / usage.months.length;
  const last = usage.months.length - 1;
  for (const [index, { month }] of usage.months.entries()) {
    const x = LEFT + index * step + (step * (1 - BAR)) / 2;
    const drawLabel = (label: string, y: number, style: TextStyle): void => {
      const width = sheet.width(label, style);
      sheet.text(label, x + (step * BAR - width) / 2, y, width + 1, style);
    };
    const share = shares[index] ?? null;
    const own = index === last;
    if (share === null) drawLabel('–', top + HEIGHT - 10, LABEL);
    else {
      const height = HEIGHT * share;
      pdf.rect(x, top + HEIGHT - height, step * BAR, height);
      if (own) pdf.fill(look.accent);
      else pdf.fill(INK.faint);
    }
    const style = own ? { ...LABEL, color: INK.strong } : LABEL;
    drawLabel(formatter.shortMonth(`${month}-01`), top + HEIGHT + 2, style);
  }
  page.y = top + HEIGHT + LABELS + BELOW;
}
