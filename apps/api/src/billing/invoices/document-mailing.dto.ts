import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsEmail,
  IsIn,
  MaxLength,
} from 'class-validator';
import { type DocumentMailState, OPENED_VIA, type OpenedVia } from '#invoicing';
import { MayBeAbsent } from '../../http/fields/absence.decorators.js';
import { HoldReasonDto } from './document.dto.js';

/** A recipient of a document. */
export class DocumentRecipientDto {
  /** Contact of the customer; null for the buyer's address for invoices. */
  contactId: string | null;
  name: string;
  email: string;
  /** BCP 47 language tag of the email and of the attached PDF. */
  language: string;
}

/** An email with a document to one recipient. */
export class DocumentMailDto {
  id: string;
  recipient: string;
  recipientName: string;
  language: string;
  /** Subject of the email; null until the email is composed. */
  subject: string | null;
  /**
   * `refused`: the mail server permanently rejected the email. `failed`: all attempts ended before the server accepted
   * it. `outcome_unknown`: the connection or the worker ended during the transfer, so the email is not sent again. `canceled`: used only for letters.
   */
  state: DocumentMailState;
  attempts: number;
  /** Error of the last attempt, such as the mail server's response; null if there was no error. */
  error: string | null;
  /** Whether the email was sent automatically because the document was issued. */
  isAutomatic: boolean;
  /** Name of the person who sent or issued the document; null if it was not a person. */
  requestedBy: string | null;
  createdAt: Date;
  /** Time of the next attempt; null if there is no further attempt. */
  dueAt: Date | null;
  finishedAt: Date | null;
}

/** The first opening of the document by a user of the customer. */
export class DocumentOpeningDto {
  openedAt: Date;
  /** Name of the user. */
  openedBy: string | null;
  via: OpenedVia;
}

export class DocumentMailingDto {
  /** Current recipients of the document. */
  recipients: DocumentRecipientDto[];
  /** Reason why the document cannot be sent; null if it can be sent. */
  refusal: HoldReasonDto | null;
  /** Whether the document was sent or is being sent. */
  isSent: boolean;
  /** Whether the seller's documents are sent automatically when they are issued. */
  isAutomatic: boolean;
  /** Emails with the document, newest first. */
  mails: DocumentMailDto[];
  /** First opening by the customer; null if the customer has not opened the document. */
  opening: DocumentOpeningDto | null;
}

export class SendDocumentDto {
  /** Email addresses of the recipients to send to. Defaults to all recipients. */
  @MayBeAbsent()
  @IsEmail({}, { each: true })
  @MaxLength(200, { each: true })
  @ArrayUnique()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  emails?: string[];

  /** True to send the document even if it was already sent. Otherwise, such a request is refused. */
  @MayBeAbsent()
  @IsBoolean()
  again?: boolean;
}

export class DocumentOpenedDto {
  /** `mail_link` if the page was opened through the link in an email. */
  @IsIn(OPENED_VIA)
  via: OpenedVia;
}
