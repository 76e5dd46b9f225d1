import type { Role } from '../domain/access/permissions.js';

/** A mail with a link. Opening the link proves that the reader owns the address. */
export type AccountMail = {
  readonly to: string;
  readonly locale: string;
  readonly makerName: string;
  /** Token that is used only in the link. */
  readonly token: string;
  readonly expiresAt: Date;
} & (
  | { readonly kind: 'invitation'; readonly role: Role }
  | { readonly kind: 'password_reset'; readonly name: string }
);

/** Sends account mails through a mail server or to a folder. The app that sends mail provides an implementation. */
export abstract class Mailer {
  /** Hands a mail over for delivery. Call it after the commit of the changes that the mail announces. */
  abstract send(mail: AccountMail): Promise<void>;
}
