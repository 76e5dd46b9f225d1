#!/usr/bin/env node
/**
 * Recomputes the evidence and the quantity of an invoice's usage line from its readings, with nothing of the product but its
 * public API. Needs Node 20 and no packages.
 *
 *   node recompute-usage.mjs <address of the portal> <API key> <id of the invoice line>
 *
 * Exit code 0: everything is equal. 1: something differs. The rules are in how-usage-becomes-an-invoice.md.
 */
import { createHash } from 'node:crypto';

const [address, key, lineId] = process.argv.slice(2);
if (!address || !key || !lineId) {
  console.error('usage: node recompute-usage.mjs <address> <API key> <invoice line id>');
  process.exit(2);
}

async function get(path) {
  const response = await fetch(`${address}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Decimals as whole numbers of 10^-40: exact, as money and quantities must be. */
const SCALE = 40;
const ONE = 10n ** BigInt(SCALE);
/** Quantities are kept with so many decimals. */
const KEPT = 12;
function units(decimal) {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  const digits = BigInt(whole + fraction.padEnd(SCALE, '0'));
  return sign ? -digits : digits;
}
function decimal(value) {
  const digits = (value < 0n ? -value : value).toString().padStart(SCALE + 1, '0');
  const text = `${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`.replace(/\.?0+$/, '');
  return value < 0n ? `-${text}` : text;
}
/** numerator / denominator, rounded half up to the decimals with which quantities are kept. */
function round(numerator, denominator) {
  const step = 10n ** BigInt(SCALE - KEPT);
  const [twice, over] = [2n * numerator, denominator * step];
  return ((twice + (twice < 0n ? -over : over)) / (2n * over)) * step;
}

const { line, usage, days } = await get(`/invoice-lines/${lineId}/proof`);
if (!usage) throw new Error('This line has no usage behind it.');

const readings = [];
for (let cursor = ''; cursor !== null;) {
  const page = await get(`/invoice-lines/${lineId}/proof/readings?limit=200${cursor && `&cursor=${cursor}`}`);
  readings.push(...page.items.filter((reading) => reading.used));
  cursor = page.next;
}

/** The canonical line of a reading. */
const lineOf = ({ deviceTime, seq, timeSource, value }) =>
  `${new Date(deviceTime).toISOString()};${seq};${timeSource === 'device' ? 0 : 1};${value}`;

// A reading belongs to the local day in which its step ends; exactly at midnight that is the day before.
const localDate = new Intl.DateTimeFormat('en-CA', {
  timeZone: line.zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const starts = new Set(
  usage.openings
    .filter(
      ({ from, reading, ownFrom }) =>
        !ownFrom && (reading === null || Date.parse(reading.deviceTime) === Date.parse(from)),
    )
    .map(({ from }) => Date.parse(from)),
);
/** An event is of the day that it happened in; what a step ends with, of the day that ends with it. */
const isOfEvents = usage.rule?.method === 'event_count' && usage.ruleVersion >= 5;
const dayOf = ({ deviceTime }) => {
  const at = Date.parse(deviceTime);
  const day = localDate.format(isOfEvents || starts.has(at) ? at : at - 1);
  // Hours between the midnights of two contracts' zones are of the first day.
  return day < days[0].day ? days[0].day : day;
};
const linesOfDay = new Map(days.map(({ day }) => [day, []]));
for (const reading of readings) linesOfDay.get(dayOf(reading)).push(`${lineOf(reading)}\n`);

const dayHashes = days.map(({ day }) => [day, sha256(linesOfDay.get(day).join(''))]);
const openings = usage.openings.map(
  ({ reading, fallenFrom }) => `open;${reading ? lineOf(reading) : '-'};${fallenFrom ?? '-'}\n`,
);
const closings = usage.openings.map(({ closing }) => (closing ? `close;${lineOf(closing)}\n` : ''));
const hash = sha256(
  openings.join('') + closings.join('') + dayHashes.map(([day, ofDay]) => `${day};${ofDay}\n`).join(''),
);

// What is billed: every step between two values that follow one another, except those that end where something holds, is not billed,
// or was decided; and what was decided to be billed in their place.
const at = (instant) => Date.parse(instant);
const spans = (reasons) => reasons.map(({ params }) => ({ from: at(params.from), to: at(params.to) }));
const isService = ({ code }) => code === 'service' || code === 'test_run';
const decided = usage.reasons.filter(({ code, decision }) => decision && code !== 'true_up');
const apart = spans([...usage.reasons.filter(({ holds }) => holds), ...decided]);
const service = spans(usage.reasons.filter(isService));
/** Long steps over the bounds of the month, and any over the end of a customer's time: their part of it by time is billed. */
const divided = spans(usage.reasons.filter(({ code, decision }) => code === 'split' && !decision));
const gaps = new Set(
  spans(usage.reasons.filter(({ code, decision }) => code === 'gap' && !decision)).map(({ to }) => to),
);
// A fall that is a rollover went on to the modulus first.
const rollovers = spans(usage.reasons.filter(({ code, decision }) => code === 'rollover' && !decision));
const modulus = usage.rule?.modulus ? units(usage.rule.modulus) : 0n;
const endsIn = (list, time) => list.some(({ from, to }) => time > from && time <= to);
const counts = (time) => !endsIn(apart, time) && (gaps.has(time) || !endsIn(service, time));
// A change of the register comes before a reading at its instant.
const changes = usage.changes.map((change) => ({ ...change, deviceTime: change.at, isChange: true }));
/** What a step of the readings is in units of the quantity: exact, and rounded by itself before version 6 of the rules. */
const isExact = usage.ruleVersion >= 6;
const factor = usage.rule?.factor ? units(usage.rule.factor) : null;
function inQuantity(read) {
  if (factor === null) return read;
  return isExact ? (read * factor) / ONE : round(read * factor, ONE);
}
/** What of a quantity between two instants falls between two others, rounded at each of these, half up, to 12 decimals. */
function shareOf(quantity, span, part) {
  const until = (time) =>
    time === span.to ? quantity : round(quantity * BigInt(time - span.from), BigInt(span.to - span.from));
  return until(part.to) - until(part.from);
}
/** A step is cut where a customer's own time ends; only a long one is at the bounds of the month too, any other belongs where it ends. */
function partOf(span, { from, to, ownFrom, ownTo, seams = [] }) {
  // Where a contract follows that takes less for a long silence, the stricter one counts.
  const gaps = seams.filter((seam) => span.from < at(seam.at) && span.to > at(seam.at));
  const longest = Math.min(usage.rule.maxGapMinutes, ...gaps.map(({ maxGapMinutes }) => maxGapMinutes));
  const isLong = span.to - span.from > longest * 60_000;
  const begins = [ownFrom, ...(isLong ? [from] : [])].filter(Boolean).map(at);
  const ends = [ownTo, ...(isLong ? [to] : [])].filter(Boolean).map(at);
  return { from: Math.max(span.from, ...begins), to: Math.min(span.to, ...ends) };
}
let measured = 0n;
let steps = decided.length + service.length;
// What was estimated for the end of the period before is billed already; of a step that was held and accepted it is taken off.
for (const { code, params } of usage.reasons)
  if (code === 'estimated_before') measured -= units(params.quantity);
for (const { decision } of decided) measured += decision.billed === null ? 0n : units(decision.billed);
for (const opening of usage.openings) {
  const { from, to, reading, closing } = opening;
  let last = reading && reading.value;
  const opened = reading ? at(reading.deviceTime) : -Infinity;
  let lastAt = opened;
  const bounding = closing ? [closing] : [];
  const values = [...changes.filter((change) => at(change.at) > opened), ...readings, ...bounding].sort(
    (a, b) =>
      at(a.deviceTime) - at(b.deviceTime) || Number(b.isChange ?? false) - Number(a.isChange ?? false),
  );
  for (const next of values) {
    const time = at(next.deviceTime);
    if (time > at(closing?.deviceTime ?? to) || (!next.isChange && time < at(from))) continue;
    const value = next.isChange ? next.finalValue : next.value;
    const span = divided.find((one) => one.from === lastAt && one.to === time);
    if (last !== null && value !== null && span) {
      const raw = units(value) - units(last);
      const moved = inQuantity(raw < 0n ? raw + modulus : raw);
      const part = partOf(span, opening);
      measured += shareOf(moved, span, part);
      steps += 1;
      last = next.isChange ? next.initialValue : value;
      lastAt = time;
      continue;
    }
    if (time > at(to)) continue;
    if (last !== null && value !== null && time > at(from) - 1 && counts(time)) {
      const moved = units(value) - units(last);
      measured += inQuantity(moved < 0n && endsIn(rollovers, time) ? moved + modulus : moved);
      steps += 1;
    }
    last = next.isChange ? next.initialValue : value;
    lastAt = time;
  }
}
// A meter that only stood still while all that it moved is held has nothing to bill yet.
const holds = usage.reasons.some((reason) => reason.holds);
const quantity =
  measured !== 0n || (steps > 0 && !holds) ? decimal(isExact ? round(measured, 1n) : measured) : null;
const method = usage.rule?.method ?? 'counter';

const checks = [
  ...days.map(({ day, hash: stored }, index) => [`day ${day}`, stored, dayHashes[index][1]]),
  ['period', usage.hash, hash],
  ['readings', String(usage.readingCount), String(readings.length)],
  // What is no counter has rules of its own, which the pack's script works out.
  ...(method === 'counter' ? [['quantity', usage.quantity, quantity]] : []),
];
let isEqual = true;
for (const [name, stored, recomputed] of checks) {
  const same = stored === recomputed;
  isEqual &&= same;
  if (!same || !name.startsWith('day '))
    console.log(`${same ? 'equal    ' : 'DIFFERENT'} ${name}: ${stored}${same ? '' : ` / ${recomputed}`}`);
}
if (method !== 'counter') console.log(`not worked out here: a quantity measured as ${method}`);
console.log(
  isEqual ? `Recomputed equal: ${days.length} days, ${readings.length} readings.` : 'Something differs.',
);
process.exit(isEqual ? 0 : 1);
