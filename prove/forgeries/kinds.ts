import { Exact } from '#platform';
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
import { type PackedInvoice, recomputeFromReadings, recomputeLine, recomputeTotal } from './recompute.js';

export interface Forgery {
  readonly name: string;
  /**
   * Values that the forger recalculates. `hashes`: every hash, but not the values that depend on the change.
   * `everything`: also the values that depend on the change, so that the pack is consistent and only the invoice's root
   * hash can reveal the forgery.
   */
  readonly redone: 'hashes' | 'everything';
  /** Changes a pack's files; the hashes are recalculated afterwards. */
  forge(files: PackFiles, random: () => number): void;
}

const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)]!;
const plus = (decimal: string, more: number): string => new Exact(decimal).plus(more).toFixed();

function anyMeter(files: PackFiles, random: () => number): PackedMeter {
  const meters = readJson<PackedMeter[]>(files, 'meters.json').filter(({ quantity }) => quantity !== null);
  return pick(meters, random);
}

/** Returns a forgery of the readings of a meter, with or without the recalculation of dependent values. */
function onReadings(
  name: string,
  redone: Forgery['redone'],
  change: (readings: ReadingRow[], random: () => number) => ReadingRow[],
): Forgery {
  return {
    name,
    redone,
    forge: (files, random) => {
      const { key, files: paths } = anyMeter(files, random);
      const readings = change(readRows<ReadingRow>(files, paths.readings), random);
      if (redone === 'everything') recomputeFromReadings(files, key, readings);
      else writeRows(files, paths.readings, READING_COLUMNS, readings);
    },
  };
}

/** Returns a forgery of fields of the issued invoice. */
function onDocument(
  name: string,
  redone: Forgery['redone'],
  change: (invoice: PackedInvoice) => void,
): Forgery {
  return {
    name,
    redone,
    forge: (files) => {
      const invoice = readJson<PackedInvoice>(files, 'invoice.json');
      change(invoice);
      writeJson(files, 'invoice.json', invoice);
    },
  };
}

const counted = (readings: readonly ReadingRow[]): ReadingRow[] =>
  readings.filter(({ use, value }) => use === 'counted' && value !== '');
const lastOf = (readings: readonly ReadingRow[]): ReadingRow =>
  counted(readings).reduce((last, each) => (each.device_time > last.device_time ? each : last));

const raiseOne = (readings: ReadingRow[], random: () => number): ReadingRow[] => {
  const reading = pick(counted(readings), random);
  reading.value = plus(reading.value, 1 + Math.floor(random() * 9));
  return readings;
};
/** Increases the last reading, so that no later value decreases. */
const raiseLast = (readings: ReadingRow[], random: () => number): ReadingRow[] => {
  const last = lastOf(readings);
  last.value = plus(last.value, 1 + Math.floor(random() * 9));
  return readings;
};
const dropOne = (readings: ReadingRow[], random: () => number): ReadingRow[] => {
  const reading = pick(counted(readings), random);
  return readings.filter((each) => each !== reading);
};
/** Removes the last reading, so that the counter increases less. */
const dropLast = (readings: ReadingRow[]): ReadingRow[] => {
  const last = lastOf(readings);
  return readings.filter((each) => each !== last);
};
/** Adds a reading, so that the counter reaches a value slightly earlier. */
const addOne = (readings: ReadingRow[]): ReadingRow[] => {
  const last = lastOf(readings);
  const at = new Date(Date.parse(last.device_time) - 1000).toISOString();
  const added = { ...last, device_time: at, seq: String(Number(last.seq) + 1_000_000) };
  return [...readings, added].sort(byReceipt);
};
/** Changes the receipt time of a reading, so that it was received before the first reading. */
const moveReceipt = (readings: ReadingRow[], random: () => number): ReadingRow[] => {
  const first = readings[0]!;
  const moved = pick(
    readings.filter(({ received_at }) => received_at > first.received_at),
    random,
  );
  moved.received_at = new Date(Date.parse(first.received_at) - 1).toISOString();
  return readings.sort(byReceipt);
};
const swapRows = (readings: ReadingRow[], random: () => number): ReadingRow[] => {
  const at = Math.floor(random() * (readings.length - 1));
  [readings[at], readings[at + 1]] = [readings[at + 1]!, readings[at]!];
  return readings;
};
const markBad = (readings: ReadingRow[]): ReadingRow[] => {
  const last = lastOf(readings);
  Object.assign(last, { quality: 'bad', use: 'unused' });
  return readings;
};

/** A script that accepts every pack. A forger puts it into the pack instead of the product's own. */
const OBLIGING_SCRIPT = `console.log('VERIFIED  everything, from the readings to the total');\n`;
const withObligingScript = (files: PackFiles): void => {
  files.set('verify-pack.mjs', OBLIGING_SCRIPT);
};

export const FORGERIES: readonly Forgery[] = [
  {
    name: 'the total is changed, and the script in the pack accepts everything',
    redone: 'hashes',
    forge: (files) => {
      withObligingScript(files);
      const invoice = readJson<PackedInvoice>(files, 'invoice.json');
      invoice.total = new Exact(invoice.total).plus('0.01').toFixed(invoice.minorUnitDecimals);
      writeJson(files, 'invoice.json', invoice);
    },
  },
  {
    name: 'the last reading is increased, and the script in the pack accepts everything',
    redone: 'everything',
    forge: (files, random) => {
      withObligingScript(files);
      const { key, files: paths } = anyMeter(files, random);
      recomputeFromReadings(files, key, raiseLast(readRows<ReadingRow>(files, paths.readings), random));
    },
  },
  onReadings('a reading is increased', 'hashes', raiseOne),
  onReadings('the last reading is increased', 'everything', raiseLast),
  onReadings('a reading is removed', 'hashes', dropOne),
  onReadings('the last reading is removed', 'everything', dropLast),
  onReadings('a reading is added', 'hashes', addOne),
  onReadings('a reading is added', 'everything', addOne),
  onReadings('the receipt time of a reading is moved forward', 'everything', moveReceipt),
  onReadings('two readings are swapped', 'hashes', swapRows),
  onReadings('the last reading is marked as bad', 'everything', markBad),
  {
    name: 'the quantity of a day is changed',
    redone: 'hashes',
    forge: (files, random) => {
      const days = readRows<Record<string, string>>(files, 'quantities.csv');
      const day = pick(days, random);
      day.quantity = plus(day.quantity!, 1);
      writeRows(files, 'quantities.csv', Object.keys(day), days);
    },
  },
  {
    name: 'the quantity of a half hour is changed',
    redone: 'hashes',
    forge: (files, random) => {
      const { files: paths } = anyMeter(files, random);
      const steps = readRows<Record<string, string>>(files, paths.steps);
      const step = pick(steps, random);
      step.quantity = plus(step.quantity!, 1);
      writeRows(files, paths.steps, Object.keys(step), steps);
    },
  },
  {
    name: 'the quantity of a line is changed, with its amount and the total',
    redone: 'hashes',
    forge: (files, random) =>
      recomputeLine(files, anyMeter(files, random).key, (line) => {
        line.quantity = plus(line.quantity!, 100);
      }),
  },
  {
    name: 'the amount of a line is changed, with the total',
    redone: 'hashes',
    forge: (files, random) => {
      const invoice = readJson<PackedInvoice>(files, 'invoice.json');
      const line = pick(
        invoice.lines.filter(({ amount }) => amount !== null),
        random,
      );
      line.amount = new Exact(line.amount!).plus('0.01').toFixed(invoice.minorUnitDecimals);
      writeJson(files, 'invoice.json', invoice);
      recomputeTotal(files);
    },
  },
  {
    name: 'the total is changed',
    redone: 'hashes',
    forge: (files) => {
      const invoice = readJson<PackedInvoice>(files, 'invoice.json');
      invoice.total = new Exact(invoice.total).plus('0.01').toFixed(invoice.minorUnitDecimals);
      writeJson(files, 'invoice.json', invoice);
    },
  },
  onDocument(
    'the tax of a rate is changed, with the gross amount',
    'hashes',
    ({ issued, minorUnitDecimals }) => {
      const [group] = issued.taxes;
      const more = (amount: string): string => new Exact(amount).plus('0.01').toFixed(minorUnitDecimals);
      group!.tax = more(group!.tax);
      Object.assign(issued, { tax: more(issued.tax), gross: more(issued.gross) });
    },
  ),
  onDocument('the tax of a line is changed', 'hashes', ({ lines }) => {
    lines[0]!.tax = plus(lines[0]!.tax!, 1);
  }),
  onDocument('the due date is changed', 'hashes', ({ issued }) => {
    issued.dueOn = '2027-12-31';
  }),
  onDocument('the invoice number is changed', 'everything', ({ issued }) => {
    issued.number = `${issued.number.slice(0, -1)}9`;
  }),
  onDocument('the buyer is changed', 'everything', ({ issued }) => {
    issued.buyer.name = 'Somebody else';
  }),
  {
    name: 'the price of a line is changed, with its amount and the total',
    redone: 'everything',
    forge: (files, random) =>
      recomputeLine(files, anyMeter(files, random).key, (line) => {
        line.unitPrice = plus(line.unitPrice!, 0.0001);
      }),
  },
  {
    name: 'the included quantity of a line is changed, with its amount and the total',
    redone: 'hashes',
    forge: (files, random) =>
      recomputeLine(files, anyMeter(files, random).key, (line) => {
        line.params.included = '1';
      }),
  },
];
