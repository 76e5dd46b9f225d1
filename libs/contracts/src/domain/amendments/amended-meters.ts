import { isReadAlike, isSameMeter, type NewMeter, toMeter } from '../contract/contract-changes.js';
import type { ContractContent, DeviceFacts, MeterFields } from '../contract/contract-fields.js';

/** An amendment's changes to a contract's meters. */
export interface AmendedMeters {
  readonly added: readonly MeterFields[];
  /** By meter, the meter that replaces it in charges from the amendment's day on. */
  readonly successors: ReadonlyMap<string, string>;
  /** The position of each added meter in the input. */
  readonly places: ReadonlyMap<string, number>;
}

/**
 * Replaced and additional meters of a contract from a day on. Usage is evidence, so a meter never changes: with another
 * factor, limit or device it continues as another meter, which charges count from that day on.
 * @param wanted a meter of the contract by its id or by what it reads; missing fields keep the former meter's values
 */
export function amendMeters(
  current: ContractContent,
  wanted: readonly NewMeter[],
  devices: ReadonlyMap<string, DeviceFacts>,
  makeId: () => string,
): AmendedMeters {
  const counted = new Set(current.charges.flatMap(({ meterIds }) => meterIds));
  const added: MeterFields[] = [];
  const successors = new Map<string, string>();
  const places = new Map<string, number>();
  for (const [place, wish] of wanted.entries()) {
    const named = current.meters.find(({ id }) => id === wish.id);
    const alike = current.meters.filter((meter) => isSameMeter(meter, wish));
    const former = named ?? alike.find(({ id }) => counted.has(id)) ?? alike.at(-1);
    const id = named || wish.id === undefined ? makeId() : wish.id;
    const meter = toMeter(
      { ...(named && settingsOf(named, wish)), ...given(wish), id },
      current,
      devices,
      makeId,
    );
    const known = [...current.meters, ...added].find((one) => isReadAlike(one, meter));
    const next = known ?? meter;
    if (!known) {
      added.push(meter);
      places.set(meter.id, place);
    }
    if (former && former.id !== next.id) successors.set(former.id, next.id);
    if (wish.id !== undefined && !named && wish.id !== next.id) successors.set(wish.id, next.id);
  }
  return { added, successors, places };
}

/**
 * The settings that a replaced meter keeps. Unit and modulus belong to its signal, and the unit also depends on its
 * factor.
 */
function settingsOf(former: MeterFields, wish: NewMeter): Partial<MeterFields> {
  const { id: _id, unit, modulus, ...settings } = former;
  const { factor = former.factor, method = former.method } = wish;
  const isSource = wish.deviceId === former.deviceId && wish.signalKey === former.signalKey;
  const isUnit = factor === former.factor && (factor !== null || (isSource && method === former.method));
  return { ...settings, ...(isSource && { modulus }), ...(isUnit && { unit }) };
}

const given = (wish: NewMeter): NewMeter =>
  Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as unknown as NewMeter;
