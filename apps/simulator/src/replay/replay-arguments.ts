/** Arguments of `npm run replay`. */
export interface ReplayArguments {
  readonly file: string;
  /** Serial number of the machine. */
  readonly machine: string;
  /** Code of the machine's device to publish as; undefined for its controller or first device. */
  readonly device: string | undefined;
  /** Signal keys by column; null for all columns that have the key of a signal. */
  readonly map: ReadonlyMap<string, string> | null;
  /**
   * Device time of the first row: ISO 8601, `now`, or `original` to keep the times of the file; null to give the last
   * row the current time.
   */
  readonly start: string | null;
  /** IANA time zone of times without an offset; null for the machine's time zone. */
  readonly zone: string | null;
  /** Speed relative to the times in the file; null to publish without waiting. */
  readonly speed: number | null;
  /** Column of the times; null to detect it. */
  readonly time: string | null;
  /** Seconds between rows of a file without times. */
  readonly interval: number;
  /** Existing credential; null to issue one through the API. */
  readonly login: { readonly username: string; readonly password: string } | null;
  readonly mqttUrl: string | null;
  readonly apiUrl: string | null;
  readonly apiKey: string | null;
}

export const REPLAY_USAGE = `npm run replay -- --file FILE --machine SERIAL --map column=signal,... [options]

Publishes a CSV file as a machine over MQTT.

  --file FILE          CSV file; the delimiter and a decimal comma are detected
  --machine SERIAL     serial number of the machine
  --map a=x,b=y        columns and their signals; default: columns that have the key of a signal
  --time COLUMN        column with the times; default: the first column that contains times
  --start TIME         device time of the first row (ISO 8601), "now", or "original" to keep the file's times;
                       default: the last row has the current time
  --zone ZONE          IANA time zone of times without a zone; default: the zone of the machine's site
  --interval SECONDS   interval between rows of a file without times; default: 1
  --speed N            publish at N times the original pace; default: without waiting
  --device CODE        code of the machine's device; default: its controller
  --username U --password P   credential of the device; default: a temporary one
  --api-key KEY        API key; default: a temporary one of the demo maker's manager
  --api URL, --mqtt URL       URLs of the product; default: those of the product that runs in DUTYCYCLE_HOME`;

const VALUED = [
  ...['file', 'machine', 'device', 'map', 'start', 'zone', 'speed', 'time', 'interval'],
  ...['username', 'password', 'mqtt', 'api', 'api-key'],
];

/** @throws Error that lists all invalid arguments */
export function parseReplayArguments(argv: readonly string[]): ReplayArguments {
  const faults: string[] = [];
  const given = readOptions(argv, faults);
  const number = (name: string, fallback: number | null): number | null => {
    const text = given.get(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (!(value > 0)) faults.push(`--${name} must be a number greater than 0`);
    return value;
  };
  for (const name of ['file', 'machine']) if (!given.get(name)) faults.push(`--${name} is missing`);
  const [username, password] = [given.get('username'), given.get('password')];
  if ((username === undefined) !== (password === undefined))
    faults.push('--username and --password must be set together');
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
      if (value === undefined) faults.push(`--${name} requires a value`);
      else given.set(name, value);
    } else faults.push(`Unknown argument ${argv[i]}`);
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
      faults.push(`--map: "${pair}" must have the form column=signal`);
    else map.set(column, signal);
  }
  return map;
}
