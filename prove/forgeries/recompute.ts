import { type CounterReading, deriveUsage, QUALITY } from '#metering';
import { Exact } from '#platform';
import { computeInvoice } from '#invoicing';
import {
  byReceipt,
  type PackedMeter,
  type PackFiles,
  READING_COLUMNS,
  type ReadingRow,
  readJson,
  readRows,
  writeJson,
  writeRows,
} from './pack-files.js';

export interface PackedLine {
  kind: string;
  meter: string | null;
  quantity: string | null;
  unitPrice: string | null;
  amount: string | null;
  params: Record<string, string | number | null>;
  net: string | null;
  tax: string | null;
  taxRule: { category: string; percent: string } | null;
}

export interface PackedInvoice {
  currency: string;
  minorUnitDecimals: number;
  lines: PackedLine[];
  total: string;
  issued: {
    number: string;
    dueOn: string;
    prices: 'exclusive' | 'inclusive';
    buyer: { name: string };
    taxes: { category: string; percent: string; taxable: string; tax: string }[];
    net: string;
    tax: string;
    gross: string;
  };
}

interface Rating {
  charge: { pricing: { unitPrice?: string } };
  applied: { unitPrice?: string };
  counted: { quantity: string | null; heldQuantity: string }[];
  billable: string | null;
  gross: string;
  exact: string | null;
  standing: string | null;
}

type Rates = {
  line: number;
  steps: { code: string; value: string | null }[];
  rating: Rating | null;
}[];

const STEP_COLUMNS = [
  'from',
  'to',
  'from_value',
  'to_value',
  'quantity',
  'held_quantity',
  'readings',
  'kind',
];
const DAY_COLUMNS = [
  'meter',
  'day',
  'quantity',
  'held_quantity',
  'unit',
  'readings',
  'sha256',
  'machine',
  'device',
];

/** Replaces the readings of a meter, and recalculates all dependent values up to the total. */
export function recomputeFromReadings(files: PackFiles, key: string, readings: readonly ReadingRow[]): void {
  const meters = readJson<PackedMeter[]>(files, 'meters.json');
  const meter = meters.find((each) => each.key === key)!;
  writeRows(files, meter.files.readings, READING_COLUMNS, [...readings].sort(byReceipt));
  const usage = deriveUsage(readings.map(toReading), meter.rule, {
    zone: meter.zone,
    from: Date.parse(meter.from),
    to: Date.parse(meter.to),
    knownUntil: Date.parse(meter.knownUntil),
    windows: meter.windows.map(({ since, from, to }) => ({
      since: since === null ? Number.MIN_SAFE_INTEGER : Date.parse(since),
      from: Date.parse(from),
      to: Date.parse(to),
    })),
  });
  const { state, quantity, heldQuantity, startValue, endValue, readingCount, hash } = usage;
  Object.assign(meter, { state, quantity, heldQuantity, startValue, endValue, readingCount, hash });
  meter.reasons = [...usage.reasons];
  writeJson(files, 'meters.json', meters);
  const iso = (at: number): string => new Date(at).toISOString();
  writeRows(
    files,
    meter.files.steps,
    STEP_COLUMNS,
    usage.halfHours.map((step) => ({
      from: iso(step.from),
      to: iso(step.to),
      from_value: step.fromValue ?? '',
      to_value: step.toValue ?? '',
      quantity: step.quantity,
      held_quantity: step.heldQuantity,
      readings: String(step.readingCount),
      kind: step.kind,
    })),
  );
  const days = readRows<Record<string, string>>(files, 'quantities.csv');
  for (const { day, quantity: ofDay, heldQuantity: held, readingCount: count, hash: dayHash } of usage.days) {
    const row = days.find((each) => each.meter === key && each.day === day)!;
    Object.assign(row, { quantity: ofDay, held_quantity: held, readings: String(count), sha256: dayHash });
  }
  writeRows(files, 'quantities.csv', DAY_COLUMNS, days);
  recomputeLine(files, key, (line) => {
    line.quantity = quantity;
    line.params.heldQuantity = heldQuantity;
    line.params.holds = usage.reasons.filter(({ holds }) => holds).length;
  });
}

/** Changes the line of a meter, and recalculates its amount, its pricing steps and the total. */
export function recomputeLine(files: PackFiles, key: string, change: (line: PackedLine) => void): void {
  const invoice = readJson<PackedInvoice>(files, 'invoice.json');
  const rates = readJson<Rates>(files, 'rates.json');
  const index = invoice.lines.findIndex(({ meter }) => meter === key);
  const line = invoice.lines[index]!;
  change(line);
  const overage = Exact.max(new Exact(line.quantity ?? 0).minus(String(line.params.included)), 0);
  const exact = overage.times(line.unitPrice ?? 0);
  line.params.overage = overage.toFixed();
  line.amount = exact
    .toDecimalPlaces(invoice.minorUnitDecimals, Exact.ROUND_HALF_UP)
    .toFixed(invoice.minorUnitDecimals);
  const values: Record<string, string | null> = {
    counted: new Exact(line.quantity ?? 0).plus(String(line.params.heldQuantity)).toFixed(),
    held: String(line.params.heldQuantity),
    billed: line.quantity,
    overage: overage.toFixed(),
    unit_price: line.unitPrice,
    before_rounding: exact.toFixed(),
    amount: line.amount,
  };
  for (const step of rates[index]!.steps) if (step.code in values) step.value = values[step.code]!;
  const rating = rates[index]!.rating!;
  rating.charge.pricing.unitPrice = rating.applied.unitPrice = line.unitPrice!;
  rating.counted[0]!.quantity = line.quantity;
  rating.counted[0]!.heldQuantity = String(line.params.heldQuantity);
  Object.assign(rating, {
    billable: overage.toFixed(),
    gross: exact.toFixed(),
    exact: exact.toFixed(),
    standing: line.amount,
  });
  writeJson(files, 'rates.json', rates);
  writeJson(files, 'invoice.json', invoice);
  recomputeTotal(files);
}

export function recomputeTotal(files: PackFiles): void {
  const invoice = readJson<PackedInvoice>(files, 'invoice.json');
  invoice.total = invoice.lines
    .reduce((sum, { amount }) => sum.plus(amount ?? 0), new Exact(0))
    .toFixed(invoice.minorUnitDecimals);
  recomputeTaxes(invoice);
  writeJson(files, 'invoice.json', invoice);
}

/** Recalculates the taxes of the lines at the rates of the document. */
function recomputeTaxes({ currency, minorUnitDecimals: decimals, lines, issued }: PackedInvoice): void {
  const billed = lines.filter(({ amount }) => amount !== null);
  const figures = computeInvoice({
    currency,
    prices: issued.prices,
    taxIncrement: null,
    lines: billed.map(({ amount, taxRule }) => ({
      amount: amount!,
      discount: '0',
      taxes: [{ code: taxRule!.category, percent: taxRule!.percent }],
    })),
    discounts: [],
    payableIncrement: null,
  });
  const text = (amount: Exact): string => amount.toFixed(decimals);
  billed.forEach((line, index) => {
    const { taxable, tax } = figures.lines[index]!;
    Object.assign(line, { net: text(taxable), tax: text(tax) });
  });
  issued.taxes.forEach((group, index) => {
    const { taxable, tax } = figures.taxes[index]!;
    Object.assign(group, { taxable: text(taxable), tax: text(tax) });
  });
  const { net, tax, total } = figures;
  Object.assign(issued, { net: text(net), tax: text(tax), gross: text(total) });
}

function toReading(row: ReadingRow): CounterReading {
  return {
    at: Date.parse(row.device_time),
    seq: row.seq,
    receivedAt: Date.parse(row.received_at),
    timeSource: row.time_source === 'device' ? 0 : 1,
    value: row.value === '' ? null : row.value,
    quality: QUALITY[row.quality as keyof typeof QUALITY],
  };
}
