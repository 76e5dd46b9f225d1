/** A plain-text email in the recipient's language. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly MailAttachment[];
  /** Further headers, such as `List-Unsubscribe`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An attachment of an email. */
export interface MailAttachment {
  readonly filename: string;
  readonly content: Buffer;
  readonly contentType: string;
}

/** Mail settings. */
export interface MailSettings {
  /** URL of the mail server; null writes emails to the folder `outbox` in `home`. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** The portal's URL without a trailing slash. Links in emails start with it. */
  readonly publicUrl: string;
  /** Folder that contains all state of the installation. */
  readonly home: string;
}

/** Hands an email over for delivery. Call this after the changes that the email announces are committed. */
export abstract class MailTransport {
  abstract deliver(mail: Mail): Promise<void>;
}

/** Converts an email to nodemailer's message. */
export function toMessage({ attachments = [], headers = {}, ...mail }: Mail, from: string) {
  return {
    from,
    ...mail,
    headers: { ...headers },
    attachments: attachments.map((attachment) => ({ ...attachment })),
  };
}
