/** A plain-text mail in the recipient's language. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly MailAttachment[];
  /** Further headers, such as `List-Unsubscribe`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An attachment of a mail. */
export interface MailAttachment {
  readonly filename: string;
  readonly content: Buffer;
  readonly contentType: string;
}

/** Mail settings. */
export interface MailSettings {
  /** URL of the mail server; null writes mail to the folder `outbox` in the home. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** The portal's URL without a trailing slash. Links in mails start with it. */
  readonly publicUrl: string;
  /** Folder that contains all state of the installation. */
  readonly home: string;
}

/** Hands a mail over for delivery. Call it after the commit of the changes that the mail announces. */
export abstract class MailTransport {
  abstract deliver(mail: Mail): Promise<void>;
}

/** Converts a mail to nodemailer's message. */
export function toMessage({ attachments = [], headers = {}, ...mail }: Mail, from: string) {
  return {
    from,
    ...mail,
    headers: { ...headers },
    attachments: attachments.map((attachment) => ({ ...attachment })),
  };
}
