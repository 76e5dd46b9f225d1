import type { Chance } from './chance.js';
import { type RawJson, raw, rawObject, rawText } from './raw-json.js';

/** Time span of valid payloads before the present. */
const PAST_MS = 200 * 86_400_000;
const STATES = ['load', 'idle', 'off', 'fault', 'maintenance', 'remote_hold'];

/** Returns the time of a device's n-th measurement. Each measurement is in a different second. */
export function timeOf(n: number, nowMs: number, chance: Chance): number {
  return nowMs - PAST_MS + n * 1000 + chance.below(1000);
}

function decimal(chance: Chance, max: number, decimalPlaces: number): RawJson {
  return raw(chance.between(0, max).toFixed(decimalPlaces));
}

/** Returns values of some of a pump's signals. */
function gauges(chance: Chance): Record<string, RawJson> {
  const all: [string, RawJson][] = [
    ['pressure_bar', decimal(chance, 10, 2)],
    ['flow_l_min', decimal(chance, 200, 1)],
    ['temperature_c', decimal(chance, 90, 3)],
    ['current_a', decimal(chance, 20, 5)],
    ['voltage_v', raw(String(220 + chance.below(20)))],
  ];
  return Object.fromEntries(all.filter((_, i) => i === 0 || chance.happens(0.6)));
}

/** Returns the n-th valid message of a device in the native format. */
export function nativeMessage(n: number, nowMs: number, chance: Chance): RawJson {
  const ms = timeOf(n, nowMs, chance);
  return rawObject({
    ...(chance.happens(0.9) && {
      ts: chance.happens(0.5) ? raw(String(ms)) : rawText(new Date(ms).toISOString()),
    }),
    ...(chance.happens(0.9) && { seq: raw(String(n)) }),
    ...(chance.happens(0.7) && { c: rawObject({ flow_l_total: raw((1000 + n / 8).toFixed(3)) }) }),
    g: rawObject({ ...gauges(chance), ...(chance.happens(0.2) && { thermocouple_c: raw('null') }) }),
    ...(chance.happens(0.4) && { state: rawText(chance.pick(STATES)) }),
    ...(chance.happens(0.3) && { e: rawObject({ alarm_code: rawText(`A${chance.below(90)}`) }) }),
    ...(chance.happens(0.3) && { q: rawObject({ pressure_bar: raw(String(chance.below(4))) }) }),
  });
}

/** Returns the n-th valid telemetry element of a device in ThingsBoard's format. */
function thingsboardElement(n: number, nowMs: number, chance: Chance): RawJson {
  const values = {
    ...gauges(chance),
    ...(chance.happens(0.7) && { flow_l_total: raw((1000 + n / 8).toFixed(3)) }),
    ...(chance.happens(0.3) && { enabled: raw(String(chance.happens(0.5))) }),
    ...(chance.happens(0.3) && { state: rawText(chance.pick(STATES)) }),
    ...(chance.happens(0.2) && { 'Ventil 1/Öffnung': rawText(chance.between(0, 100).toFixed(1)) }),
    ...(chance.happens(0.2) && {
      place: rawObject({ lat: decimal(chance, 90, 5), lon: decimal(chance, 180, 5) }),
    }),
    n: raw(String(n)),
  };
  if (chance.happens(0.25)) return rawObject(values);
  return rawObject({ ts: raw(String(timeOf(n, nowMs, chance))), values: rawObject(values) });
}

export function thingsboardTelemetry(n: number, nowMs: number, chance: Chance): RawJson {
  if (chance.happens(0.6)) return thingsboardElement(n, nowMs, chance);
  return {
    items: Array.from({ length: 1 + chance.below(3) }, (_, i) =>
      thingsboardElement(n + i / 4, nowMs, chance),
    ),
  };
}

export function gatewayTelemetry(
  names: readonly string[],
  n: number,
  nowMs: number,
  chance: Chance,
): RawJson {
  const spoken = names.filter(() => chance.happens(0.5));
  return rawObject(
    Object.fromEntries(
      (spoken.length === 0 ? names.slice(0, 1) : spoken).map((name) => [
        name,
        { items: [thingsboardElement(n, nowMs, chance)] },
      ]),
    ),
  );
}

/** Returns a device's client attributes. */
export function attributes(n: number, chance: Chance): RawJson {
  return rawObject({
    firmware: rawText(`1.${chance.below(9)}.${n}`),
    n: raw(String(n)),
    ...(chance.happens(0.5) && { isSpare: raw(String(chance.happens(0.5))) }),
    ...(chance.happens(0.5) && {
      network: rawObject({ ip: rawText(`10.0.0.${chance.below(250)}`), mtu: raw('1500') }),
    }),
    ...(chance.happens(0.3) && { alarms: { items: [raw('1'), raw('2.5'), rawText('A3')] } }),
  });
}
