/** What `npm start -- …` was asked to do. */
export interface StartOptions {
  /** Start without the demo world; the first visit creates the maker. */
  empty: boolean;
  /** Wipe the home before starting. */
  reset: boolean;
  /** Answer every question with yes; required for what destroys data when there is no terminal to ask on. */
  yes: boolean;
  /** Accept unencrypted MQTT beyond loopback. */
  plainMqtt: boolean;
  /** Demo only: the day that the demo world takes as today, `YYYY-MM-DD`. */
  asOf?: string;
  /** Show all that the apps log on the terminal. */
  verbose: boolean;
  help: boolean;
}

/** @returns the options, or every fault found, each a sentence for the person at the terminal. */
export type ParsedCommandLine =
  { options: StartOptions; faults: [] } | { options?: undefined; faults: string[] };

const SWITCHES: ReadonlyMap<string, Exclude<keyof StartOptions, 'asOf'>> = new Map([
  ['--empty', 'empty'],
  ['--reset', 'reset'],
  ['--yes', 'yes'],
  ['-y', 'yes'],
  ['--plain-mqtt', 'plainMqtt'],
  ['--verbose', 'verbose'],
  ['--help', 'help'],
  ['-h', 'help'],
]);

/** Reads the arguments after the script's name. `--as-of D` and `--as-of=D` are the same. */
export function parseStartArguments(args: readonly string[]): ParsedCommandLine {
  const options: StartOptions = {
    empty: false,
    reset: false,
    yes: false,
    plainMqtt: false,
    verbose: false,
    help: false,
  };
  const faults: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [name = '', inline] = arg.split(/=(.*)/s);
    const known = SWITCHES.get(arg);
    if (known) {
      options[known] = true;
    } else if (name === '--as-of') {
      const day = inline ?? rest.shift();
      if (day !== undefined && isCalendarDay(day)) options.asOf = day;
      else faults.push(`--as-of takes a day such as 2026-12-01${day === undefined ? '' : `, not "${day}"`}.`);
    } else {
      faults.push(`Unknown argument "${arg}". --help lists what there is.`);
    }
  }
  if (options.empty && options.asOf !== undefined) {
    faults.push('--as-of dates the demo world, so it cannot go with --empty.');
  }
  return faults.length > 0 ? { faults } : { options, faults: [] };
}

/** True for a day that exists in the calendar, written `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  // The parser rolls 31 February over into March, so the day has to come back as it went in.
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

export const START_HELP = `npm start -- [options]

  --empty            start without the demo world; the first visit creates the maker
  --reset            wipe the home first (asks; needs --yes without a terminal)
  --yes, -y          answer questions with yes
  --as-of DAY        demo only: keep the demo world's own dates and run the clock from DAY
  --plain-mqtt       accept unencrypted MQTT although HOST is not loopback
  --verbose          show all that the apps log, not only warnings
  --help, -h         this text

Environment: PORT, MQTT_PORT, HOST, DUTYCYCLE_HOME, DATABASE_URL, MQTT_URL; docs/running.md explains them.`;
