import { FRAME, INK, type Page, STYLE } from '../../sheet/page.js';
import { fillPlaceholders } from '../texts/texts.js';

const HALF = FRAME.width / 2 - 10;

/** Draws the footer of every page: document and page number. @param document the document's owner and name */
export function drawFoot(page: Page, document: string): void {
  const { sheet, texts } = page;
  const { start, count } = sheet.pdf.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    sheet.pdf.switchToPage(index);
    page.drawRule(FRAME.bottom + 14, INK.hair);
    const y = FRAME.bottom + 20;
    const [name] = sheet.lines(document, HALF + 60, STYLE.small);
    sheet.text(name!, FRAME.left, y, HALF + 60, STYLE.small);
    const words = fillPlaceholders(texts.page, { page: index - start + 1, pages: count });
    sheet.text(words, FRAME.right - HALF + 60, y, HALF - 60, { ...STYLE.small, align: 'right' });
  }
}
