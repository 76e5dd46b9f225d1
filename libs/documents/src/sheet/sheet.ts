import PDFDocument from 'pdfkit';
import { type Face, faceOf, isChinese, openFace } from './fonts.js';

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'right';
  /** Line height as a multiple of the font size. */
  readonly leading?: number;
}

interface Run {
  readonly face: Face;
  readonly text: string;
}

const LEADING = 1.4;
/** Characters that must not begin a line. */
const CLOSING = /^[、。，．：；？！）」』】》〉%\u2026]/;

/**
 * A PDF with text in any language of the documents. Text is broken into lines, and each run of characters uses a font
 * that contains it.
 */
export class Sheet {
  readonly pdf: PDFKit.PDFDocument;
  private readonly pieces: Buffer[] = [];
  private readonly ended: Promise<void>;
  private readonly widths = new Map<string, number>();
  private readonly opened = new Set<Face>();

  constructor(options: PDFKit.PDFDocumentOptions) {
    this.pdf = new PDFDocument({ autoFirstPage: false, bufferPages: true, ...options });
    this.pdf.on('data', (piece: Buffer) => this.pieces.push(piece));
    this.ended = new Promise((resolve, reject) => {
      this.pdf.on('end', () => resolve());
      this.pdf.on('error', reject);
    });
  }

  async finish(): Promise<Buffer> {
    this.pdf.end();
    await this.ended;
    return Buffer.concat(this.pieces);
  }

  /** Breaks text into lines within a width; existing line breaks are kept. */
  lines(text: string, width: number, style: TextStyle): string[] {
    return text.split('\n').flatMap((paragraph) => this.breakParagraph(paragraph, width, style));
  }

  height(text: string, width: number, style: TextStyle): number {
    return this.lines(text, width, style).length * lineHeight(style);
  }

  /** Draws text downwards from a point. @returns the lower end */
  text(text: string, x: number, y: number, width: number, style: TextStyle): number {
    let at = y;
    for (const line of this.lines(text, width, style)) {
      const left = style.align === 'right' ? x + width - this.width(line, style) : x;
      this.setLine(line, left, at, style);
      at += lineHeight(style);
    }
    return at;
  }

  width(text: string, style: TextStyle): number {
    return runsOf(text, style.bold ?? false).reduce(
      (sum, { face, text: part }) => sum + this.widthOf(part, face, style.size),
      0,
    );
  }

  private setLine(line: string, x: number, y: number, { size, bold = false, color = '#10191c' }: TextStyle) {
    let left = x;
    for (const { face, text } of runsOf(line, bold)) {
      this.useFont(face, size);
      // Fonts of different heights share a baseline.
      this.pdf.fillColor(color).text(text, left, y + size, { lineBreak: false, baseline: 'alphabetic' });
      left += this.widthOf(text, face, size);
    }
  }

  private breakParagraph(paragraph: string, width: number, style: TextStyle): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of wordsOf(paragraph)) {
      if (this.width(line + word.trimEnd(), style) <= width) {
        line += word;
        continue;
      }
      if (line !== '') lines.push(line.trimEnd());
      line = word;
      // Splits a word that is longer than a line.
      while (this.width(line.trimEnd(), style) > width) {
        let fits = 1;
        while (this.width(line.slice(0, fits + 1), style) <= width) fits += 1;
        lines.push(line.slice(0, fits));
        line = line.slice(fits);
      }
    }
    return [...lines, line.trimEnd()];
  }

  private widthOf(text: string, face: Face, size: number): number {
    const key = `${face} ${size} ${text}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    this.useFont(face, size);
    const width = this.pdf.widthOfString(text);
    this.widths.set(key, width);
    return width;
  }

  private useFont(face: Face, size: number): void {
    if (!this.opened.has(face)) {
      // The library accepts a parsed font, although its types don't allow it.
      this.pdf.registerFont(face, openFace(face) as unknown as Uint8Array);
      this.opened.add(face);
    }
    this.pdf.font(face).fontSize(size);
  }
}

function lineHeight({ size, leading = LEADING }: TextStyle): number {
  return size * leading;
}

function runsOf(text: string, bold: boolean): Run[] {
  const runs: { face: Face; text: string }[] = [];
  for (const character of text) {
    const face = faceOf(character, bold);
    const last = runs.at(-1);
    if (last?.face === face) last.text += character;
    else runs.push({ face, text: character });
  }
  return runs;
}

/** Splits text at possible line breaks: after spaces, and between Chinese characters. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    const chinese = isChinese(character);
    if (chinese && CLOSING.test(character)) word += character;
    else if (chinese) {
      if (word !== '') words.push(word);
      word = character;
    } else if (character === ' ') {
      words.push(`${word} `);
      word = '';
    } else if (word !== '' && isChinese(word[0]!) && !CLOSING.test(word)) {
      words.push(word);
      word = character;
    } else word += character;
  }
  return word === '' && words.length > 0 ? words : [...words, word];
}
