/** A mail as it leaves: plain text in the language of who reads it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
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
