import { FRAME, INK, type Page, STYLE } from './page.js';
import type { TextStyle } from './sheet.js';

const PADDING = 4;
const GAP = 10;
const LABEL = { ...STYLE.label, bold: true };
/** Minimum height for a heading, so that at least one row follows it on the same page. */
const MIN_HEIGHT = 60;

/** A column of a table. The first column takes the remaining width. */
export interface Column {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** The text of a cell, and its style. */
export type Cell = readonly [text: string, style: TextStyle];

/** Gives the first column the width that the others leave. */
export function layOutColumns(columns: readonly Column[]): readonly Column[] {
  const taken = columns.reduce((sum, { width }) => sum + width, 0) + GAP * (columns.length - 1);
  return columns.map((column, index) => (index === 0 ? { ...column, width: FRAME.width - taken } : column));
}

/** Draws the heading of a table, with space for at least one row below it. */
export function drawHeading(page: Page, title: string): void {
  page.ensureSpace(MIN_HEIGHT);
  page.y = page.sheet.text(title, FRAME.left, page.y, FRAME.width, STYLE.heading) + 4;
}

/** Draws the titles of the columns, and a line below them. */
export function drawTitles(page: Page, columns: readonly Column[]): void {
  page.y =
    drawCells(
      page,
      columns,
      columns.map(({ title }): Cell => [title, LABEL]),
    ) + 3;
  page.drawRule(page.y, INK.strong, 0.8);
}

/** Draws a row. If the row starts a new page, draws the titles again above it. */
export function drawRow(page: Page, columns: readonly Column[], cells: readonly Cell[]): void {
  const heights = cells.map(([text, style], index) => page.sheet.height(text, columns[index]!.width, style));
  if (page.ensureSpace(Math.max(...heights) + 2 * PADDING)) drawTitles(page, columns);
  page.y += PADDING;
  page.y = drawCells(page, columns, cells) + PADDING;
  page.drawRule(page.y);
}

/** Draws the cells of a row. @returns the lower end of the tallest cell */
function drawCells(page: Page, columns: readonly Column[], cells: readonly Cell[]): number {
  let x: number = FRAME.left;
  const ends = cells.map(([text, style], index) => {
    const { width, align } = columns[index]!;
    const end = page.sheet.text(text, x, page.y, width, { ...style, align });
    x += width + GAP;
    return end;
  });
  return Math.max(...ends);
}

/** Draws a line of text below a table. */
export function drawLine(page: Page, text: string, style: TextStyle): void {
  page.ensureSpace(page.sheet.height(text, FRAME.width, style));
  page.y = page.sheet.text(text, FRAME.left, page.y, FRAME.width, style) + 1;
}

/** Draws a paragraph, and leaves a gap below it. */
export function drawParagraph(page: Page, text: string, style: TextStyle, gap: number): void {
  page.ensureSpace(page.sheet.height(text, FRAME.width, style));
  page.y = page.sheet.text(text, FRAME.left, page.y, FRAME.width, { color: INK.strong, ...style }) + gap;
}
