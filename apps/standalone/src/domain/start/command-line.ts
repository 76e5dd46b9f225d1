/** Options of `npm start -- …`. */
export interface StartOptions {
  /** Starts without the demo data. The first visitor creates the maker. */
  empty: boolean;
  /** Wipes the home before starting. */
  reset: boolean;
  /** Answers all questions with yes. Required to destroy data if there is no terminal to ask on. */
  yes: boolean;
  /** Accepts unencrypted MQTT beyond loopback. */
  plainMqtt: boolean;
  /** Only for the demo: day that the demo treats as today, `YYYY-MM-DD`. */
  asOf?: string;
  /** Displays all log output of the apps on the terminal. */
  verbose: boolean;
  help: boolean;
}

/** The options, or all errors, each as a sentence for the user. */
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

/** Parses the arguments after the script's name. `--as-of D` and `--as-of=D` are equivalent. */
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
      else
        faults.push(`--as-of requires a day such as 2026-12-01${day === undefined ? '' : `, not "${day}"`}.`);
    } else {
      faults.push(`Unknown argument "${arg}". --help lists all arguments.`);
    }
  }
  if (options.empty && options.asOf !== undefined) {
    faults.push('--as-of sets the date of the demo world, so it cannot be combined with --empty.');
  }
  return faults.length > 0 ? { faults } : { options, faults: [] };
}

/** Returns whether a string is an existing date, `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  // The parser converts 31 February to a day in March, so the date must survive the round trip.
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

export const START_HELP = `npm start -- [options]

  --empty            start without the demo world; the first visit creates the maker
  --reset            wipe the home first, after a confirmation (without a terminal, add --yes)
  --yes, -y          answer questions with yes
  --as-of DAY        demo only: keep the demo world's own dates and run the clock from DAY
  --plain-mqtt       accept unencrypted MQTT although HOST is not loopback
  --verbose          show all log output of the apps, not only warnings
  --help, -h         this text

Environment: PORT, MQTT_PORT, HOST, DUTYCYCLE_HOME, DATABASE_URL, MQTT_URL; docs/running.md explains them.`;
