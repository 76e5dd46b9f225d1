import { Column } from 'typeorm';

/** Columns of a file that a person hands over to the bank of an account. It never changes. */
export abstract class BankFile {
  @Column('uuid')
  legalEntityId: string;

  /** The account from which or to which the money is transferred. */
  @Column('uuid')
  bankAccountId: string;

  @Column('bigint')
  totalMinor: string;

  /** The file, in UTF-8. */
  @Column('text')
  content: string;

  /** Hash of the file's bytes, in hexadecimal digits. */
  @Column('text')
  sha256: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('uuid', { nullable: true })
  createdBy: string | null;

  /** Name of the person at the time, filled in by the database. */
  @Column('text', { nullable: true })
  createdByName: string | null;
}
