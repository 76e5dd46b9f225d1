import type { InterestGround, ReminderText } from '#receivables/domain';

/** The texts of a letter with reminders in one language, and of the email with it. Names in braces are placeholders. */
export interface ReminderTexts {
  /** Title of the letter. */
  readonly title: Readonly<Record<ReminderText, string>>;
  readonly intro: Readonly<Record<ReminderText, string>>;
  readonly facts: {
    readonly date: string;
    readonly documents: string;
  };
  readonly table: {
    readonly document: string;
    readonly due: string;
    readonly open: string;
    readonly interest: string;
    readonly lumpSum: string;
    readonly total: string;
  };
  readonly interest: {
    readonly title: string;
    /** Placeholders: `ground`, `points`, `baseRate` and `dayCount`. */
    readonly aboveBaseRate: string;
    /** Placeholders: `ground`, `points` and `dayCount`. */
    readonly fixed: string;
    readonly ground: Readonly<Record<InterestGround, string>>;
    /** Placeholders: `number`, `balance`, `percent`, `days`, `from` and `to`. */
    readonly span: string;
  };
  readonly payment: {
    readonly title: string;
    /** Placeholders: `currency` and `account`. */
    readonly account: string;
    readonly reference: string;
  };
  /** Placeholder: `day`. */
  readonly crossed: string;
  readonly mail: {
    /** Placeholders: `title` and `seller`. */
    readonly subject: string;
    readonly greeting: string;
    /** Placeholders: `title` and `day`. */
    readonly attached: string;
    /** Placeholders: `number`, `due` and `amount`. */
    readonly document: string;
    readonly open: string;
    /** Placeholders: `seller` and `email`. */
    readonly questions: string;
  };
}
