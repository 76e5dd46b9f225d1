/** A mail as it leaves: plain text in the language of who reads it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly MailAttachment[];
}

/** A file that comes with a mail. */
export interface MailAttachment {
  readonly filename: string;
  readonly content: Buffer;
  readonly contentType: string;
}

/** Where mail leaves. */
export interface MailPlace {
  /** The mail server; null where mail goes to the folder `outbox` in the home. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Where people reach the portal, without a slash at the end: links in mails start with it. */
  readonly publicUrl: string;
  /** Folder of all state. */
  readonly home: string;
}

/** Hands mails over for delivery; call it after the commit of what they tell. */
export abstract class MailTransport {
  abstract deliver(mail: Mail): Promise<void>;
}

/** A mail as the library takes it. */
export function toMessage({ attachments = [], ...mail }: Mail, from: string) {
  return { from, ...mail, attachments: attachments.map((attachment) => ({ ...attachment })) };
}
