import { addMonths, calendarMonth } from '#metering';
import { DraftsService } from '#billing';
import { publish } from '../support/counting-machine.js';
import { PUMP_COUNTER as SIGNAL, type PumpMachine } from '../support/pump-world.js';
import { seededRandom, shuffled } from '../../measure/support/seeded-random.js';
import type { PropertyOutcome } from './property.js';
import type { PropertyFixture } from './property-fixture.js';

const ZONE = 'Europe/Warsaw';
const LAST_MONTH = '2026-10';

interface SentReading {
  readonly ts: string;
  readonly seq: number;
  readonly c: Readonly<Record<string, number>>;
  readonly q?: Readonly<Record<string, number>>;
}

/** The draft of a pump's month. Drafts of two pumps with equal readings are compared. */
export interface DraftedMonth {
  readonly pump: PumpMachine;
  readonly month: string;
  readonly invoiceId: string;
}

export interface Delivered {
  readonly outcome: PropertyOutcome;
  readonly drafts: readonly DraftedMonth[];
}

/**
 * Returns the readings of a counter in some months. The counter increases in steps, and sometimes decreases or has bad
 * quality.
 */
function drawReadings(months: readonly string[], random: () => number): SentReading[] {
  const from = calendarMonth(months[0]!, ZONE).from;
  const to = calendarMonth(months.at(-1)!, ZONE).to;
  const readings: SentReading[] = [];
  let litres = Math.floor(random() * 100_000);
  for (let at = from, seq = 1; at <= to; at += Math.ceil(random() * 96) * 1_800_000, seq++) {
    litres += Math.floor(random() * 4000);
    const isFall = random() < 0.02;
    readings.push({
      ts: new Date(at).toISOString(),
      seq,
      c: { [SIGNAL]: isFall ? 0 : litres / 8 },
      ...(random() < 0.03 && { q: { [SIGNAL]: 2 } }),
    });
  }
  return readings;
}

/** Splits readings into parts of up to 60 readings in random order. Some parts are repeated. */
function splitDeliveries(readings: readonly SentReading[], random: () => number): SentReading[][] {
  const pieces: SentReading[][] = [];
  const mixed = shuffled(readings, random);
  for (let at = 0; at < mixed.length;) {
    const size = 1 + Math.floor(random() * 60);
    pieces.push(mixed.slice(at, at + size));
    at += size;
  }
  return shuffled([...pieces, ...pieces.filter(() => random() < 0.3)], random);
}

const BATCH = 200;
const inOrder = (readings: readonly SentReading[]): SentReading[][] =>
  Array.from({ length: Math.ceil(readings.length / BATCH) }, (_, index) =>
    readings.slice(index * BATCH, (index + 1) * BATCH),
  );

/**
 * Tests pairs of pumps over MQTT. One pump delivers its months in order. The other pump delivers the same readings in
 * any order, in parts, and some of them twice. Their drafts must be equal line by line, with the same evidence.
 */
export async function tryDeliveries(
  fixture: PropertyFixture,
  seed: number,
  examples: number,
): Promise<Delivered> {
  const random = seededRandom(seed);
  const pairs = Math.floor(fixture.pumps.length / 2);
  const each = Math.ceil(examples / pairs);
  const months = Array.from({ length: each }, (_, index) => addMonths(LAST_MONTH, index - each + 1));
  const billing = fixture.get(DraftsService);
  const drafts: DraftedMonth[] = [];
  let tried = 0;
  let broken: string | null = null;
  for (let pair = 0; pair < pairs; pair++) {
    const readings = drawReadings(months, random);
    const [orderly, otherwise] = [fixture.pumps[pair * 2]!, fixture.pumps[pair * 2 + 1]!];
    await publish(fixture.product.mqttUrl, orderly, inOrder(readings));
    await publish(fixture.product.mqttUrl, otherwise, splitDeliveries(readings, random));
    for (const month of months) {
      const told: string[] = [];
      for (const pump of [orderly, otherwise]) {
        const { id: invoiceId } = await billing.draft(fixture.scope, pump.contractId, month);
        drafts.push({ pump, month, invoiceId });
        told.push(await linesOf(fixture, invoiceId, pump));
      }
      tried += 1;
      if (told[0] !== told[1]) broken ??= `${month} of ${orderly.serial}: ${told[0]} and ${told[1]}`;
    }
  }
  const name = 'Shuffled, repeated and split delivery over MQTT gives identical lines';
  return { outcome: { name, examples: tried, broken }, drafts };
}

/** Returns the content of all lines and the evidence of their quantities, without the names of the pump. */
async function linesOf(fixture: PropertyFixture, invoiceId: string, pump: PumpMachine): Promise<string> {
  const rows = await fixture.sql<{ line: string }>(
    `select (to_jsonb(l) - '{id,invoice_id,machine_id}'::text[] || jsonb_build_object('evidence', u.readings_hash,
              'held', u.held_quantity, 'reasons', u.reasons))::text as line
       from invoice_line l
       left join invoice_line_usage s on s.maker_id = l.maker_id and s.line_id = l.id
       left join usage_period u on u.maker_id = s.maker_id and u.id = s.usage_period_id
      where l.invoice_id = $1 order by l.position, s.position`,
    [invoiceId],
  );
  return rows.map(({ line }) => line.replaceAll(pump.serial, 'PUMP')).join('\n');
}

/** Tests that drafting a month again without new data writes no new line, usage or version. */
export async function tryReruns(
  fixture: PropertyFixture,
  drafts: readonly DraftedMonth[],
): Promise<PropertyOutcome> {
  const billing = fixture.get(DraftsService);
  let broken: string | null = null;
  const snapshot = async (): Promise<Map<string, string>> => {
    const rows = await fixture.sql<{ id: string; told: string }>(
      `select i.id, jsonb_build_array(to_jsonb(i) - '{known_until,drafted_at}'::text[],
                (select jsonb_agg(to_jsonb(l) order by l.position) from invoice_line l where l.invoice_id = i.id),
                (select jsonb_agg(to_jsonb(t) order by t.position) from invoice_tax t where t.invoice_id = i.id),
                (select count(*) from usage_period u where u.contract_id = i.contract_id
                    and (u.period_from at time zone i.zone)::date = i.period_from))::text as told
         from invoice i where i.number is null`,
    );
    return new Map(rows.map(({ id, told }) => [id, told]));
  };
  const before = await snapshot();
  for (const { pump, month } of drafts) await billing.draft(fixture.scope, pump.contractId, month);
  const after = await snapshot();
  for (const { invoiceId, pump, month } of drafts)
    if (before.get(invoiceId) !== after.get(invoiceId))
      broken ??= `${month} of ${pump.serial}: ${before.get(invoiceId)} and then ${after.get(invoiceId)}`;
  if (before.size !== after.size) broken ??= `${before.size} drafts and then ${after.size}`;
  return { name: 'Drafting again changes nothing', examples: drafts.length, broken };
}
