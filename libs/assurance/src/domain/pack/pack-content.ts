import { equationOf } from '#billing/domain';
import {
  type AppliedTax,
  type BuyerOnInvoice,
  type DocumentKind,
  type LineKind,
  type LineParams,
  type LineSnapshot,
  type LineState,
  type SellerOnInvoice,
  amountToPay,
  type EquationTerm,
} from '#invoicing/domain';
import type { MeterRule, UsageReason } from '#metering/domain';
import { canonicalJson, csvLine, fromMinor, minorDecimals } from '#platform/domain';
import { sha256 } from './chain.js';
import { PACK_FORMAT } from './manifest.js';
import type { PackedRecords } from './pack-records.js';

/** The fields of a stored invoice that a pack contains. */
export interface InvoiceToPack {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly contract: { readonly number: string };
  readonly legalEntity: { readonly name: string };
  readonly customer: { readonly name: string };
  readonly currency: string;
  readonly zone: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly contentHash: string;
  readonly heldLines: number;
  readonly totalMinor: string;
  /** The data assigned at issue; null for a draft. */
  readonly issued: IssuedToPack | null;
  readonly lines: readonly {
    readonly position: number;
    readonly kind: LineKind;
    readonly state: LineState;
    readonly clause: string;
    readonly params: LineParams;
    readonly usagePeriodIds: readonly string[];
    readonly quantity: string | null;
    readonly unit: string;
    readonly unitPrice: string | null;
    readonly amountMinor: string | null;
    readonly netMinor: string | null;
    readonly taxMinor: string | null;
    readonly taxRule: AppliedTax | null;
    readonly serviceFrom: string | null;
    readonly serviceTo: string | null;
    readonly snapshot: LineSnapshot | null;
  }[];
}

/** The immutable data of an issued document: number, dates, parties and taxes. */
export interface IssuedToPack {
  readonly number: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly paymentDays: number;
  readonly taxPoint: string;
  readonly prices: string;
  /** Rounding increment of taxes, in major units; null for the currency's smallest unit. */
  readonly taxStep: string | null;
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
  readonly taxes: readonly {
    readonly category: string;
    readonly percent: string;
    readonly taxableMinor: string;
    readonly taxMinor: string;
    readonly reason: string;
  }[];
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly grossMinor: string;
  /** Part of the total that is set off against a deposit; null if no deposit is set off. */
  readonly depositMinor: string | null;
  /** Increment to which the amount to pay is rounded, as a decimal; null if it is not rounded. */
  readonly payableIncrement: string | null;
  /**
   * For a billing group's document: the amount that each of its contracts bills at each rate, net or gross like the
   * prices, in the order of the document. Each tax is rounded once over all contracts.
   */
  readonly together:
    | readonly {
        readonly category: string;
        readonly percent: string;
        readonly contracts: readonly { readonly contract: string; readonly amountMinor: string }[];
      }[]
    | null;
}

/** Stored usage on an invoice, with its meter. Instants are ISO 8601 UTC; decimals are strings. */
export interface PackedMeter {
  readonly usagePeriodId: string;
  readonly device: string;
  /** The machine's serial number; null for an instrument without a machine. */
  readonly machine: string | null;
  readonly signal: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly knownUntil: string;
  readonly version: number;
  readonly ruleVersion: number;
  readonly zone: string;
  /** `method`, `matches`, `intervalMinutes` and `factor` are absent for a plain counter. */
  readonly rule: MeterRule;
  /** Cutoff of the calculation. The last value of a level applies until then at most. Absent for a plain counter. */
  readonly asOf?: string;
  /**
   * `since` is null if counting begins with the first reading. `until` is present if counting continues after the
   * period; null if it has no end. `before` and `after` are present if another customer's coverage of the same quantity
   * ends at `since`, or begins when this coverage ends.
   */
  readonly windows: readonly {
    readonly since: string | null;
    readonly from: string;
    readonly to: string;
    readonly until?: string | null;
    readonly before?: string | null;
    readonly after?: string | null;
    /**
     * Instants at which one contract follows another, with the shorter of their maximum gaps. A step across one of them
     * is divided if it is longer than `gapMs`.
     */
    readonly seams?: readonly { readonly at: string; readonly gapMs: number }[];
  }[];
  /** Records and decisions on which the usage is based, in addition to the readings. */
  readonly records: PackedRecords;
  readonly state: string;
  readonly quantity: string | null;
  readonly heldQuantity: string;
  readonly reasons: readonly UsageReason[];
  readonly startValue: string | null;
  readonly endValue: string | null;
  readonly readingCount: number;
  readonly hash: string;
  readonly days: readonly PackedDay[];
}

export interface PackedDay {
  readonly day: string;
  readonly quantity: string;
  readonly heldQuantity: string;
  readonly readingCount: number;
  readonly hash: string;
}

/** Content of a pack without readings: small, and sufficient to distinguish packs. */
export interface PackContent {
  /** The content of files by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Meters by usage, in the order of the invoice. */
  readonly meters: readonly (PackedMeter & { readonly key: string; readonly file: string })[];
  /** SHA-256 (hex) that covers all texts. Packs with equal subjects are equal. */
  readonly subject: string;
}

/**
 * Composes the pack of an invoice with all data that determined its prices, without timestamps: the same invoice and
 * readings give the same bytes.
 */
export function composePack(invoice: InvoiceToPack, found: readonly PackedMeter[]): PackContent {
  const meters = found.map((meter, index) => ({ ...meter, ...nameMeter(meter, `m${index + 1}`) }));
  const keyOf = new Map(meters.map(({ usagePeriodId, key }) => [usagePeriodId, key]));
  const texts = new Map([
    ['README.txt', README],
    ['invoice.json', json(invoiceText(invoice, keyOf))],
    ['rates.json', json(ratesText(invoice))],
    ['meters.json', json(meters.map(meterText))],
    ['quantities.csv', quantitiesText(meters)],
  ]);
  return { texts, meters, subject: sha256([...texts.values()].map(sha256).join('\n')) };
}

function nameMeter({ device, signal }: PackedMeter, key: string): { key: string; file: string } {
  return { key, file: `${key}-${device}-${signal}`.replaceAll(/[^A-Za-z0-9._-]/g, '_') };
}

function invoiceText(invoice: InvoiceToPack, keyOf: ReadonlyMap<string, string>) {
  const { currency, issued } = invoice;
  const money = (minor: string | null): string | null =>
    minor === null ? null : fromMinor(BigInt(minor), currency);
  return {
    format: PACK_FORMAT,
    id: invoice.id,
    ...(invoice.kind === 'credit_note' && { givesBack: true }),
    contract: invoice.contract.number,
    seller: issued?.seller.name ?? invoice.legalEntity.name,
    buyer: issued?.buyer.name ?? invoice.customer.name,
    currency,
    minorUnitDecimals: minorDecimals(currency),
    zone: invoice.zone,
    periodFrom: invoice.periodFrom,
    periodTo: invoice.periodTo,
    contentHash: invoice.contentHash,
    lines: invoice.lines.map((line) => ({
      position: line.position,
      kind: line.kind,
      state: packedStateOf(line),
      clause: line.clause,
      serviceFrom: line.serviceFrom,
      serviceTo: line.serviceTo,
      params: sortKeys(line.params),
      ...meterKeys(line.usagePeriodIds.flatMap((usageId) => keyOf.get(usageId) ?? [])),
      quantity: line.quantity,
      unit: line.unit,
      unitPrice: line.unitPrice,
      amount: money(line.amountMinor),
      ...(issued && {
        net: money(line.netMinor),
        tax: money(line.taxMinor),
        taxRule: line.taxRule && { category: line.taxRule.category, percent: line.taxRule.percent },
      }),
    })),
    linesWaiting: invoice.heldLines,
    total: money(invoice.totalMinor),
    ...(issued && { issued: issuedText(issued, currency, money) }),
  };
}

/**
 * Returns the state of a line in a pack. Lines from before the basis was stored keep the state `measured`, because the
 * root printed on their invoice was calculated with it.
 */
function packedStateOf(line: InvoiceToPack['lines'][number]): LineState | 'declared' {
  return line.state === 'measured' && line.snapshot?.performance?.basis === 'declared'
    ? 'declared'
    : line.state;
}

/**
 * Writes a line with one meter in the format used before lines could have several, so that earlier packs keep their
 * bytes.
 */
function meterKeys(keys: readonly string[]): {
  readonly meter: string | null;
  readonly meters?: readonly string[];
} {
  return keys.length > 1 ? { meter: null, meters: keys } : { meter: keys[0] ?? null };
}

function issuedText(issued: IssuedToPack, currency: string, money: (minor: string) => string | null) {
  const {
    seller,
    buyer,
    taxes,
    netMinor,
    taxMinor,
    grossMinor,
    depositMinor,
    together,
    payableIncrement,
    ...facts
  } = issued;
  return {
    ...facts,
    seller: sortKeys(seller),
    buyer: sortKeys(buyer),
    taxes: taxes.map(({ taxableMinor, taxMinor: tax, ...group }) => ({
      ...group,
      taxable: money(taxableMinor),
      tax: money(tax),
    })),
    net: money(netMinor),
    tax: money(taxMinor),
    gross: money(grossMinor),
    ...(depositMinor !== null && { deposit: money(depositMinor) }),
    ...(payableIncrement !== null && { payableIncrement }),
    ...((depositMinor !== null || payableIncrement !== null) && {
      payable: money(amountToPay({ currency, grossMinor, depositMinor, payableIncrement }).toString()),
    }),
    ...(together && {
      together: together.map(({ contracts, ...rate }) => ({
        ...rate,
        contracts: contracts.map(({ contract, amountMinor }) => ({ contract, amount: money(amountMinor) })),
      })),
    }),
  };
}

/** Returns the equation of each line, and the terms that determined its price. */
function ratesText({
  lines,
  currency,
}: InvoiceToPack): { line: number; steps: EquationTerm[]; rating: LineSnapshot | null }[] {
  return lines.map((line) => ({
    line: line.position,
    steps: equationOf(
      { ...line, amountMinor: line.amountMinor === null ? null : BigInt(line.amountMinor) },
      currency,
    ),
    rating: line.snapshot,
  }));
}

function meterText(meter: PackContent['meters'][number]) {
  const { usagePeriodId: _id, days: _days, key, file, ...rest } = meter;
  return { key, ...rest, files: { readings: `readings/${file}.csv`, steps: `steps/${file}.csv` } };
}

function quantitiesText(meters: PackContent['meters']): string {
  const head = [
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
  const rows = meters.flatMap(({ key, days, unit, machine, device }) =>
    days.map((day) => [
      key,
      day.day,
      day.quantity,
      day.heldQuantity,
      unit,
      day.readingCount,
      day.hash,
      machine,
      device,
    ]),
  );
  return [head, ...rows].map((row) => csvLine(row)).join('');
}

/** Sorts keys recursively, because the database does not preserve their order. */
function sortKeys(value: object): unknown {
  return JSON.parse(canonicalJson(value));
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Never change this text: the root hashes of all issued invoices cover it. Instructions that may change are in
 * VERIFY.txt, which no hash covers.
 */
const README = `This pack proves an invoice down to the readings behind it.

invoice.json      the invoice and its lines; once it is issued its number, days, parties and taxes too
rates.json        step by step, how the amount of each line comes about
meters.json       each meter: by which rules it is read, and what it used in the period
quantities.csv    quantity by day and meter
steps/            half hour by half hour, what each counter did
readings/         the readings in the order in which they came in: when each was received, its quality, whether it counts
manifest.json     the SHA-256 of each file, a chain of hashes over each device's readings, and one root over everything

The root is printed on the invoice. To check the pack without asking anybody, with Node.js 20 or newer:

  node verify-pack.mjs PACK.zip --root ROOT

The script and the rules that it follows come with the product's source: scripts/verify-pack.mjs and
docs/billing/how-usage-becomes-an-invoice.md. It needs nothing else, and talks to nobody.
`;
