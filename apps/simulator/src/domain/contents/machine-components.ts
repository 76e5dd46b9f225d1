import { isFitting } from './kit-content.js';

/** Part that is installed in a machine. */
export interface BuiltInPart {
  assembly: string;
  partNumber: string;
  name: string;
  lot: string;
}

interface Machine {
  serial: string;
  model: string;
  thermo_valve_lot: string | null;
}

interface Part {
  id: string;
  name: string;
  fits: readonly string[];
}

interface Bom {
  model: string;
  assemblies: readonly { a: string; parts: readonly (readonly [string, number])[] }[];
}

/** Parts that wear or fail, by assembly, for models without a bill of materials in the demo file. */
const USUAL_PARTS: Readonly<Record<string, readonly string[]>> = {
  oil_circuit: ['OF', 'SE', 'TV-71', 'OIL-20'],
  air_circuit: ['AF', 'MPV-K', 'IV-K75', 'SV-12'],
  control: ['CTRL-2', 'GW-4G', 'PT-16', 'TT-PT'],
};

const VALVE = 'TV-71';

/**
 * Returns a machine's components: the parts of its model's bill of materials, or the usual parts that fit the model.
 */
export function selectComponents(
  machine: Machine,
  parts: readonly Part[],
  boms: readonly Bom[],
): BuiltInPart[] {
  const bom = boms.find(({ model }) => model === machine.model);
  const named = bom
    ? bom.assemblies.flatMap(({ a, parts: lines }) => lines.map(([number]) => ({ assembly: a, number })))
    : Object.entries(USUAL_PARTS).flatMap(([assembly, names]) =>
        names.flatMap((name) => {
          const part = parts.find(
            (each) => (each.id === name || each.id.startsWith(`${name}-`)) && isFitting(each, machine.model),
          );
          return part ? [{ assembly, number: part.id }] : [];
        }),
      );
  return named.map(({ assembly, number }) => ({
    assembly,
    partNumber: number,
    name: parts.find(({ id }) => id === number)?.name ?? number,
    lot: number === VALVE ? (machine.thermo_valve_lot ?? valveLotOf(machine.serial)) : '',
  }));
}

/**
 * Returns the lot of the thermostatic valve for a machine without one in the demo file: the month before the machine
 * was built, but never the suspect lot T2408. Returns an empty text if the serial number contains no month.
 */
function valveLotOf(serial: string): string {
  const built = /-(\d{2})(\d{2})-/.exec(serial);
  if (!built) return '';
  const [year, month] = [Number(built[1]), Number(built[2])];
  const before = month === 1 ? [year - 1, 12] : [year, month - 1];
  const lot = `T${before.map((part) => String(part).padStart(2, '0')).join('')}`;
  return lot === 'T2408' ? 'T2407' : lot;
}
