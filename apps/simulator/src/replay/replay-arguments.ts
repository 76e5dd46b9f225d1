/** Arguments of `npm run replay`. */
export interface ReplayArguments {
  readonly file: string;
  /** Serial number of the machine. */
  readonly machine: string;
  /** Code of its device, if it has several. */
  readonly device: string | undefined;
  /** Signals by column; null for all columns that have the name of a signal. */
  readonly map: ReadonlyMap<string, string> | null;
  /**
   * Device time of the first row. `original` keeps the file's own times; null moves the times so that the last row is
   * now.
   */
  readonly start: string | null;
  /** IANA time zone of times without an offset; null for the machine's time zone. */
  readonly zone: string | null;
  /** Speed-up factor; null to publish everything at once. */
  readonly speed: number | null;
  /** Column of the times; null to detect it. */
  readonly time: string | null;
  /** Seconds between rows of a file without times. */
  readonly interval: number;
  /** Existing credential; null to get one through the API. */
  readonly login: { readonly username: string; readonly password: string } | null;
  readonly mqttUrl: string | null;
  readonly apiUrl: string | null;
  readonly apiKey: string | null;
}

export const REPLAY_USAGE = `npm run replay -- --file FILE --machine SERIAL --map column=signal,... [options]

Publishes a CSV file as a machine over MQTT.

  --file FILE          the file; delimiter and decimal comma are recognised
  --machine SERIAL     the machine's serial number
  --map a=x,b=y        which column is which signal; without it, columns that are called like signals
  --time COLUMN        the column of times; without it, the first that holds times
  --start TIME         device time of the first row (ISO 8601), or "original"; without it, the last row is now
  --zone ZONE          IANA zone of times that have none; without it, the zone of the machine's site
  --interval SECONDS   between rows of a file without times (1)
  --speed N            N times as fast as it was; without it, at once
  --device CODE        which of the machine's devices
  --username U --password P   the device's credential; without it, one is issued for as long as this takes
  --api-key KEY        without it, one of the demo maker's manager
  --api URL, --mqtt URL       without them, the product that runs in DUTYCYCLE_HOME`;

const VALUED = [
  ...['file', 'machine', 'device', 'map', 'start', 'zone', 'speed', 'time', 'interval'],
  ...['username', 'password', 'mqtt', 'api', 'api-key'],
];

/** @throws Error that lists all errors */
export function parseReplayArguments(argv: readonly string[]): ReplayArguments {
  const faults: string[] = [];
  const given = readOptions(argv, faults);
  const number = (name: string, fallback: number | null): number | null => {
    const text = given.get(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (!(value > 0)) faults.push(`--${name} must be a number above 0`);
    return value;
  };
  for (const name of ['file', 'machine']) if (!given.get(name)) faults.push(`--${name} is missing`);
  const [username, password] = [given.get('username'), given.get('password')];
  if ((username === undefined) !== (password === undefined))
    faults.push('--username and --password go together');
  const parsed: ReplayArguments = {
    file: given.get('file') ?? '',
    machine: given.get('machine') ?? '',
    device: given.get('device'),
    map: readMap(given.get('map'), faults),
    start: given.get('start') ?? null,
    zone: given.get('zone') ?? null,
    speed: number('speed', null),
    time: given.get('time') ?? null,
    interval: number('interval', 1) ?? 1,
    login: username !== undefined && password !== undefined ? { username, password } : null,
    mqttUrl: given.get('mqtt') ?? null,
    apiUrl: given.get('api') ?? null,
    apiKey: given.get('api-key') ?? null,
  };
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return parsed;
}

function readOptions(argv: readonly string[], faults: string[]): Map<string, string> {
  const given = new Map<string, string>();
  for (let i = 0; i < argv.length; i++) {
    const [, name, inline] = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(argv[i]!) ?? [];
    if (name !== undefined && VALUED.includes(name)) {
      const value = inline ?? argv[++i];
      if (value === undefined) faults.push(`--${name} wants a value`);
      else given.set(name, value);
    } else faults.push(`${argv[i]} is not known`);
  }
  return given;
}

function readMap(text: string | undefined, faults: string[]): Map<string, string> | null {
  if (text === undefined) return null;
  const map = new Map<string, string>();
  for (const pair of text.split(',')) {
    const at = pair.lastIndexOf('=');
    const [column, signal] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at < 1 || !/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/.test(signal))
      faults.push(`--map: "${pair}" is not column=signal`);
    else map.set(column, signal);
  }
  return map;
}
