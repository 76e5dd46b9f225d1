/**
 * State of an email with a document. `refused`: the mail server rejected it permanently. `failed`: all attempts ended
 * before the server accepted it. `outcome_unknown`: the connection or the worker ended during the transfer. `canceled`:
 * all reminders of the letter were stopped before the email was sent.
 */
export const DOCUMENT_MAIL_STATES = [
  'waiting',
  'sending',
  'sent',
  'refused',
  'failed',
  'outcome_unknown',
  'canceled',
] as const;
export type DocumentMailState = (typeof DOCUMENT_MAIL_STATES)[number];

/** The way in which a customer opened a document: in the portal, or by the link in an email. */
export const OPENED_VIA = ['portal', 'mail_link'] as const;
export type OpenedVia = (typeof OPENED_VIA)[number];

/** States of an email that has reached its recipient, or may still reach the recipient. */
const REACHED: ReadonlySet<DocumentMailState> = new Set(['waiting', 'sending', 'sent', 'outcome_unknown']);

/** Returns true when a document with an email in this state does not have to be sent again. */
export function hasReached(state: DocumentMailState): boolean {
  return REACHED.has(state);
}
