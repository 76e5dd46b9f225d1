import type { DocumentContract, InvoiceDocument } from '../../domain/invoice-document.js';
import { FRAME, INK, type Page, STYLE } from '../../sheet/page.js';
import { drawQr } from '../../sheet/qr.js';
import { fillPlaceholders } from '../texts/texts.js';

const GAP = 24;
const CODE = 84;
/** Width beside the code of a single contract. */
const WORDS = FRAME.width - CODE - GAP;
const COLUMN = (FRAME.width - GAP) / 2;
const STEP_NUMBER = 12;
/** Space above the block, and between its paragraphs. */
const TOP = 10;
const SPACE = 4;
const HASH = { ...STYLE.small, bold: true, color: INK.strong };

/**
 * Draws the instructions for verifying the document, and the root hash of each contract's proof pack as text and as a
 * QR code. The code contains the address with the root hash, so that the buyer doesn't have to type it.
 * @param address address of the page that verifies proof packs
 */
export function drawProof(page: Page, { contracts }: InvoiceDocument, address: string): void {
  const { sheet, texts } = page;
  const [first, ...others] = contracts;
  const isSingle = others.length === 0;
  const width = isSingle && first.root !== null ? WORDS : FRAME.width;
  page.ensureSpace(TOP + Math.max(CODE, wordsHeight(page, address, width)));
  page.drawRule(page.y, INK.faint);
  const top = page.y + TOP;
  let y = sheet.text(texts.proof.title, FRAME.left, top, width, STYLE.heading);
  if (contracts.every(({ root }) => root === null)) {
    page.y = sheet.text(texts.proof.none, FRAME.left, y, width, STYLE.small);
    return;
  }
  y = sheet.text(texts.proof.text, FRAME.left, y, width, STYLE.small) + SPACE;
  for (const [index, step] of texts.proof.steps.entries()) {
    sheet.text(`${index + 1}.`, FRAME.left, y, STEP_NUMBER, STYLE.small);
    const words = fillPlaceholders(step, { address });
    y = sheet.text(words, FRAME.left + STEP_NUMBER, y, width - STEP_NUMBER, STYLE.small);
  }
  if (isSingle && first.root !== null) {
    drawCode(page, `${address}#${first.root}`, FRAME.right - CODE, top);
    y = sheet.text(texts.proof.root, FRAME.left, y + SPACE, width, STYLE.label);
    page.y = Math.max(sheet.text(inGroups(first.root, 8), FRAME.left, y, width, HASH), top + CODE);
    return;
  }
  page.y = y;
  for (let index = 0; index < contracts.length; index += 2) {
    page.ensureSpace(CODE + 20);
    const rowTop = page.y + 10;
    const ends = contracts
      .slice(index, index + 2)
      .map((contract, place) =>
        drawContract(page, contract, address, FRAME.left + place * (COLUMN + GAP), rowTop),
      );
    page.y = Math.max(...ends);
  }
}

/** Returns the height of the text, including the root hash of a single contract. */
function wordsHeight({ sheet, texts: { proof } }: Page, address: string, width: number): number {
  const steps = proof.steps.map((step) =>
    sheet.height(fillPlaceholders(step, { address }), width - STEP_NUMBER, STYLE.small),
  );
  const rows = [
    sheet.height(proof.title, width, STYLE.heading),
    sheet.height(proof.text, width, STYLE.small),
    sheet.height(proof.root, width, STYLE.label),
    sheet.height('0', width, HASH),
  ];
  return [...steps, ...rows].reduce((sum, height) => sum + height, 2 * SPACE);
}

/** Draws the root hash of one of several contracts. @returns the lower end */
function drawContract(
  page: Page,
  { number, root }: DocumentContract,
  address: string,
  x: number,
  top: number,
): number {
  const { sheet, texts } = page;
  if (root === null) {
    const y = sheet.text(number, x, top, COLUMN, STYLE.heading) + 2;
    return sheet.text(texts.proof.none, x, y, COLUMN, STYLE.small);
  }
  drawCode(page, `${address}#${root}`, x, top);
  const [left, width] = [x + CODE + 12, COLUMN - CODE - 12];
  let y = sheet.text(number, left, top, width, STYLE.heading) + 2;
  y = sheet.text(texts.proof.root, left, y, width, STYLE.label);
  return Math.max(sheet.text(inGroups(root, 2), left, y, width, HASH), top + CODE);
}

/** Splits a hash into groups that are easy to read aloud and compare. @param count number of groups per row */
function inGroups(root: string, count: number): string {
  const groups = root.match(/.{8}/g) ?? [root];
  const rows = [];
  for (let index = 0; index < groups.length; index += count)
    rows.push(groups.slice(index, index + count).join(' '));
  return rows.join('\n');
}

function drawCode(page: Page, address: string, x: number, y: number): void {
  drawQr(page, address, { x, y, size: CODE });
  page.sheet.pdf.link(x, y, CODE, CODE, address);
}
