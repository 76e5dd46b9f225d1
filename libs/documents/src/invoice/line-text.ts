import { plusDays } from '#contracts';
import type { UsageReason } from '#metering';
import type { DocumentLine } from '../domain/invoice-document.js';
import type { Formatter } from '../sheet/formatter.js';
import { performanceName, describePerformance } from './performance-text.js';
import type { DocumentTexts } from './texts/document-texts.js';
import { fillPlaceholders } from './texts/texts.js';

const MAX_REASONS = 6;
const text = (value: string | number | null | undefined): string => String(value ?? '');

/** Returns the name of a line: the name of its charge or, if there is none, the default name of its kind. */
export function lineNameOf(line: DocumentLine, texts: DocumentTexts, formatter: Formatter): string {
  const { kind, params } = line;
  const { line: words } = texts;
  const serial = text(params.serial);
  if (params.component === 'discount') return discountName(line, texts, formatter);
  if (kind === 'kit') return fillPlaceholders(words.kit, { kit: text(params.kit), serial });
  const own = line.name[texts.language] ?? line.name['en'] ?? Object.values(line.name)[0];
  const name = own ?? defaultNames[kind](line, texts);
  // The name can already contain the serial number, because a machine's device is named after the machine.
  const whole =
    serial === '' || name.includes(serial)
      ? name
      : fillPlaceholders(words.machine, { name, machine: serial });
  if (params.component === 'credit') return fillPlaceholders(words.credit, { name: whole });
  if (params.corrects !== undefined)
    return fillPlaceholders(words.corrects, { name: whole, number: text(params.corrects) });
  const part = text(params.correctedPart);
  return part === ''
    ? whole
    : fillPlaceholders(words.correction, { name: whole, month: formatter.month(part) });
}

/** Default names of lines, by kind. */
const defaultNames = {
  base: feeName,
  usage: usageName,
  performance: performanceName,
} as const;

function discountName({ params }: DocumentLine, { line }: DocumentTexts, formatter: Formatter): string {
  const { percent, corrects } = params;
  const name =
    typeof percent === 'string'
      ? fillPlaceholders(line.discountPercent, { percent: formatter.number(percent) })
      : line.discount;
  const whole = params.supply === 'goods' ? fillPlaceholders(line.discountOfParts, { name }) : name;
  return corrects === undefined
    ? whole
    : fillPlaceholders(line.corrects, { name: whole, number: text(corrects) });
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
  const counted = method === undefined ? read : fillPlaceholders(method, { signal: read });
  return [counted, text(params.device)].filter((part) => part !== '').join(', ');
}

/** Returns the small print of a line: its calculation, its clause and its evidence. */
export function describeLine(
  line: DocumentLine,
  currency: string,
  { line: words }: DocumentTexts,
  formatter: Formatter,
): string {
  const { kind, params, clause, unit, evidence, service, steps } = line;
  const parts: string[] = [];
  if (service !== null) parts.push(formatter.days(service.from, plusDays(service.to, -1)));
  if (params.corrects !== undefined) {
    parts.push(...describeDifference(line, currency, words, formatter));
    if (clause !== '') parts.push(fillPlaceholders(words.clause, { clause }));
    if (evidence !== null) parts.push(fillPlaceholders(words.evidence, { hash: evidence.slice(0, 16) }));
    return parts.join(' · ');
  }
  const isPart = Number(params.days) < Number(params.of);
  if (kind !== 'kit' && isPart)
    parts.push(fillPlaceholders(words.share, { days: text(params.days), of: text(params.of) }));
  if (params.minimumOf === 'contract' && params.reached !== null)
    parts.push(
      fillPlaceholders(words.minimumReached, {
        minimum: formatter.money(text(params.minimum), currency),
        reached: formatter.money(text(params.reached), currency),
      }),
    );
  if (params.feePercent !== undefined)
    parts.push(fillPlaceholders(words.paused, { percent: text(params.feePercent) }));
  if (params.sold !== undefined) {
    const quantity = formatter.quantity(text(params.sold), text(params.soldUnit));
    parts.push(
      params.soldUntil === null
        ? fillPlaceholders(words.sold, { quantity })
        : fillPlaceholders(words.soldUntil, { quantity, day: formatter.date(text(params.soldUntil)) }),
    );
  }
  if (params.estimatedQuantity === null) parts.push(words.estimatedInPart);
  else if (params.estimatedQuantity !== undefined)
    parts.push(
      fillPlaceholders(words.estimated, {
        quantity: formatter.quantity(text(params.estimatedQuantity), unit),
      }),
    );
  const included = text(params.included);
  if (kind === 'usage' && Number(included) > 0)
    parts.push(
      fillPlaceholders(Number(params.overage ?? 0) > 0 ? words.included : words.beyond, {
        included: formatter.quantity(included, unit),
        overage: formatter.quantity(text(params.overage ?? '0'), unit),
      }),
    );
  if (params.prepaid !== undefined && Number(params.prepaid) > 0)
    parts.push(
      fillPlaceholders(words.prepaid, {
        drawn: formatter.quantity(text(params.prepaid), unit),
        left: formatter.quantity(text(params.prepaidLeft), unit),
      }),
    );
  if (kind === 'performance') parts.push(...describePerformance(line, currency, words, formatter));
  if (kind === 'kit' && params.component !== 'discount') {
    const sentOn = text(params.sentOn);
    parts.push(
      fillPlaceholders(words.delivered, {
        delivery: text(params.delivery),
        sentOn: sentOn === '' ? '' : formatter.date(sentOn),
      }),
    );
    if (params.charge === 'included') parts.push(words.kitFree);
  }
  // Omits a single tier, because it adds nothing to the line.
  if (steps.length > 1)
    for (const { from, upTo, amount } of steps)
      parts.push(
        fillPlaceholders(upTo === null ? words.lastTier : words.tier, {
          from: formatter.quantity(from ?? '0', unit),
          upTo: formatter.quantity(upTo ?? '0', unit),
          amount: formatter.money(amount, currency),
        }),
      );
  if (clause !== '') parts.push(fillPlaceholders(words.clause, { clause }));
  if (evidence !== null) parts.push(fillPlaceholders(words.evidence, { hash: evidence.slice(0, 16) }));
  return parts.join(' · ');
}

/** Describes a correction by its invoiced and current figures. */
function describeDifference(
  { params, unit }: DocumentLine,
  currency: string,
  words: DocumentTexts['line'],
  formatter: Formatter,
): string[] {
  const money = (value: string | number | null | undefined): string => formatter.money(text(value), currency);
  const parts: string[] = [];
  if (params.isQuantity !== undefined)
    parts.push(
      fillPlaceholders(words.quantityWas, {
        was: formatter.quantity(text(params.wasQuantity), unit),
        is: formatter.quantity(text(params.isQuantity), unit),
      }),
    );
  parts.push(fillPlaceholders(words.amountWas, { was: money(params.was), is: money(params.is) }));
  if (params.givenBefore !== null)
    parts.push(fillPlaceholders(words.givenBefore, { amount: money(params.givenBefore) }));
  return parts;
}

/** Describes the quantities of a line that are on hold and the reasons, one sentence each. */
export function describeHeld(
  line: DocumentLine,
  zone: string,
  texts: DocumentTexts,
  formatter: Formatter,
): { readonly title: string; readonly reasons: readonly string[] } | null {
  const { held, position, unit } = line;
  if (held === null) return null;
  const what = lineNameOf(line, texts, formatter);
  const isKnown = !/^-?0*\.?0*$/.test(held.quantity);
  const title = fillPlaceholders(isKnown ? texts.held.quantity : texts.held.unknown, {
    position,
    what,
    quantity: formatter.quantity(held.quantity, unit),
  });
  const shown = held.reasons
    .slice(0, MAX_REASONS)
    .map((reason) => describeReason(reason, unit, zone, texts, formatter));
  const more = held.reasons.length - shown.length;
  return {
    title,
    reasons:
      shown.length === 0
        ? [texts.held.other]
        : more > 0
          ? [...shown, fillPlaceholders(texts.held.more, { count: more })]
          : shown,
  };
}

function describeReason(
  { code, from, to, fromValue, toValue, quantity, count = 0 }: UsageReason,
  unit: string,
  zone: string,
  { held }: DocumentTexts,
  formatter: Formatter,
): string {
  const at = (instant: string | null): string => (instant === null ? '' : formatter.instant(instant, zone));
  const value = (decimal: string | null): string => (decimal === null ? '' : formatter.number(decimal));
  return fillPlaceholders(held.reason[code], {
    from: at(from),
    to: at(to),
    fromValue: value(fromValue),
    toValue: value(toValue),
    quantity: quantity === null ? '' : formatter.quantity(quantity, unit),
    count,
  });
}
