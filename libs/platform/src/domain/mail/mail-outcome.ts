import { type NextAttempt, nextAttempt } from './next-attempt.js';

/** Details of an error of the mail transport. */
export interface MailError {
  /** Code of the transport, such as `ECONNECTION`. */
  readonly code?: string;
  /** System call that failed, such as `connect`. */
  readonly syscall?: string;
  /** Status code of the server's response. */
  readonly responseCode?: number;
  readonly message: string;
}

/**
 * Consequence of an error: another attempt, or one of the final states. An email is `refused` if the server rejected it
 * permanently, and `failed` if all attempts ended before the server accepted it.
 */
export type MailOutcome =
  NextAttempt | { readonly state: 'refused' | 'outcome_unknown'; readonly error: string };

/**
 * Errors that certainly occurred before the message was transferred. The transport reports every lost connection as an
 * error of the command `CONN`, even after the transfer, so its `command` can't be used.
 */
const CODES_BEFORE_TRANSFER = new Set(['EDNS', 'EAUTH', 'ETLS', 'ECONNREFUSED', 'ENOTFOUND']);
const CALLS_BEFORE_TRANSFER = new Set(['connect', 'getaddrinfo']);
const MESSAGES_BEFORE_TRANSFER = new Set(['Connection timeout', 'Greeting never received']);

/**
 * Determines the outcome of an attempt that ended with an error. An email is sent again only if the server has
 * certainly not accepted it. If the connection was lost during the transfer, the outcome is not known, and a duplicate
 * would be worse than a missing email.
 * @param attempts number of attempts, including this one
 */
export function mailOutcome(error: MailError, attempts: number): MailOutcome {
  const text = describe(error);
  if (isRefusedForGood(error)) return { state: 'refused', error: text };
  if (!isCertainlyNotSent(error)) return { state: 'outcome_unknown', error: text };
  return nextAttempt(attempts, text);
}

function isRefusedForGood({ code, responseCode }: MailError): boolean {
  // Wrong credentials are an error of the installation and not of the message, so the message is sent again.
  if (code === 'EAUTH') return false;
  if (responseCode !== undefined) return responseCode >= 500;
  return code === 'EENVELOPE' || code === 'EMESSAGE';
}

function isCertainlyNotSent({ code = '', syscall = '', responseCode, message }: MailError): boolean {
  // A 4xx or 5xx response means that the server has not accepted the message.
  if (responseCode !== undefined) return responseCode >= 400;
  return (
    CODES_BEFORE_TRANSFER.has(code) ||
    CALLS_BEFORE_TRANSFER.has(syscall) ||
    MESSAGES_BEFORE_TRANSFER.has(message)
  );
}

/** Returns an error text for the log, without line breaks. */
function describe({ code, responseCode, message }: MailError): string {
  const prefix = [responseCode, code].find((value) => value !== undefined);
  return [...(prefix === undefined || message.includes(String(prefix)) ? [] : [prefix]), message]
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);
}
