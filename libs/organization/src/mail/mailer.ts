import type { Role } from '../domain/access/permissions.js';

/** A mail with a link by which its reader proves to read that address. */
export type AccountMail = {
  readonly to: string;
  readonly locale: string;
  readonly makerName: string;
  /** Goes into the link and nowhere else. */
  readonly token: string;
  readonly expiresAt: Date;
} & (
  | { readonly kind: 'invitation'; readonly role: Role }
  | { readonly kind: 'password_reset'; readonly name: string }
);

/** Where mail leaves: a mail server, or a folder where there is none. The app that sends mail brings it. */
export abstract class Mailer {
  /** Hands a mail over for delivery; call it after the commit of what it tells. */
  abstract send(mail: AccountMail): Promise<void>;
}
