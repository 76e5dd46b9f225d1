import type { InvoiceDocument } from '../../domain/invoice-document.js';
import { FRAME, INK, type Page, STYLE } from '../../sheet/page.js';
import { describeHeld } from '../line-text.js';

const INDENT = 10;

/** Draws the quantities that were measured but not billed, line by line, with the reasons. */
export function drawHeld(page: Page, { contracts, zone }: InvoiceDocument): void {
  const { sheet, texts, formatter } = page;
  const held = contracts.flatMap(({ number, lines }) =>
    lines
      .flatMap((line) => describeHeld(line, zone, texts, formatter) ?? [])
      // Lines are numbered per contract.
      .map((words) => (contracts.length === 1 ? words : { ...words, title: `${number} · ${words.title}` })),
  );
  if (held.length === 0) return;
  page.ensureSpace(70);
  page.y += 4;
  const from = page.y;
  page.y = sheet.text(texts.held.title, FRAME.left + INDENT, page.y, FRAME.width - INDENT, {
    ...STYLE.heading,
    color: INK.held,
  });
  page.y = sheet.text(texts.held.note, FRAME.left + INDENT, page.y, FRAME.width - INDENT, STYLE.small) + 3;
  let top = from;
  for (const { title, reasons } of held) {
    const words = [[title, STYLE.bold] as const, ...reasons.map((reason) => [reason, STYLE.small] as const)];
    for (const [text, style] of words) {
      if (page.ensureSpace(sheet.height(text, FRAME.width - INDENT, style))) top = page.y;
      page.y = sheet.text(text, FRAME.left + INDENT, page.y, FRAME.width - INDENT, style);
    }
    page.y += 3;
  }
  sheet.pdf.rect(FRAME.left, top, 2, page.y - top).fill(INK.held);
  page.y += 12;
}
