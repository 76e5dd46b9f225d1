import { isEquivalentMeter, isSameMeter, type NewMeter, toMeter } from '../contract/contract-changes.js';
import type { ContractContent, DeviceFacts, MeterFields } from '../contract/contract-fields.js';

/** An amendment's changes to a contract's meters. */
export interface AmendedMeters {
  readonly added: readonly MeterFields[];
  /** For each replaced meter, the meter that replaces it in charges from the amendment's day. */
  readonly successors: ReadonlyMap<string, string>;
  /** Position of each added meter in the input. */
  readonly places: ReadonlyMap<string, number>;
}

/**
 * Returns the meters that an amendment adds to a contract, as replacements or in addition to the existing ones. Usage
 * is evidence, so a meter never changes: if its factor, limit or device changes, a new meter replaces it, and charges
 * count the new meter from the amendment's first day.
 * @param wanted meters of the contract, identified by id or by signal; missing fields keep the former meter's values
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
  for (const [position, input] of wanted.entries()) {
    const named = current.meters.find(({ id }) => id === input.id);
    const alike = current.meters.filter((meter) => isSameMeter(meter, input));
    const former = named ?? alike.find(({ id }) => counted.has(id)) ?? alike.at(-1);
    const id = named || input.id === undefined ? makeId() : input.id;
    const meter = toMeter(
      { ...(named && keptSettings(named, input)), ...omitUndefined(input), id },
      current,
      devices,
      makeId,
    );
    const known = [...current.meters, ...added].find((one) => isEquivalentMeter(one, meter));
    const next = known ?? meter;
    if (!known) {
      added.push(meter);
      places.set(meter.id, position);
    }
    if (former && former.id !== next.id) successors.set(former.id, next.id);
    if (input.id !== undefined && !named && input.id !== next.id) successors.set(input.id, next.id);
  }
  return { added, successors, places };
}

/**
 * Returns the settings that a replacing meter takes from the replaced one. Unit and modulus belong to the signal, and
 * the unit also depends on the factor, so both are taken only if signal and factor stay the same.
 */
function keptSettings(former: MeterFields, input: NewMeter): Partial<MeterFields> {
  const { id: _id, unit, modulus, ...settings } = former;
  const { factor = former.factor, method = former.method } = input;
  const isSource = input.deviceId === former.deviceId && input.signalKey === former.signalKey;
  const isUnit = factor === former.factor && (factor !== null || (isSource && method === former.method));
  return { ...settings, ...(isSource && { modulus }), ...(isUnit && { unit }) };
}

const omitUndefined = (input: NewMeter): NewMeter =>
  Object.fromEntries(
    Object.entries<unknown>(input).filter(([, value]) => value !== undefined),
  ) as unknown as NewMeter;
