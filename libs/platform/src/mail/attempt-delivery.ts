import { type MailError, mailOutcome, type MailOutcome } from '../domain/mail/mail-outcome.js';
import type { Mail, MailTransport } from './mail-transport.js';

/** Result of an attempt to send an email. `cause` is the error of the transport, for the log of the process. */
export type MailAttempt =
  | { readonly state: 'sent'; readonly error: null; readonly pauseMs: null }
  | {
      readonly state: MailOutcome['state'];
      readonly error: string;
      /** Pause before the next attempt; null if there is none. */
      readonly pauseMs: number | null;
      readonly cause: unknown;
    };

/**
 * Passes an email to the transport, and determines the outcome if it fails. Never throws.
 * @param attempts number of attempts, including this one
 */
export async function attemptDelivery(
  transport: MailTransport,
  mail: Mail,
  attempts: number,
): Promise<MailAttempt> {
  try {
    await transport.deliver(mail);
    return { state: 'sent', error: null, pauseMs: null };
  } catch (cause) {
    const outcome = mailOutcome(toMailError(cause), attempts);
    const pauseMs = outcome.state === 'waiting' ? outcome.pauseMs : null;
    return { state: outcome.state, error: outcome.error, pauseMs, cause };
  }
}

function toMailError(error: unknown): MailError {
  const { code, syscall, responseCode } = error as Partial<Record<keyof MailError, unknown>>;
  return {
    code: typeof code === 'string' ? code : undefined,
    syscall: typeof syscall === 'string' ? syscall : undefined,
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    message: error instanceof Error ? error.message : String(error),
  };
}
