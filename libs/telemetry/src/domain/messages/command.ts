export const COMMAND_STATES = [
  'QUEUED',
  'SENT',
  'DELIVERED',
  'SUCCESSFUL',
  'TIMEOUT',
  'EXPIRED',
  'FAILED',
] as const;
export type CommandState = (typeof COMMAND_STATES)[number];

/** `taken`: the device acknowledged receipt; `timePassed`: the command has expired. */
export type CommandEvent = 'sent' | 'taken' | 'answered' | 'refused' | 'timePassed';

export const MAX_METHOD_LENGTH = 255;
export const MAX_PARAMS_BYTES = 8192;
export const MIN_EXPIRY_S = 5;
export const MAX_EXPIRY_S = 30 * 86_400;

/**
 * Transitions of a command's state. A command is sent only once: a command that may have arrived is never sent again,
 * because executing it twice could do harm. At its expiry, a command that was never sent becomes EXPIRED, and one that
 * was sent without a response becomes TIMEOUT.
 */
const TRANSITIONS = {
  QUEUED: { sent: 'SENT', timePassed: 'EXPIRED' },
  SENT: { taken: 'DELIVERED', answered: 'SUCCESSFUL', refused: 'FAILED', timePassed: 'TIMEOUT' },
  DELIVERED: { answered: 'SUCCESSFUL', refused: 'FAILED', timePassed: 'TIMEOUT' },
  SUCCESSFUL: {},
  TIMEOUT: {},
  EXPIRED: {},
  FAILED: {},
} as const satisfies Readonly<Record<CommandState, Partial<Record<CommandEvent, CommandState>>>>;

/**
 * Returns the next state of a command; undefined when the event changes nothing. A command that expects no answer is
 * complete when the device has received it.
 */
export function nextCommandState(
  state: CommandState,
  event: CommandEvent,
  wantsAnswer: boolean,
): CommandState | undefined {
  const row: Partial<Record<CommandEvent, CommandState>> = TRANSITIONS[state];
  const next = row[event];
  return next === 'DELIVERED' && !wantsAnswer ? 'SUCCESSFUL' : next;
}

export function hasEnded(state: CommandState): boolean {
  return Object.keys(TRANSITIONS[state]).length === 0;
}

/**
 * Returns true when a device's answer reports a failure in the notation of ThingsBoard: `{"error":…}` or
 * `{"success":false}`.
 */
export function isErrorAnswer(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  const { error, success } = answer as { error?: unknown; success?: unknown };
  return (error !== undefined && error !== null && error !== false) || success === false;
}
