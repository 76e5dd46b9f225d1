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
  /** Null until it was composed. */
  subject: string | null;
  /**
   * `refused`: the mail server rejected it for good. `failed`: all attempts ended before the server accepted it.
   * `outcome_unknown`: the connection ended during the transfer, so it is not sent again.
   */
  state: DocumentMailState;
  attempts: number;
  /** Error of the last attempt, with the mail server's text. */
  error: string | null;
  /** True if it was sent because the document was issued. */
  isAutomatic: boolean;
  /** Name of the person who sent it; null if none. */
  requestedBy: string | null;
  createdAt: Date;
  /** Time of the next attempt; null if there is none. */
  dueAt: Date | null;
  finishedAt: Date | null;
}

/** The first time that one of the customer's people opened the document. */
export class DocumentOpeningDto {
  openedAt: Date;
  /** Name of the person. */
  openedBy: string | null;
  via: OpenedVia;
}

export class DocumentMailingDto {
  /** Current recipients of the document. */
  recipients: DocumentRecipientDto[];
  /** Reason that prevents sending; null if the document can be sent. */
  refusal: HoldReasonDto | null;
  /** True if the document was sent or is being sent. */
  isSent: boolean;
  /** True if the seller's documents are sent when they are issued. */
  isAutomatic: boolean;
  /** Emails with the document, newest first. */
  mails: DocumentMailDto[];
  /** Null if the customer has not opened the document. */
  opening: DocumentOpeningDto | null;
}

export class SendDocumentDto {
  /** Addresses of some of the recipients. All recipients by default. */
  @MayBeAbsent()
  @IsEmail({}, { each: true })
  @MaxLength(200, { each: true })
  @ArrayUnique()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  emails?: string[];

  /** True to send a document that was already sent. Otherwise, the request is refused. */
  @MayBeAbsent()
  @IsBoolean()
  again?: boolean;
}

export class DocumentOpenedDto {
  /** `mail_link` if the page was opened by the link in an email. */
  @IsIn(OPENED_VIA)
  via: OpenedVia;
}
