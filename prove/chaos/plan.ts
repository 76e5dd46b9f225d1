import { seededRandom, shuffled } from '../../measure/support/seeded-random.js';

/** The external infrastructure: nothing, PostgreSQL, or PostgreSQL and the broker. */
export const SETUPS = [
  'all embedded',
  'embedded broker, external database',
  'external broker and database',
] as const;
export type Setup = (typeof SETUPS)[number];

const [OWN, GIVEN_DATABASE, GIVEN_BROKER] = SETUPS;
const GIVEN = [GIVEN_DATABASE, GIVEN_BROKER] as const;

interface Kind {
  /** Setups in which the fault is possible. */
  readonly setups: readonly Setup[];
  /** Shortest and longest duration in seconds. */
  readonly seconds: readonly [least: number, most: number];
}

export const FAULTS = {
  'ingest killed': { setups: SETUPS, seconds: [3, 6] },
  'api killed': { setups: SETUPS, seconds: [3, 6] },
  'worker killed': { setups: SETUPS, seconds: [3, 6] },
  'postmaster killed': { setups: SETUPS, seconds: [2, 6] },
  'supervisor killed': { setups: SETUPS, seconds: [2, 6] },
  'database frozen': { setups: SETUPS, seconds: [5, 12] },
  'database stopped': { setups: GIVEN, seconds: [5, 12] },
  'ingest killed while the database is stopped': { setups: GIVEN, seconds: [5, 12] },
  'database cut off': { setups: GIVEN, seconds: [5, 12] },
  'database connections stalled': { setups: GIVEN, seconds: [6, 12] },
  'broker restarted': { setups: SETUPS, seconds: [1, 5] },
  'broker cut off from ingest': { setups: [GIVEN_BROKER], seconds: [5, 12] },
  'devices cut off from broker': { setups: SETUPS, seconds: [4, 12] },
  'device connections stalled': { setups: SETUPS, seconds: [4, 12] },
  'disk full': { setups: SETUPS, seconds: [5, 12] },
  'disk full, no space for WAL': { setups: SETUPS, seconds: [5, 12] },
  'postmaster killed with the disk full': { setups: SETUPS, seconds: [5, 12] },
  "product's clock changed": { setups: SETUPS, seconds: [5, 12] },
  "devices' clocks changed": { setups: SETUPS, seconds: [5, 12] },
  'repeated and late messages': { setups: SETUPS, seconds: [6, 12] },
} as const satisfies Readonly<Record<string, Kind>>;
export type FaultName = keyof typeof FAULTS;

/** One fault during one period of publishing. */
export interface Round {
  readonly number: number;
  readonly setup: Setup;
  readonly fault: FaultName;
  /** Seconds into the round at which the fault starts. */
  readonly afterS: number;
  /** Duration of the fault in seconds. */
  readonly forS: number;
  /** Minimum length of the round in seconds. Recovery can extend it. */
  readonly lengthS: number;
  /** Seed for choices within the fault. */
  readonly seed: number;
}

/** The subset that fits into the CI gate: six faults, including those known to cause data loss in other systems. */
const SHORT: readonly (readonly [Setup, FaultName])[] = [
  [OWN, 'ingest killed'],
  [OWN, 'disk full'],
  [OWN, "product's clock changed"],
  [GIVEN_BROKER, 'database stopped'],
  [GIVEN_BROKER, 'devices cut off from broker'],
  [GIVEN_BROKER, 'broker restarted'],
];
const SHORT_FAULT_S = 3;
const SHORT_ROUND_S = 8;

const LONG_STOP: FaultName = 'database stopped';
const LONG_STOP_S = 60;
/** Number of rounds per long database outage. */
const ROUNDS_PER_LONG_STOP = 20;

/** Returns six short rounds. The seed determines their order and times. */
export function planShort(seed: number): Round[] {
  const random = seededRandom(seed);
  return SETUPS.flatMap((setup) =>
    shuffled(
      SHORT.filter(([where]) => where === setup),
      random,
    ),
  ).map(([setup, fault], index) => ({
    number: index + 1,
    setup,
    fault,
    afterS: tenths(1 + random()),
    forS: SHORT_FAULT_S,
    lengthS: SHORT_ROUND_S,
    seed: chance(random),
  }));
}

/**
 * Distributes rounds over the setups. Each setup goes through its possible faults in an order determined by the seed.
 * The same seed and number give the same plan.
 */
export function planRounds(seed: number, count: number): Round[] {
  const random = seededRandom(seed);
  const dealtFaults = shares(count).flatMap(({ setup, rounds, longStops }) => {
    const faults = dealFaults(setup, rounds - longStops, random).map((fault) => ({
      setup,
      fault,
      isLong: false,
    }));
    const long = Array.from({ length: longStops }, () => ({ setup, fault: LONG_STOP, isLong: true }));
    return shuffled([...faults, ...long], random);
  });
  return dealtFaults.map(({ setup, fault, isLong }, index) => {
    const [min, max] = FAULTS[fault].seconds;
    const afterS = tenths(2 + 4 * random());
    const forS = tenths(min + (max - min) * random());
    const lengthS = tenths(20 + 20 * random());
    return {
      number: index + 1,
      setup,
      fault,
      afterS,
      forS: isLong ? LONG_STOP_S : forS,
      lengthS: isLong ? LONG_STOP_S + lengthS : lengthS,
      seed: chance(random),
    };
  });
}

interface Share {
  readonly setup: Setup;
  readonly rounds: number;
  readonly longStops: number;
}

function shares(count: number): Share[] {
  const own = Math.round(count * 0.35);
  const database = Math.round(count * 0.3);
  const broker = count - own - database;
  const stops = Math.round(count / ROUNDS_PER_LONG_STOP);
  const databaseStops = Math.min(database, Math.ceil(stops / 2));
  return [
    { setup: OWN, rounds: own, longStops: 0 },
    { setup: GIVEN_DATABASE, rounds: database, longStops: databaseStops },
    { setup: GIVEN_BROKER, rounds: broker, longStops: Math.min(broker, stops - databaseStops) },
  ];
}

function dealFaults(setup: Setup, count: number, random: () => number): FaultName[] {
  const possible = (Object.keys(FAULTS) as FaultName[]).filter((name) =>
    (FAULTS[name].setups as readonly Setup[]).includes(setup),
  );
  const dealtFaults: FaultName[] = [];
  while (dealtFaults.length < count) dealtFaults.push(...shuffled(possible, random));
  return dealtFaults.slice(0, count);
}

const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;
const chance = (random: () => number): number => Math.floor(random() * 2 ** 31);
