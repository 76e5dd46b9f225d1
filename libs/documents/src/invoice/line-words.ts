import { plusDays } from '#contracts';
import type { UsageReason } from '#metering';
import type { DocumentLine } from '../domain/invoice-document.js';
import type { Written } from '../sheet/written.js';
import { performanceName, performanceWords } from './performance-words.js';
import type { DocumentTexts } from './texts/document-texts.js';
import { filled } from './texts/texts.js';

const MOST_REASONS = 6;
const text = (value: string | number | null | undefined): string => String(value ?? '');

/** The name of a line: its charge's name, or else a name by its kind. */
export function nameOfLine(line: DocumentLine, texts: DocumentTexts, written: Written): string {
  const { kind, params } = line;
  const { line: words } = texts;
  const serial = text(params.serial);
  if (params.component === 'discount') return discountName(line, texts, written);
  if (kind === 'kit') return filled(words.kit, { kit: text(params.kit), serial });
  const own = line.name[texts.language] ?? line.name['en'] ?? Object.values(line.name)[0];
  const name = own ?? calledBy[kind](line, texts);
  // A machine's device is named after the machine.
  const whole =
    serial === '' || name.includes(serial) ? name : filled(words.machine, { name, machine: serial });
  if (params.component === 'credit') return filled(words.credit, { name: whole });
  if (params.corrects !== undefined)
    return filled(words.corrects, { name: whole, number: text(params.corrects) });
  const part = text(params.correctedPart);
  return part === '' ? whole : filled(words.correction, { name: whole, month: written.month(part) });
}

/** The names of lines without a name of their own. */
const calledBy = {
  base: feeName,
  usage: usageName,
  performance: performanceName,
} as const;

function discountName({ params }: DocumentLine, { line }: DocumentTexts, written: Written): string {
  const { percent, corrects } = params;
  const name =
    typeof percent === 'string'
      ? filled(line.discountPercent, { percent: written.number(percent) })
      : line.discount;
  const whole = params.supply === 'goods' ? filled(line.discountOfParts, { name }) : name;
  return corrects === undefined ? whole : filled(line.corrects, { name: whole, number: text(corrects) });
}

function feeName({ params }: DocumentLine, { line }: DocumentTexts): string {
  if (params.component === 'deposit') return line.deposit;
  const { due } = params;
  return due === 'quarterly' || due === 'yearly' || due === 'once' ? line[due] : line.base;
}

function usageName({ params }: DocumentLine, { line, signal }: DocumentTexts): string {
  if (params.component === 'true_up')
    return params.minimumOf === 'contract' ? line.trueUpOfContract : line.trueUp;
  if (params.component === 'instalment') return line.instalment;
  if (params.model === 'hour_bands') return line.hourBands;
  const key = text(params.signalKey);
  const read = signal[key] ?? (key === '' ? line.usage : key);
  const method = line.metered[text(params.method)];
  const counted = method === undefined ? read : filled(method, { signal: read });
  return [counted, text(params.device)].filter((part) => part !== '').join(', ');
}

/** The small print of a line: its calculation, its clause and its evidence. */
export function detailsOfLine(
  line: DocumentLine,
  currency: string,
  { line: words }: DocumentTexts,
  written: Written,
): string {
  const { kind, params, clause, unit, evidence, service, steps } = line;
  const parts: string[] = [];
  if (service !== null) parts.push(written.days(service.from, plusDays(service.to, -1)));
  if (params.corrects !== undefined) {
    parts.push(...differenceWords(line, currency, words, written));
    if (clause !== '') parts.push(filled(words.clause, { clause }));
    if (evidence !== null) parts.push(filled(words.evidence, { hash: evidence.slice(0, 16) }));
    return parts.join(' · ');
  }
  const isPart = Number(params.days) < Number(params.of);
  if (kind !== 'kit' && isPart)
    parts.push(filled(words.share, { days: text(params.days), of: text(params.of) }));
  if (params.minimumOf === 'contract' && params.reached !== null)
    parts.push(
      filled(words.minimumReached, {
        minimum: written.money(text(params.minimum), currency),
        reached: written.money(text(params.reached), currency),
      }),
    );
  if (params.feePercent !== undefined) parts.push(filled(words.paused, { percent: text(params.feePercent) }));
  if (params.sold !== undefined) {
    const quantity = written.quantity(text(params.sold), text(params.soldUnit));
    parts.push(
      params.soldUntil === null
        ? filled(words.sold, { quantity })
        : filled(words.soldUntil, { quantity, day: written.date(text(params.soldUntil)) }),
    );
  }
  if (params.estimatedQuantity === null) parts.push(words.estimatedInPart);
  else if (params.estimatedQuantity !== undefined)
    parts.push(filled(words.estimated, { quantity: written.quantity(text(params.estimatedQuantity), unit) }));
  const included = text(params.included);
  if (kind === 'usage' && Number(included) > 0)
    parts.push(
      filled(Number(params.overage ?? 0) > 0 ? words.included : words.beyond, {
        included: written.quantity(included, unit),
        overage: written.quantity(text(params.overage ?? '0'), unit),
      }),
    );
  if (params.prepaid !== undefined && Number(params.prepaid) > 0)
    parts.push(
      filled(words.prepaid, {
        drawn: written.quantity(text(params.prepaid), unit),
        left: written.quantity(text(params.prepaidLeft), unit),
      }),
    );
  if (kind === 'performance') parts.push(...performanceWords(line, currency, words, written));
  if (kind === 'kit' && params.component !== 'discount') {
    const sentOn = text(params.sentOn);
    parts.push(
      filled(words.delivered, {
        delivery: text(params.delivery),
        sentOn: sentOn === '' ? '' : written.date(sentOn),
      }),
    );
    if (params.charge === 'included') parts.push(words.kitFree);
  }
  // A single tier adds nothing to the line.
  if (steps.length > 1)
    for (const { from, upTo, amount } of steps)
      parts.push(
        filled(upTo === null ? words.lastTier : words.tier, {
          from: written.quantity(from ?? '0', unit),
          upTo: written.quantity(upTo ?? '0', unit),
          amount: written.money(amount, currency),
        }),
      );
  if (clause !== '') parts.push(filled(words.clause, { clause }));
  if (evidence !== null) parts.push(filled(words.evidence, { hash: evidence.slice(0, 16) }));
  return parts.join(' · ');
}

/** For a correction: what the invoice stated, and what is known now. */
function differenceWords(
  { params, unit }: DocumentLine,
  currency: string,
  words: DocumentTexts['line'],
  written: Written,
): string[] {
  const money = (value: string | number | null | undefined): string => written.money(text(value), currency);
  const parts: string[] = [];
  if (params.isQuantity !== undefined)
    parts.push(
      filled(words.quantityWas, {
        was: written.quantity(text(params.wasQuantity), unit),
        is: written.quantity(text(params.isQuantity), unit),
      }),
    );
  parts.push(filled(words.amountWas, { was: money(params.was), is: money(params.is) }));
  if (params.givenBefore !== null)
    parts.push(filled(words.givenBefore, { amount: money(params.givenBefore) }));
  return parts;
}

/** Describes the quantities of a line that are on hold and the reasons, one sentence each. */
export function heldWords(
  line: DocumentLine,
  zone: string,
  texts: DocumentTexts,
  written: Written,
): { readonly title: string; readonly reasons: readonly string[] } | null {
  const { held, position, unit } = line;
  if (held === null) return null;
  const what = nameOfLine(line, texts, written);
  const isKnown = !/^-?0*\.?0*$/.test(held.quantity);
  const title = filled(isKnown ? texts.held.quantity : texts.held.unknown, {
    position,
    what,
    quantity: written.quantity(held.quantity, unit),
  });
  const shown = held.reasons
    .slice(0, MOST_REASONS)
    .map((reason) => reasonWords(reason, unit, zone, texts, written));
  const more = held.reasons.length - shown.length;
  return {
    title,
    reasons:
      shown.length === 0
        ? [texts.held.other]
        : more > 0
          ? [...shown, filled(texts.held.more, { count: more })]
          : shown,
  };
}

function reasonWords(
  { code, from, to, fromValue, toValue, quantity, count = 0 }: UsageReason,
  unit: string,
  zone: string,
  { held }: DocumentTexts,
  written: Written,
): string {
  const at = (instant: string | null): string => (instant === null ? '' : written.instant(instant, zone));
  const value = (decimal: string | null): string => (decimal === null ? '' : written.number(decimal));
  return filled(held.reason[code], {
    from: at(from),
    to: at(to),
    fromValue: value(fromValue),
    toValue: value(toValue),
    quantity: quantity === null ? '' : written.quantity(quantity, unit),
    count,
  });
}
