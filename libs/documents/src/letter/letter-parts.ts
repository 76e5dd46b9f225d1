import { changedPrices, equationOf, type IndexLetter } from '../domain/index-letter.js';
import { fillPlaceholders } from '../invoice/texts/texts.js';
import type { Formatter } from '../sheet/formatter.js';
import { type Page, STYLE } from '../sheet/page.js';
import { drawHeading, drawLine, drawRow, drawTitles, layOutColumns } from '../sheet/table.js';
import type { LetterTexts } from './letter-texts.js';
import { nameOfCharge, describePriceField, formatPrice } from './price-text.js';

/** Draws the old and new prices, by charge and field. */
export function drawPrices(page: Page, letter: IndexLetter, words: LetterTexts): void {
  const { formatter, texts } = page;
  const { prices } = words;
  const columns = layOutColumns([
    { title: prices.what, width: 0, align: 'left' },
    { title: `${prices.before} ${letter.currency}`, width: 96, align: 'right' },
    { title: `${prices.after} ${letter.currency}`, width: 96, align: 'right' },
    { title: prices.change, width: 64, align: 'right' },
  ]);
  drawHeading(page, prices.title);
  drawTitles(page, columns);
  for (const { key, before, after } of letter.step.parts.flatMap((part) => part.charges)) {
    const charge = letter.charges.find((one) => one.key === key);
    if (charge === undefined) continue;
    const name = nameOfCharge(charge, texts);
    for (const price of changedPrices(before, after)) {
      const percent = price.changePercent;
      const sign = percent !== null && Number(percent) > 0 ? '+' : '';
      drawRow(page, columns, [
        [`${name}, ${describePriceField(price.where, charge, words, formatter)}`, STYLE.body],
        [formatPrice(price, price.before, letter.currency, formatter), STYLE.body],
        [formatPrice(price, price.after, letter.currency, formatter), STYLE.bold],
        [percent === null ? '' : `${sign}${formatPercent(percent, words, formatter)}`, STYLE.body],
      ]);
    }
  }
  page.y += 14;
}

/** Draws the index values of the adjustment, base and current, with their sources. */
export function drawIndexes(page: Page, { step }: IndexLetter, texts: LetterTexts): void {
  const { formatter } = page;
  const { indexes: words } = texts;
  if (step.parts.every(({ indexes }) => indexes.length === 0)) return;
  const columns = layOutColumns([
    { title: words.index, width: 0, align: 'left' },
    { title: words.share, width: 44, align: 'right' },
    { title: words.then, width: 112, align: 'right' },
    { title: words.now, width: 112, align: 'right' },
    { title: words.source, width: 112, align: 'left' },
  ]);
  drawHeading(page, words.title);
  drawTitles(page, columns);
  const value = (decimal: string, month: string): string =>
    `${formatter.number(decimal)} (${formatter.month(`${month}-01`)})`;
  for (const index of step.parts.flatMap((part) => part.indexes)) {
    const sources = [...new Set([index.baseSource, index.source])].filter((source) => source !== undefined);
    drawRow(page, columns, [
      [index.series, STYLE.body],
      [formatPercent(percentOf(index.weight), texts, formatter), STYLE.body],
      [value(index.base, index.baseMonth), STYLE.body],
      [value(index.value, index.month), STYLE.body],
      [sources.join(', '), STYLE.small],
    ]);
  }
  page.y += 14;
}

/** Draws the calculation of the factor with its limits, so that readers can check it. */
export function drawFactor(page: Page, { step }: IndexLetter, { sum: words }: LetterTexts): void {
  const { formatter } = page;
  const number = (decimal: string): string => formatter.number(decimal);
  drawHeading(page, words.title);
  for (const part of step.parts) {
    if (step.parts.length > 1)
      drawLine(page, fillPlaceholders(words.agreedSince, { since: formatter.date(part.since) }), STYLE.bold);
    if (step.fixedPercentPerYear === null) drawLine(page, equationOf(part, number), STYLE.body);
    else {
      const values = { percent: number(step.fixedPercentPerYear), factor: number(part.rawFactor) };
      drawLine(page, fillPlaceholders(words.rate, values), STYLE.body);
    }
    drawLine(page, fillPlaceholders(words.rounded, { decimals: step.factorDecimals }), STYLE.small);
    const limit = limitOf(step, part);
    if (limit !== null)
      drawLine(page, fillPlaceholders(words[limit], { limit: number(step[limit]!) }), STYLE.body);
    drawLine(page, fillPlaceholders(words.applied, { factor: number(part.appliedFactor) }), STYLE.bold);
    page.y += 4;
  }
  page.y += 10;
}

/** Returns the limit that applies to a part's factor, or null. */
function limitOf(
  { cap, floor }: IndexLetter['step'],
  { rawFactor, appliedFactor }: IndexLetter['step']['parts'][number],
): 'cap' | 'floor' | null {
  if (rawFactor === appliedFactor) return null;
  const isLess = Number(appliedFactor) < Number(rawFactor);
  return isLess && cap !== null ? 'cap' : floor !== null ? 'floor' : null;
}

function formatPercent(percent: string, { percent: format }: LetterTexts, formatter: Formatter): string {
  return fillPlaceholders(format, { percent: formatter.number(percent) });
}

/** Converts a decimal fraction to an exact percentage, such as `0.125` to `12.5`. */
function percentOf(part: string): string {
  const [whole = '0', fraction = ''] = part.split('.');
  const shifted = `${whole}${fraction.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(2).replace(/0+$/, '');
  return rest === '' ? shifted : `${shifted}.${rest}`;
}
