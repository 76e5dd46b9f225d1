import type { ChangedPrice, LetterCharge, PricePlace } from '../domain/index-letter.js';
import type { DocumentTexts } from '../invoice/texts/document-texts.js';
import { filled } from '../invoice/texts/texts.js';
import type { Written } from '../sheet/written.js';
import type { LetterTexts } from './letter-texts.js';

/** The name of a charge: its own, or else a name by its kind. */
export function nameOfCharge({ nameI18n, due, signal, unit }: LetterCharge, texts: DocumentTexts): string {
  const own = nameI18n[texts.language] ?? nameI18n['en'] ?? Object.values(nameI18n)[0];
  if (own !== undefined) return own;
  if (unit !== '') return texts.signal[signal] ?? texts.line.usage;
  return due === 'quarterly' || due === 'yearly' ? texts.line[due] : texts.line.base;
}

/** Describes what a charge's price applies to: "per m³", "from 100,000 to 250,000, per m³". */
export function placeWords(
  where: PricePlace,
  charge: LetterCharge,
  { place: words }: LetterTexts,
  written: Written,
): string {
  const unit = written.unit(charge.unit);
  if ('from' in where) {
    const from = written.number(where.from);
    if (where.upTo !== null)
      return filled(words[where.place], { from, upTo: written.number(where.upTo), unit });
    const last = {
      tierPrice: words.lastTierPrice,
      tierFee: words.lastTierFee,
      tierMost: words.lastTierMost,
    };
    return filled(last[where.place], { from, unit });
  }
  const text =
    where.place === 'amount' && (charge.due === 'quarterly' || charge.due === 'yearly')
      ? words[charge.due]
      : filled(words[where.place], { unit });
  return where.place === 'amount' && charge.perMachine ? `${text}, ${words.perMachine}` : text;
}

/** A formatted price: an amount with the decimals of its currency, a unit price with all of its decimals. */
export function priceWords(
  { isAmount }: Pick<ChangedPrice, 'isAmount'>,
  value: string,
  currency: string,
  written: Written,
): string {
  return isAmount ? written.amount(value, currency) : written.number(value);
}
