import type { DocumentLook } from '../domain/invoice-document.js';
import type { DocumentTexts } from '../invoice/texts/document-texts.js';
import type { Sheet, TextStyle } from './sheet.js';
import type { Formatter } from './formatter.js';

const WIDTH = 595.28;
const HEIGHT = 841.89;

/** The layout of a page, in points. */
export const FRAME = {
  left: 48,
  right: WIDTH - 48,
  top: 48,
  bottom: HEIGHT - 64,
  width: WIDTH - 96,
} as const;

export const INK = {
  strong: '#10191c',
  quiet: '#46545a',
  faint: '#c6d0d2',
  hair: '#e1e7e8',
  held: '#5e35ad',
  mark: '#f1f4f4',
  panel: '#f4f6f6',
} as const;

export const STYLE = {
  body: { size: 9, color: INK.strong },
  small: { size: 7.5, color: INK.quiet },
  label: { size: 7.5, color: INK.quiet },
  bold: { size: 9, bold: true, color: INK.strong },
  heading: { size: 10, bold: true, color: INK.strong },
} as const satisfies Record<string, TextStyle>;

/** Largest printed size of a logo. */
const LOGO = { width: 160, height: 44 } as const;

/** A drawing target: the sheet, the current position, the texts and the appearance. */
export class Page {
  /** Upper end of the next part. */
  y: number = FRAME.top;

  constructor(
    readonly sheet: Sheet,
    readonly texts: DocumentTexts,
    readonly formatter: Formatter,
    readonly look: DocumentLook,
    private readonly isDraft: boolean,
  ) {
    this.startPage();
  }

  /** Starts a new page. */
  startPage(): void {
    const { pdf } = this.sheet;
    pdf.addPage({ size: 'A4', margin: 0 });
    if (this.isDraft) this.drawWatermark();
    pdf.rect(0, 0, WIDTH, 6).fill(this.look.accent);
    this.y = FRAME.top;
  }

  /** Starts a new page if there is not enough height left. @returns true if it started one */
  ensureSpace(height: number): boolean {
    if (this.y + height <= FRAME.bottom) return false;
    this.startPage();
    return true;
  }

  /** Draws the logo, if there is one. @returns the lower end, with space below the logo */
  drawLogo(x: number, y: number): number {
    const { logo } = this.look;
    if (logo === null) return y;
    const { pdf } = this.sheet;
    // The size is at a fixed position in the header of every PNG.
    const [width, height] = [logo.readUInt32BE(16), logo.readUInt32BE(20)];
    // A small logo is not enlarged, because its pixels would show.
    const scale = Math.min(LOGO.width / width, LOGO.height / height, 0.5);
    pdf.image(logo, x, y, { width: width * scale, height: height * scale });
    return y + height * scale + 8;
  }

  drawRule(y: number, color: string = INK.hair, width = 0.6): void {
    const { pdf } = this.sheet;
    pdf.moveTo(FRAME.left, y).lineTo(FRAME.right, y).lineWidth(width).stroke(color);
  }

  /** Draws the watermark of a draft behind the page's content. */
  private drawWatermark(): void {
    const { pdf } = this.sheet;
    const style = { size: 110, bold: true, color: INK.mark };
    const word = this.texts.draft;
    pdf.save();
    pdf.rotate(-35, { origin: [WIDTH / 2, HEIGHT / 2] });
    const width = this.sheet.width(word, style);
    this.sheet.text(word, (WIDTH - width) / 2, HEIGHT / 2 - 70, width + 10, style);
    pdf.restore();
  }
}
