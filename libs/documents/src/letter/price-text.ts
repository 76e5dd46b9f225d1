import type { ChangedPrice, LetterCharge, PriceField } from '../domain/index-letter.js';
import type { DocumentTexts } from '../invoice/texts/document-texts.js';
import { fillPlaceholders } from '../invoice/texts/texts.js';
import type { Formatter } from '../sheet/formatter.js';
import type { LetterTexts } from './letter-texts.js';

/** Returns the name of a charge: its own name or, if it has none, the default name of its kind. */
export function nameOfCharge({ nameI18n, due, signal, unit }: LetterCharge, texts: DocumentTexts): string {
  const own = nameI18n[texts.language] ?? nameI18n['en'] ?? Object.values(nameI18n)[0];
  if (own !== undefined) return own;
  if (unit !== '') return texts.signal[signal] ?? texts.line.usage;
  return due === 'quarterly' || due === 'yearly' ? texts.line[due] : texts.line.base;
}

/** Describes what a charge's price applies to: "per m³", "from 100,000 to 250,000, per m³". */
export function describePriceField(
  where: PriceField,
  charge: LetterCharge,
  { place: words }: LetterTexts,
  formatter: Formatter,
): string {
  const unit = formatter.unit(charge.unit);
  if ('from' in where) {
    const from = formatter.number(where.from);
    if (where.upTo !== null)
      return fillPlaceholders(words[where.place], { from, upTo: formatter.number(where.upTo), unit });
    const last = {
      tierPrice: words.lastTierPrice,
      tierFee: words.lastTierFee,
      tierMost: words.lastTierMost,
    };
    return fillPlaceholders(last[where.place], { from, unit });
  }
  const text =
    where.place === 'amount' && (charge.due === 'quarterly' || charge.due === 'yearly')
      ? words[charge.due]
      : fillPlaceholders(words[where.place], { unit });
  return where.place === 'amount' && charge.perMachine ? `${text}, ${words.perMachine}` : text;
}

/** Formats a price: an amount with the decimals of its currency, a unit price with all of its decimals. */
export function formatPrice(
  { isAmount }: Pick<ChangedPrice, 'isAmount'>,
  value: string,
  currency: string,
  formatter: Formatter,
): string {
  return isAmount ? formatter.amount(value, currency) : formatter.number(value);
}
