#!/usr/bin/env node
/**
 * Recomputes the evidence and the quantity of a usage line on an invoice from its readings. Uses only the product's public API.
 * Needs Node 20 and no packages.
 *
 *   node recompute-usage.mjs <address of the portal> <API key> <id of the invoice line>
 *
 * Exits with 0 if everything is equal, and with 1 if anything differs. The rules are in how-usage-becomes-an-invoice.md.
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

/** Decimals are integers in units of 10^-40, because money and quantities must be exact. */
const SCALE = 40;
const ONE = 10n ** BigInt(SCALE);
/** Number of decimals with which quantities are stored. */
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
/** Returns numerator / denominator, rounded half away from zero to the decimals with which quantities are stored. */
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

/** Returns the canonical line of a reading. */
const lineOf = ({ deviceTime, seq, timeSource, value }) =>
  `${new Date(deviceTime).toISOString()};${seq};${timeSource === 'device' ? 0 : 1};${value}`;

// A reading belongs to the local day in which its step ends. A step that ends exactly at midnight belongs to the day before.
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
/** An event belongs to the day on which it happened, even exactly at midnight. */
const isOfEvents = usage.rule?.method === 'event_count' && usage.ruleVersion >= 5;
const dayOf = ({ deviceTime }) => {
  const at = Date.parse(deviceTime);
  const day = localDate.format(isOfEvents || starts.has(at) ? at : at - 1);
  // The hours between the midnights of two contracts' time zones belong to the first day.
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

// The quantity is the sum of all steps between consecutive values, plus the decided quantities. Excludes steps that end
// in a period that is on hold, not billed, or resolved by a decision.
const at = (instant) => Date.parse(instant);
const spans = (reasons) => reasons.map(({ params }) => ({ from: at(params.from), to: at(params.to) }));
const isService = ({ code }) => code === 'service' || code === 'test_run';
const decided = usage.reasons.filter(({ code, decision }) => decision && code !== 'true_up');
const apart = spans([...usage.reasons.filter(({ holds }) => holds), ...decided]);
const service = spans(usage.reasons.filter(isService));
/**
 * Steps that are billed only in part, by time: long steps across the bounds of the month, and all steps across the end
 * of a customer's own time.
 */
const divided = spans(usage.reasons.filter(({ code, decision }) => code === 'split' && !decision));
const gaps = new Set(
  spans(usage.reasons.filter(({ code, decision }) => code === 'gap' && !decision)).map(({ to }) => to),
);
// In a rollover, the counter reached the modulus before it restarted at zero.
const rollovers = spans(usage.reasons.filter(({ code, decision }) => code === 'rollover' && !decision));
const modulus = usage.rule?.modulus ? units(usage.rule.modulus) : 0n;
const endsIn = (list, time) => list.some(({ from, to }) => time > from && time <= to);
const counts = (time) => !endsIn(apart, time) && (gaps.has(time) || !endsIn(service, time));
// A change of the register applies before a reading at the same instant.
const changes = usage.changes.map((change) => ({ ...change, deviceTime: change.at, isChange: true }));
/** Since version 6 of the rules, steps are exact and only their sum is rounded. Earlier versions rounded each step. */
const isExact = usage.ruleVersion >= 6;
const factor = usage.rule?.factor ? units(usage.rule.factor) : null;
function inQuantity(read) {
  if (factor === null) return read;
  return isExact ? (read * factor) / ONE : round(read * factor, ONE);
}
/** Returns the share of a span's quantity in a part of the span. The running quantity is rounded at both ends, to 12 decimals. */
function shareOf(quantity, span, part) {
  const until = (time) =>
    time === span.to ? quantity : round(quantity * BigInt(time - span.from), BigInt(span.to - span.from));
  return until(part.to) - until(part.from);
}
/**
 * Cuts a step where a customer's own time begins or ends, and a long step also at the bounds of the month. Any other
 * step belongs to the period in which it ends.
 */
function partOf(span, { from, to, ownFrom, ownTo, seams = [] }) {
  // If an adjacent contract has a shorter maximum gap, the shorter one applies.
  const gaps = seams.filter((seam) => span.from < at(seam.at) && span.to > at(seam.at));
  const longest = Math.min(usage.rule.maxGapMinutes, ...gaps.map(({ maxGapMinutes }) => maxGapMinutes));
  const isLong = span.to - span.from > longest * 60_000;
  const begins = [ownFrom, ...(isLong ? [from] : [])].filter(Boolean).map(at);
  const ends = [ownTo, ...(isLong ? [to] : [])].filter(Boolean).map(at);
  return { from: Math.max(span.from, ...begins), to: Math.min(span.to, ...ends) };
}
let measured = 0n;
let steps = decided.length + service.length;
// An estimate for the end of the previous period has already been billed, so it is deducted from a step that was on
// hold and then accepted.
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
// If everything that was counted is on hold, there is nothing to bill yet.
const holds = usage.reasons.some((reason) => reason.holds);
const quantity =
  measured !== 0n || (steps > 0 && !holds) ? decimal(isExact ? round(measured, 1n) : measured) : null;
const method = usage.rule?.method ?? 'counter';

const checks = [
  ...days.map(({ day, hash: stored }, index) => [`day ${day}`, stored, dayHashes[index][1]]),
  ['period', usage.hash, hash],
  ['readings', String(usage.readingCount), String(readings.length)],
  // Other methods have their own rules, which verify-pack.mjs applies.
  ...(method === 'counter' ? [['quantity', usage.quantity, quantity]] : []),
];
let isEqual = true;
for (const [name, stored, recomputed] of checks) {
  const same = stored === recomputed;
  isEqual &&= same;
  if (!same || !name.startsWith('day '))
    console.log(`${same ? 'equal    ' : 'DIFFERENT'} ${name}: ${stored}${same ? '' : ` / ${recomputed}`}`);
}
if (method !== 'counter') console.log(`not recalculated: a quantity measured as ${method}`);
console.log(
  isEqual ? `Recomputed equal: ${days.length} days, ${readings.length} readings.` : 'Something differs.',
);
process.exit(isEqual ? 0 : 1);
