import { Column, Entity, Exclusion, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import type { BookEntry } from '../domain/price-books/book-entry.js';
import { PriceBook } from './price-book.entity.js';

/** The content of a price book for a range of days. Immutable, except that its end can be set later. */
@Entity('price_book_version')
@Unique('price_book_version_number_uq', ['makerId', 'bookId', 'number'])
@Exclusion('price_book_version_overlap_ex', 'using gist (book_id with =, maker_id with =, during with &&)')
@ForeignKey(() => PriceBook, ['makerId', 'bookId'], ['makerId', 'id'], { name: 'price_book_version_book_fk' })
export class PriceBookVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'price_book_version_pk' })
  makerId: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'price_book_version_pk' })
  id: string;

  @Column('uuid')
  bookId: string;

  /** Number within the book, from 1. */
  @Column('integer')
  number: number;

  /** Half-open range in PostgreSQL's text format; `empty` if another version replaced all of its days. */
  @Column('daterange')
  during: string;

  /** In the order of the invoice. */
  @Column('jsonb')
  entries: BookEntry[];

  @Column('timestamptz')
  recordedAt: Date;

  @Column('uuid', { nullable: true })
  recordedBy: string | null;
}
