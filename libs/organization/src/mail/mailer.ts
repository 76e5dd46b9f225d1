import type { Role } from '../domain/access/permissions.js';

/** An email with a link. Opening the link proves that the recipient controls the address. */
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

/** Sends account emails through a mail server or to a folder. The app that sends email provides an implementation. */
export abstract class Mailer {
  /** Hands an email over for delivery. Call this after the changes that the email announces are committed. */
  abstract send(mail: AccountMail): Promise<void>;
}
